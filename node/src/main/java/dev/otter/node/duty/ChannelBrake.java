package dev.otter.node.duty;

/** Pauses a channel for all nodes, after an error that a human must look at. Thread-safe. */
@FunctionalInterface
public interface ChannelBrake {

    /**
     * Pauses the channel unless somebody has given another order since.
     *
     * @param assignment the pipeline that failed
     * @param order under which it ran
     * @param reason for people
     * @return whether it no longer runs under that order; false when that could not be done now
     */
    boolean pause(Assignment assignment, ChannelOrder order, String reason);
}
