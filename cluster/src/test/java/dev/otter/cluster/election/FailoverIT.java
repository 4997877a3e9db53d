package dev.otter.cluster.election;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.zookeeper.ZooKeeperRelease;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leading process is killed. */
class FailoverIT {
    private static final Duration GUIDE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    /** With the guide's settings: 60 s configured, ticks of 3 s as in Kafka's ZooKeeper. */
    @Test
    void when_the_leading_node_is_killed_the_other_leads_within_fifteen_seconds() {
        try (ZooKeeperServer zookeeper =
                        ZooKeeperServer.start(ZooKeeperRelease.CURRENT, Duration.ofSeconds(3));
                CandidateProcess first = CandidateProcess.join(zookeeper, GUIDE, 1, folder)) {
            first.awaitExactly("joined", "gained 1");
            try (CandidateProcess second = CandidateProcess.join(zookeeper, GUIDE, 2, folder)) {
                first.kill();
                long killed = System.nanoTime();

                second.awaitExactly("joined", "gained 2");
                assertThat(Duration.ofNanos(System.nanoTime() - killed))
                        .isLessThan(Duration.ofSeconds(15));
            }
        }
    }
}
