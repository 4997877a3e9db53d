package dev.otter.manager.control;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.Optional;

/**
 * The parts of the running system that this manager is connected to. Immutable.
 *
 * @param channels how channels are started and stopped, when that is possible
 * @param nodes which nodes are there, when that is known
 */
public record LiveSystem(Optional<RunControl> channels, Optional<NodePresence> nodes) {

    /** A manager on its own: it configures, but nothing runs. */
    public static LiveSystem absent() {
        return new LiveSystem(Optional.empty(), Optional.empty());
    }

    /**
     * How channels are started and stopped.
     *
     * @throws OtterException when that is not possible
     */
    public RunControl requireChannels() {
        return channels.orElseThrow(() ->
                new OtterException(
                        ErrorCode.PART_ABSENT,
                        "channels cannot be started or stopped, because this manager is not"
                                + " connected to ZooKeeper",
                        "",
                        "Set otter.zookeeper.cluster.default, or start it with the embedded"
                                + " ZooKeeper."));
    }

    /** What the channel is to do; without ZooKeeper nothing can have been started. */
    public RunState state(long channel) {
        return channels.map(control -> control.state(channel)).orElse(RunState.STOPPED);
    }

    public boolean connected(long node) {
        return nodes.map(presence -> presence.connected(node)).orElse(false);
    }
}
