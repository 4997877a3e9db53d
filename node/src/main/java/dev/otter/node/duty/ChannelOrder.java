package dev.otter.node.duty;

import java.time.Instant;

/**
 * What is wanted of the channel.
 *
 * @param wish whether its pipelines shall run
 * @param words the state for people, such as {@code paused by ann}
 * @param since when it was ordered; an order given again is a new one
 */
public record ChannelOrder(Wish wish, String words, Instant since) {

    /** What can be wanted. */
    public enum Wish {
        /** Its pipelines run. */
        RUN,
        /** They stand still for a while; what made them stop stays in sight. */
        PAUSE,
        /** They are off. */
        STOP,
        /** It has not been learned yet. */
        UNKNOWN
    }

    boolean run() {
        return wish == Wish.RUN;
    }

    /** What a pipeline is that does not run. */
    DutyStatus.Phase rest() {
        return switch (wish) {
            case RUN, UNKNOWN -> DutyStatus.Phase.STANDBY;
            case PAUSE, STOP -> DutyStatus.Phase.STOPPED;
        };
    }
}
