package dev.otter.node.coordination;

/** Takes what happens once, for the manager's eyes. Thread-safe; never blocks. */
@FunctionalInterface
public interface News {

    /**
     * @param code such as {@code OTR-3101}; empty when it is no error
     * @param where channel, pipeline; empty when the node itself
     * @param text for people
     */
    void tell(String code, String where, String text);
}
