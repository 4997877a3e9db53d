package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.CopyLimits;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.testkit.server.ServerSpec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Statements change tables whose rows are still being copied. */
class FullLoadDdlIT {
    private static final PipelineOptions SLOWLY =
            PipelineOptions.defaults()
                    .withSnapshot(SnapshotMode.INITIAL)
                    .with(DdlRules.all(DdlAction.APPLY))
                    .withCopyLimits(new CopyLimits(4_000, 60));

    private static ServerPair servers;

    @BeforeAll
    static void start() {
        servers = new ServerPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        servers.close();
    }

    private static void fill(String database) throws SQLException {
        servers.source.execute(
                "CREATE DATABASE " + database,
                "CREATE TABLE "
                        + database
                        + ".t (id INT PRIMARY KEY AUTO_INCREMENT, v INT, w INT, u VARCHAR(200), KEY"
                        + " kv (v), KEY kw (w), KEY ku (u))",
                "INSERT INTO " + database + ".t (v, w, u) VALUES (1, 2, REPEAT('x', 150))");
        for (int i = 0; i < 14; i++) {
            servers.source.execute(
                    "INSERT INTO %1$s.t (v, w, u) SELECT v + 1, w + 2, u FROM %1$s.t"
                            .formatted(database));
        }
    }

    private static void awaitCopying(String database) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> {
                    List<String> copied =
                            servers.onTarget(
                                    "SELECT SUM(rows_copied) FROM retl.retl_snapshot WHERE"
                                            + " pipeline='test/"
                                            + database
                                            + "' AND state='COPYING'");
                    return copied.getFirst() != null && !copied.getFirst().equals("0");
                });
    }

    @Test
    void indexes_that_are_kept_back_are_there_for_a_statement_that_changes_them() throws Exception {
        fill("kept");
        try (PipelineRun run = servers.run("kept", SLOWLY)) {
            awaitCopying("kept");
            servers.source.execute(
                    "ALTER TABLE kept.t DROP INDEX kv",
                    "ALTER TABLE kept.t DROP COLUMN w",
                    "ALTER TABLE kept.t DROP INDEX ku, ADD INDEX ku (v, u)");
            ServerPair.await(run);
            assertThat(run.status().copy().orElseThrow().finished()).isTrue();
        }
        servers.requireEqual("kept");
    }

    @Test
    void rows_that_were_read_before_a_truncate_do_not_come_back() throws Exception {
        fill("emptied");
        try (PipelineRun run = servers.run("emptied", SLOWLY)) {
            awaitCopying("emptied");
            servers.source.execute(
                    "TRUNCATE TABLE emptied.t", "INSERT INTO emptied.t (v) VALUES (7), (8)");
            ServerPair.await(run);
        }
        servers.requireEqual("emptied");
        assertThat(servers.onTarget("SELECT COUNT(*) FROM emptied.t")).containsExactly("2");
    }

    @Test
    void an_altered_type_is_there_for_the_rows_that_need_it() throws Exception {
        fill("altered");
        try (PipelineRun run = servers.run("altered", SLOWLY)) {
            awaitCopying("altered");
            servers.source.execute(
                    "ALTER TABLE altered.t MODIFY COLUMN v BIGINT NULL, ADD COLUMN x INT NULL"
                            + " FIRST",
                    "UPDATE altered.t SET v = v + 10000000000, x = id WHERE id MOD 3 = 0",
                    "ALTER TABLE altered.t MODIFY COLUMN u VARCHAR(400) CHARACTER SET utf8 NULL");
            ServerPair.await(run);
        }
        servers.requireEqual("altered");
    }
}
