package dev.otter.cluster.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.testkit.zookeeper.JavaProcess;
import dev.otter.testkit.zookeeper.ZooKeeperRelease;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Elections among processes that are killed, with a ZooKeeper that is stopped. */
class FailoverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path folder;

    private JavaProcess candidate(ZooKeeperServer zookeeper, long sessionMillis, int nid) {
        return JavaProcess.launch(
                List.of(
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CandidateMain.class.getName(),
                        zookeeper.address(),
                        String.valueOf(sessionMillis),
                        String.valueOf(nid),
                        "1,2",
                        told(nid).toString()),
                folder,
                folder.resolve("log-" + nid));
    }

    private Path told(int nid) {
        return folder.resolve("told-" + nid);
    }

    private List<String> lines(int nid) throws IOException {
        return Files.exists(told(nid)) ? Files.readAllLines(told(nid)) : List.of();
    }

    /** With the guide's settings: 60 s configured, ticks of 3 s as in Kafka's ZooKeeper. */
    @Test
    void when_the_leading_node_is_killed_the_other_leads_within_fifteen_seconds() {
        try (ZooKeeperServer zookeeper =
                ZooKeeperServer.start(ZooKeeperRelease.CURRENT, Duration.ofSeconds(3))) {
            JavaProcess first = candidate(zookeeper, 60_000, 1);
            await().atMost(PATIENCE).until(() -> lines(1).equals(List.of("joined", "gained 1")));
            JavaProcess second = candidate(zookeeper, 60_000, 2);
            await().atMost(PATIENCE).until(() -> lines(2).equals(List.of("joined")));

            first.kill();
            long killed = System.nanoTime();

            await().atMost(PATIENCE).until(() -> lines(2).equals(List.of("joined", "gained 2")));
            assertThat(Duration.ofNanos(System.nanoTime() - killed))
                    .isLessThan(Duration.ofSeconds(15));
            second.kill();
        }
    }

    @Test
    void when_zookeeper_is_away_for_longer_than_a_session_the_same_node_leads_on()
            throws IOException {
        try (ZooKeeperServer zookeeper = ZooKeeperServer.start()) {
            Duration session = Duration.ofSeconds(3);
            JavaProcess first = candidate(zookeeper, session.toMillis(), 1);
            await().atMost(PATIENCE).until(() -> lines(1).equals(List.of("joined", "gained 1")));
            JavaProcess second = candidate(zookeeper, session.toMillis(), 2);
            await().atMost(PATIENCE).until(() -> lines(2).equals(List.of("joined")));

            zookeeper.stop();
            Duration away = session.multipliedBy(3);
            await().during(away)
                    .atMost(away.plusSeconds(5))
                    .until(() -> lines(1).size() == 2 && lines(2).size() == 1);
            zookeeper.restart();

            Duration after = session.multipliedBy(3);
            await().during(after)
                    .atMost(after.plusSeconds(5))
                    .until(() -> lines(1).size() == 2 && lines(2).size() == 1);
            assertThat(lines(1)).containsExactly("joined", "gained 1");

            first.kill();
            await().atMost(PATIENCE).until(() -> lines(2).equals(List.of("joined", "gained 2")));
            second.kill();
        }
    }
}
