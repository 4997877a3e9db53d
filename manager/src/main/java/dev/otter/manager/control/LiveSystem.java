package dev.otter.manager.control;

import dev.otter.manager.live.LiveDesk;
import dev.otter.manager.live.RunState;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.Optional;

/**
 * The parts of the running system that this manager is connected to. Immutable.
 *
 * @param channels how channels are started and stopped, when that is possible
 * @param nodes which nodes are there, when that is known
 * @param desk everything else that can be seen and asked
 */
public record LiveSystem(
        Optional<RunControl> channels, Optional<NodePresence> nodes, Optional<LiveDesk> desk) {

    /** A manager on its own: it configures, but nothing runs. */
    public static LiveSystem absent() {
        return new LiveSystem(Optional.empty(), Optional.empty(), Optional.empty());
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

    /** The same as far as it is known without asking. */
    public Optional<RunState> known(long channel) {
        return channels.flatMap(control -> control.known(channel));
    }

    /**
     * Everything else.
     *
     * @throws OtterException when there is nothing
     */
    public LiveDesk requireDesk() {
        return desk.orElseThrow(() ->
                new OtterException(
                        ErrorCode.PART_ABSENT,
                        "nothing can be seen of the running system, because this manager is on its"
                                + " own",
                        "",
                        "Start it with ZooKeeper and a port for nodes."));
    }

    public boolean connected(long node) {
        return nodes.map(presence -> presence.connected(node)).orElse(false);
    }
}
