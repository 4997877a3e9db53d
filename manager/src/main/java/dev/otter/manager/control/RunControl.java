package dev.otter.manager.control;

import dev.otter.model.table.TablePattern;
import java.util.List;

/**
 * Starts and stops channels, by the number and name that the manager gave them. May be asked by any
 * thread; waits no longer than a few seconds and then throws an {@link
 * dev.otter.model.error.OtterException}. A change is durable when the call returns, but nodes
 * follow in their own time.
 */
public interface RunControl {

    /** What the channel is to do; a channel never heard of is stopped. */
    RunState state(long channel);

    void start(long channel);

    void pause(long channel);

    /** Takes a paused channel up again. */
    void resume(long channel);

    void stop(long channel);

    /** Hands the configuration that is in the store to the nodes that run the channel. */
    void push(long channel);

    /** Asks for rows to be read again and sent. */
    void resync(long channel, String pipeline, List<TablePattern> tables);
}
