package dev.otter.manager.room;

import dev.otter.cluster.connection.ConnectionConfig;
import dev.otter.cluster.connection.Login;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.SessionTime;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.election.Election;
import dev.otter.cluster.election.ElectionTiming;
import dev.otter.cluster.election.Elections;
import dev.otter.cluster.election.LeadershipChange;
import dev.otter.cluster.election.Seat;
import dev.otter.cluster.membership.LiveNodes;
import dev.otter.cluster.membership.Member;
import dev.otter.cluster.membership.Membership;
import dev.otter.cluster.tree.LeaderRole;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A node in ZooKeeper, who leads a pipeline when it may and hands over when it is asked. */
final class TestCandidate implements AutoCloseable {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ZooKeeperConnection connection;
    private final Membership membership;
    private final LiveNodes live;
    private final Election election;

    TestCandidate(String servers, long pipeline, int nid, List<Integer> candidates) {
        InstantSource clock = InstantSource.system();
        String process = "process-" + nid;
        connection =
                ZooKeeperConnection.connect(
                        new ConnectionConfig(
                                ServerList.parse(servers),
                                new SessionTime(Duration.ofSeconds(3)),
                                Duration.ofSeconds(20),
                                Optional.of(new Login(LiveManager.SECRET))),
                        clock,
                        RandomGenerator.getDefault());
        membership =
                Membership.join(
                        connection,
                        new Member(
                                nid,
                                "127.0.0.1",
                                new Member.Ports(0, 0),
                                "5.0.0-test",
                                Instant.now(),
                                new Member.ProcessId(process, nid)),
                        Optional.empty(),
                        clock,
                        _ -> {});
        live = new LiveNodes(connection, clock, _ -> {});
        election =
                new Elections(
                                connection,
                                live,
                                new ElectionTiming(
                                        SECOND,
                                        SECOND,
                                        Duration.ofSeconds(5),
                                        Duration.ofMillis(200),
                                        Duration.ZERO),
                                clock)
                        .enter(
                                new Seat(pipeline, LeaderRole.LOAD, nid, process, Optional.empty()),
                                candidates,
                                change -> {
                                    if (change
                                            instanceof
                                            LeadershipChange.AskedToGiveUp(var mine, var _)) {
                                        mine.giveUp(0);
                                    }
                                });
    }

    boolean leads() {
        return election.leadership().isPresent();
    }

    @Override
    public void close() {
        election.close();
        live.close();
        membership.close();
        connection.close();
    }
}
