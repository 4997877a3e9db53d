package dev.otter.model.config;

/** Something that is configured under a name which is unique among its kind, whatever its case. */
public interface Named {
    String name();
}
