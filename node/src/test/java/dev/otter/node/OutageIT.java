package dev.otter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.cluster.runstate.RunState;
import dev.otter.node.duty.DutyStatus;
import dev.otter.node.duty.DutyStatus.Phase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ZooKeeper is away. */
class OutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir private Path folder;

    private static void until(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private static boolean is(NodeProcess node, Phase phase) {
        return node.pipelines().stream().map(DutyStatus::phase).anyMatch(phase::equals);
    }

    @Test
    void data_goes_on_while_zookeeper_is_away_and_who_starts_then_waits_for_it()
            throws SQLException {
        try (Site site = new Site(folder)) {
            site.database("outage");
            site.desk.add(1);
            site.desk.add(2);
            site.plan(7, Site.pipeline("outage"), 1, 2);
            site.order(7, RunState.RUNNING);
            try (NodeProcess first = site.node(1)) {
                until(() -> is(first, Phase.RUNNING));
                long epoch = first.pipelines().getFirst().epoch();

                site.zookeeper.stop();
                try (NodeProcess second = site.node(2)) {
                    until(() -> reason(second).contains("OTR-4001"));
                    assertThat(is(second, Phase.RUNNING)).isFalse();
                    site.insert("outage", 1, 5);
                    until(() -> site.arrived("outage") == 5);

                    site.zookeeper.restart();

                    until(() -> !reason(second).contains("OTR-4001"));
                    site.insert("outage", 6, 5);
                    until(() -> site.arrived("outage") == 10);
                    assertThat(first.pipelines().getFirst().epoch()).isEqualTo(epoch);
                }
            }
        }
    }

    private static String reason(NodeProcess node) {
        return node.pipelines().stream().map(DutyStatus::reason).findAny().orElse("");
    }
}
