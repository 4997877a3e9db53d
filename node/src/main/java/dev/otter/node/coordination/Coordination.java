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

    /** Something that goes on until it is closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
