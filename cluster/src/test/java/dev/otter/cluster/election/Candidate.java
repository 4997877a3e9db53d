package dev.otter.cluster.election;

import dev.otter.cluster.ClusterSamples;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.membership.LiveNodes;
import dev.otter.cluster.membership.Membership;
import dev.otter.cluster.tree.LeaderRole;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A whole node as far as elections go, behind a proxy of its own. */
final class Candidate implements AutoCloseable {
    private final TcpProxy proxy;
    private final ZooKeeperConnection connection;
    private final Membership membership;
    private final LiveNodes live;
    private final Election election;
    private final List<LeadershipChange> told = new CopyOnWriteArrayList<>();

    Candidate(ZooKeeperServer zookeeper, long pipeline, int nid, List<Integer> candidates) {
        this(zookeeper, pipeline, nid, candidates, ClusterSamples.SESSION);
    }

    Candidate(
            ZooKeeperServer zookeeper,
            long pipeline,
            int nid,
            List<Integer> candidates,
            Duration session) {
        String process = "process-" + nid + "-of-" + pipeline;
        proxy = TcpProxy.to(zookeeper.host(), zookeeper.port());
        connection = ClusterSamples.connect(proxy.host() + ":" + proxy.port(), session);
        membership =
                Membership.join(
                        connection,
                        ClusterSamples.member(nid, process),
                        Optional.empty(),
                        InstantSource.system(),
                        _ -> {});
        live = new LiveNodes(connection, InstantSource.system(), _ -> {});
        election =
                new Elections(connection, live, ElectionTiming.USUAL, InstantSource.system())
                        .enter(
                                new Seat(pipeline, LeaderRole.LOAD, nid, process, Optional.empty()),
                                candidates,
                                told::add);
    }

    TcpProxy proxy() {
        return proxy;
    }

    Election election() {
        return election;
    }

    boolean leads() {
        return election.leadership().isPresent();
    }

    long epoch() {
        return election.leadership().orElseThrow().epoch();
    }

    /** All that the listener was told, oldest first. */
    List<LeadershipChange> told() {
        return told;
    }

    long gains() {
        return told.stream().filter(LeadershipChange.Gained.class::isInstance).count();
    }

    Optional<LeadershipChange.Loss> lastLoss() {
        return told.stream()
                .filter(LeadershipChange.Lost.class::isInstance)
                .map(LeadershipChange.Lost.class::cast)
                .map(LeadershipChange.Lost::loss)
                .reduce((_, last) -> last);
    }

    @Override
    public void close() {
        proxy.resume();
        election.close();
        live.close();
        membership.close();
        connection.close();
        proxy.close();
    }
}
