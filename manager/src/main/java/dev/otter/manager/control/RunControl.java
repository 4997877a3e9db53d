package dev.otter.manager.control;

import dev.otter.manager.live.RunState;
import java.util.List;
import java.util.Optional;

/**
 * Starts and stops channels, by the number and name that the manager gave them. May be asked by any
 * thread; waits no longer than a few seconds and then throws an {@link
 * dev.otter.model.error.OtterException}. A change is durable when the call returns, but nodes
 * follow in their own time.
 */
public interface RunControl {

    /** What the channel is to do; a channel never heard of is stopped. */
    RunState state(long channel);

    /** The same from what was heard last, without asking; empty when nothing was heard yet. */
    default Optional<RunState> known(long channel) {
        return Optional.of(state(channel));
    }

    /** What keeps the channel from being started, each a sentence with its cure. */
    default List<String> obstacles(long channel) {
        return List.of();
    }

    /**
     * Starts a stopped or paused channel.
     *
     * @param by who asks
     */
    void start(long channel, String by);

    /** Pauses a running channel. */
    void pause(long channel, String by);

    /** Takes a paused channel up again. */
    void resume(long channel, String by);

    /** Stops a channel. */
    void stop(long channel, String by);

    /** Hands the configuration that is in the store to the nodes that run the channel. */
    void push(long channel);
}
