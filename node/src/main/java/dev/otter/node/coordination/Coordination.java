package dev.otter.node.coordination;

import dev.otter.node.duty.Assignment;
import dev.otter.node.duty.ChannelOrder;
import java.util.function.Consumer;

/** Elections and channel states, as a node sees them. Thread-safe. */
public interface Coordination {

    /**
     * Takes part in the election of a pipeline's leader until the candidacy is closed.
     *
     * @param listener told of our leadership, one call after the other, by a thread of its own
     */
    Candidacy enter(Assignment assignment, LeadListener listener);

    /**
     * Watches what is wanted of a channel until it is closed.
     *
     * @param listener told of the order found first and of each later one, by a thread of its own
     */
    Watch watch(long channelId, Consumer<ChannelOrder> listener);

    /**
     * Pauses a channel after an error, unless somebody has given another order since.
     *
     * @param order the order under which the error came
     * @return whether that order no longer stands; false when ZooKeeper cannot be asked now
     */
    boolean pause(long channelId, ChannelOrder order, String reason);

    /** Shows people how far a pipeline is; never blocks. */
    void mirror(long pipelineId, long epoch, String position);

    /** Something that goes on until it is closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
