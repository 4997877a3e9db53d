package dev.otter.manager.control;

/** Which nodes are there. May be asked by any thread; answers at once from what is known. */
@FunctionalInterface
public interface NodePresence {

    /** Whether the node with this number, its {@code nid}, is connected. */
    boolean connected(long node);
}
