package dev.otter.cluster.election;

import dev.otter.cluster.ClusterSamples;
import dev.otter.cluster.connection.ConnectionConfig;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.SessionTime;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.membership.LiveNodes;
import dev.otter.cluster.membership.Member;
import dev.otter.cluster.membership.Membership;
import dev.otter.cluster.tree.LeaderRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A process that takes part in an election until it is killed, and writes what it is told to a
 * file. Arguments: servers, configured session timeout in ms, node id, candidates, file.
 */
public final class CandidateMain {
    private CandidateMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        int nid = Integer.parseInt(arguments[2]);
        List<Integer> candidates =
                Stream.of(arguments[3].split(",")).map(Integer::parseInt).toList();
        Path file = Path.of(arguments[4]);
        String process = UUID.randomUUID().toString();
        InstantSource clock = InstantSource.system();
        ZooKeeperConnection connection =
                ZooKeeperConnection.connect(
                        new ConnectionConfig(
                                ServerList.parse(arguments[0]),
                                new SessionTime(Duration.ofMillis(Long.parseLong(arguments[1]))),
                                Duration.ofSeconds(20),
                                Optional.of(ClusterSamples.LOGIN)),
                        clock,
                        RandomGenerator.getDefault());
        Member self =
                new Member(
                        nid,
                        "127.0.0.1",
                        new Member.Ports(0, 0),
                        "5.0.0",
                        Instant.now(),
                        new Member.ProcessId(process, ProcessHandle.current().pid()));
        Membership membership = Membership.join(connection, self, Optional.empty(), clock, _ -> {});
        LiveNodes live = new LiveNodes(connection, clock, _ -> {});
        write(file, "joined");
        Election election =
                new Elections(connection, live, ElectionTiming.USUAL, clock)
                        .enter(
                                new Seat(1, LeaderRole.SELECT, nid, process, Optional.empty()),
                                candidates,
                                change -> write(file, text(change)));
        new CountDownLatch(1).await();
        election.close();
        membership.close();
    }

    private static String text(LeadershipChange change) {
        return switch (change) {
            case LeadershipChange.Gained(Leadership mine) -> "gained " + mine.epoch();
            case LeadershipChange.AskedToGiveUp(_, String reason) -> "asked " + reason;
            case LeadershipChange.Lost(_, LeadershipChange.Loss loss) -> "lost " + loss.reason();
        };
    }

    private static synchronized void write(Path file, String line) {
        try {
            Files.writeString(
                    file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
