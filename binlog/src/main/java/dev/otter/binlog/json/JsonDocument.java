package dev.otter.binlog.json;

/** A JSON document that can be told to a visitor, as often as wanted. */
@FunctionalInterface
public interface JsonDocument {
    /** Tells the whole document. */
    void accept(JsonVisitor visitor);
}
