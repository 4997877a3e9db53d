package dev.otter.manager.live;

/**
 * News for whoever watches.
 *
 * @param name of the kind of event
 * @param data what is new
 */
public record LiveEvent(String name, Object data) {

    /** That anything of the configuration has changed; {@code revision} counts its changes. */
    public record ConfigurationChanged(long revision) {}
}
