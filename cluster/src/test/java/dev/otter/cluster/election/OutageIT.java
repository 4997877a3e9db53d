package dev.otter.cluster.election;

import static org.awaitility.Awaitility.await;

import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ZooKeeper is stopped for longer than a session lasts, and started again. */
class OutageIT {
    private static final Duration SESSION = Duration.ofSeconds(3);

    @TempDir private Path folder;

    @Test
    void the_same_node_leads_on_and_a_kill_afterwards_is_still_noticed() {
        try (ZooKeeperServer zookeeper = ZooKeeperServer.start();
                CandidateProcess first = CandidateProcess.join(zookeeper, SESSION, 1, folder)) {
            first.awaitExactly("joined", "gained 1");
            try (CandidateProcess second = CandidateProcess.join(zookeeper, SESSION, 2, folder)) {
                zookeeper.stop();
                nothingIsToldFor(SESSION.multipliedBy(3), first, second);
                zookeeper.restart();
                nothingIsToldFor(SESSION.multipliedBy(3), first, second);

                first.kill();

                second.awaitExactly("joined", "gained 2");
            }
        }
    }

    private static void nothingIsToldFor(
            Duration time, CandidateProcess leader, CandidateProcess other) {
        await().during(time)
                .atMost(time.plusSeconds(5))
                .until(() ->
                        leader.told().equals(List.of("joined", "gained 1"))
                                && other.told().equals(List.of("joined")));
    }
}
