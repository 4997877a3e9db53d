package dev.otter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.cluster.runstate.RunState;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.ServerProcess;
import dev.otter.transport.control.message.PipelineStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes as processes of their own, one of which is killed. */
class KilledNodeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration FAIL_OVER = Duration.ofSeconds(15);

    @TempDir private Path folder;

    private static void until(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    @Test
    void when_the_leading_process_is_killed_the_other_leads_within_fifteen_seconds()
            throws SQLException, IOException {
        try (Site site = new Site(folder)) {
            site.database("shop");
            site.desk.add(1);
            site.desk.add(2);
            site.plan(7, Site.pipeline("shop"), 1, 2);
            site.order(7, RunState.RUNNING);
            ServerProcess first = process(site, 1);
            try {
                until(() -> runs(site, 1));
                ServerProcess second = process(site, 2);
                try {
                    until(() -> state(site, 2).equals("standby"));
                    site.insert("shop", 1, 50);
                    first.kill();
                    long killed = System.nanoTime();
                    site.insert("shop", 51, 50);

                    until(() -> leads(site, 2));
                    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(FAIL_OVER);
                    until(() -> site.arrived("shop") == 100);
                    until(() -> runs(site, 2));
                    restarted(site);
                    assertThat(equal(site).equal()).isTrue();
                } finally {
                    second.kill();
                }
            } finally {
                first.kill();
            }
        }
    }

    /** It comes back without waiting for the place of its own dead process. */
    private void restarted(Site site) throws IOException {
        ServerProcess again = process(site, 1);
        try {
            until(() -> state(site, 1).equals("standby"));
            assertThat(again.shutDown(Duration.ofSeconds(30))).isTrue();
        } finally {
            again.kill();
        }
    }

    private static Comparison equal(Site site) throws SQLException {
        return new TableComparer(
                        site.source::connect, site.target::connect, CompareOptions.strict())
                .compareDatabases("shop");
    }

    private static boolean runs(Site site, int nid) {
        return List.of("running", "waiting").contains(state(site, nid));
    }

    private static boolean leads(Site site, int nid) {
        return site.desk.status(nid, 7).filter(p -> p.epoch() > 0).isPresent();
    }

    private static String state(Site site, int nid) {
        return site.desk.status(nid, 7).map(PipelineStatus::state).orElse("");
    }

    private static ServerProcess process(Site site, int nid) throws IOException {
        Path home = site.home(nid);
        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.writeString(conf.resolve("nid"), nid + "\n");
        Files.writeString(
                conf.resolve("otter.properties"),
                """
                otter.zookeeper.sessionTimeout = 60000
                otter.manager.address = %s
                otter.node.secret = %s
                """
                        .formatted(site.address(), Desk.SECRET));
        return ServerProcess.launch(
                List.of(
                        ServerProcess.java(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName(),
                        conf.resolve("otter.properties").toString()),
                Map.of(),
                home,
                home.resolve("log"));
    }
}
