package dev.otter.cluster.runstate;

import java.time.Instant;

/**
 * What is wanted of a channel, and who wanted it.
 *
 * @param state whether it should run
 * @param by who set it: a user, or a node after an error
 * @param reason why, for people; may be empty
 * @param since when it was set
 */
public record ChannelState(RunState state, String by, String reason, Instant since) {
    /** What a channel is before anybody has set it. */
    public static final ChannelState NEW =
            new ChannelState(RunState.STOPPED, "", "never started", Instant.EPOCH);
}
