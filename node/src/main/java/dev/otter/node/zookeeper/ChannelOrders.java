package dev.otter.node.zookeeper;

import dev.otter.cluster.runstate.ChannelState;
import dev.otter.cluster.runstate.RunState;
import dev.otter.cluster.runstate.RunStates;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.duty.ChannelOrder;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Channel states as orders, and the one state that a node sets itself. Stateless. */
final class ChannelOrders {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelOrders.class);

    private ChannelOrders() {}

    static ChannelOrder of(ChannelState state) {
        return new ChannelOrder(
                switch (state.state()) {
                    case RUNNING -> ChannelOrder.Wish.RUN;
                    case PAUSED -> ChannelOrder.Wish.PAUSE;
                    case STOPPED -> ChannelOrder.Wish.STOP;
                },
                words(state),
                state.since());
    }

    private static String words(ChannelState state) {
        String word =
                switch (state.state()) {
                    case RUNNING -> "running";
                    case PAUSED -> "paused";
                    case STOPPED -> "stopped";
                };
        return word
                + (state.by().isEmpty() ? "" : " by " + state.by())
                + (state.reason().isEmpty() ? "" : " (" + state.reason() + ")");
    }

    /**
     * Pauses a channel that runs under this order; blocks on ZooKeeper.
     *
     * @param by who does
     * @return whether the order no longer stands
     */
    static boolean pause(
            RunStates states,
            long channelId,
            ChannelOrder order,
            String by,
            String reason,
            InstantSource clock) {
        try {
            RunStates.Versioned seen = states.read(channelId);
            if (seen.state().state() == RunState.RUNNING
                    && seen.state().since().equals(order.since())) {
                states.compareAndSet(
                        channelId,
                        seen,
                        new ChannelState(RunState.PAUSED, by, reason, clock.instant()));
                LOG.warn("Channel {} is paused, for a human has to look: {}", channelId, reason);
            }
            return true;
        } catch (OtterException e) {
            if (e.code() == ErrorCode.RUN_STATE_CHANGED) {
                return true;
            }
            LOG.debug("Channel {} cannot be paused now", channelId, e);
            return false;
        }
    }
}
