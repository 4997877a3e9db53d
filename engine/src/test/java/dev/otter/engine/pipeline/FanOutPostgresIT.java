package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.PostgresPair.failed;
import static dev.otter.engine.pipeline.PostgresPair.reached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.snapshot.SnapshotSizes;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One source table into several of PostgreSQL: made, copied, and changed by statements, each. */
class FanOutPostgresIT {
    private static PostgresPair pair;

    @BeforeAll
    static void start() {
        pair = new PostgresPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static TableRule map(String source, String target) {
        return new TableRule.Map(TablePattern.parse(source), TablePattern.parse(target));
    }

    private static PipelineOptions options(SnapshotMode mode) {
        return PipelineOptions.defaults()
                .withSnapshot(mode)
                .with(DdlRules.all(DdlAction.APPLY));
    }

    private static PipelineRun run(String name, TableRoutes route, SnapshotMode mode) {
        PipelineSizes usual = PipelineSizes.usual();
        return pair.run(
                name,
                route,
                options(mode),
                new PipelineSizes(
                        usual.slots(),
                        usual.giantBytes(),
                        usual.budgetBytes(),
                        usual.limits(),
                        SnapshotSizes.usual().inPieces(50, 500)));
    }

    @Test
    void each_target_is_made_and_loaded_while_rows_are_written_and_runs_are_broken_off()
            throws Exception {
        pair.onSource(
                "CREATE DATABASE loads",
                "CREATE TABLE loads.p (id INT PRIMARY KEY)",
                "CREATE TABLE loads.t (id INT PRIMARY KEY, v INT, w VARCHAR(20) UNIQUE, p INT, KEY v (v),"
                        + " FOREIGN KEY (p) REFERENCES loads.p (id))",
                "INSERT INTO loads.p VALUES (1),(2),(3)",
                "SET SESSION cte_max_recursion_depth=10000",
                "INSERT INTO loads.t WITH RECURSIVE s AS (SELECT 1 AS i UNION ALL SELECT i+1 FROM s"
                        + " WHERE i<3000) SELECT i, i, CONCAT('w',i), 1 + i MOD 3 FROM s");
        TableRoutes route =
                new TableRoutes(
                        List.of(
                                new TableRule.Take(TablePattern.parse("loads.*")),
                                map("loads.*", "loads2.*")));
        AtomicBoolean stop = new AtomicBoolean();
        FutureTask<Integer> writer = writer(stop);
        Random random = new Random(7);
        for (int kill = 0; kill < 4; kill++) {
            PipelineRun run = run("loads", route, SnapshotMode.INITIAL);
            run.await(run.sourceEnd(), Duration.ofMillis(random.nextInt(300, 1_200)));
            assertThat(run.status().state())
                    .as("%s", run.status())
                    .isNotEqualTo(PipelineState.FAILED);
            run.abandon();
            run.close();
        }
        try (PipelineRun run = run("loads", route, SnapshotMode.INITIAL)) {
            run.await(run.sourceEnd(), Duration.ofSeconds(1));
            stop.set(true);
            assertThat(writer.get()).isPositive();
            reached(run);
            assertThat(run.status().copy().map(copy -> copy.finished()).orElse(true)).isTrue();
            pair.onSource(
                    "ALTER TABLE loads.t ADD x INT NOT NULL DEFAULT 3",
                    "UPDATE loads.t SET x=4 WHERE id<50");
            reached(run);
        }
        pair.requireEqual(route);
        assertThat(
                        pair.answer(
                                "SELECT conrelid::regclass || ' ' || confrelid::regclass FROM"
                                        + " pg_constraint WHERE contype='f' ORDER BY 1"))
                .containsExactly("loads.t loads.p", "loads2.t loads2.p");
    }

    private static FutureTask<Integer> writer(AtomicBoolean stop) {
        FutureTask<Integer> writer =
                new FutureTask<>(() -> {
                    Random random = new Random(8);
                    int done = 0;
                    try (Connection connection = pair.source.connect();
                            Statement statement = connection.createStatement()) {
                        while (!stop.get()) {
                            int id = random.nextInt(3_500);
                            statement.execute("DELETE FROM loads.t WHERE id=" + id);
                            statement.execute(
                                    "REPLACE INTO loads.t VALUES (%d,%d,'w%d',%d)"
                                            .formatted(
                                                    random.nextInt(3_500),
                                                    done,
                                                    random.nextInt(3_500),
                                                    1 + done % 3));
                            done++;
                        }
                    }
                    return done;
                });
        Thread.ofPlatform().start(writer);
        return writer;
    }

    @Test
    void a_statement_runs_once_for_each_target() throws Exception {
        pair.onSource("CREATE DATABASE ddl", "CREATE TABLE ddl.t (id INT PRIMARY KEY, v INT)");
        pair.onTarget(
                "CREATE SCHEMA ddl",
                "CREATE TABLE ddl.t (id int PRIMARY KEY, v int)",
                "CREATE SCHEMA ddl2",
                "CREATE TABLE ddl2.t (id int PRIMARY KEY, v int)");
        TableRoutes route =
                new TableRoutes(
                        List.of(
                                new TableRule.Take(TablePattern.parse("ddl.*")),
                                map("ddl.*", "ddl2.*")));
        try (PipelineRun run = run("ddl", route, SnapshotMode.NEVER)) {
            pair.onSource(
                    "INSERT INTO ddl.t VALUES (1,1)",
                    "ALTER TABLE ddl.t ADD w INT NOT NULL DEFAULT 7, RENAME COLUMN v TO v2",
                    "INSERT INTO ddl.t VALUES (2,2,2)",
                    "CREATE TABLE ddl.made (id INT PRIMARY KEY)",
                    "INSERT INTO ddl.made VALUES (1)",
                    "RENAME TABLE ddl.made TO ddl.named",
                    "INSERT INTO ddl.named VALUES (2)",
                    "CREATE TABLE ddl.emptied LIKE ddl.t",
                    "INSERT INTO ddl.emptied VALUES (1,1,1)",
                    "TRUNCATE TABLE ddl.emptied",
                    "CREATE INDEX i ON ddl.t (v2)",
                    "CREATE TABLE ddl.gone (id INT PRIMARY KEY)",
                    "DROP TABLE ddl.gone");
            reached(run);
        }
        pair.requireEqual(route);
        for (String schema : List.of("ddl", "ddl2")) {
            assertThat(pair.answer("SELECT w FROM " + schema + ".t ORDER BY id"))
                    .containsExactly("7", "2");
            assertThat(pair.answer("SELECT id FROM " + schema + ".named ORDER BY id"))
                    .containsExactly("1", "2");
            assertThat(pair.answer("SELECT id FROM " + schema + ".emptied")).isEmpty();
            assertThat(
                            pair.answer(
                                    "SELECT count(*) FROM pg_indexes WHERE schemaname='%s' AND"
                                                    .formatted(schema)
                                            + " indexname='t_i'"))
                    .containsExactly("1");
            assertThat(
                            pair.answer(
                                    "SELECT count(*) FROM pg_tables WHERE schemaname='%s' AND"
                                                    .formatted(schema)
                                            + " tablename IN ('gone','made')"))
                    .containsExactly("0");
        }
        // TRUNCATE goes by DELETE, once for all.
        assertThat(
                        pair.answer(
                                "SELECT count(*) FROM retl.retl_ddl WHERE pipeline='test/ddl' AND"
                                        + " state='done' AND transaction_id LIKE '%#2'"))
                .containsExactly("7");
    }

    @Test
    void a_statement_whose_tables_have_different_numbers_of_targets_is_held() throws Exception {
        pair.onSource(
                "CREATE DATABASE odd",
                "CREATE TABLE odd.one (id INT PRIMARY KEY)",
                "CREATE TABLE odd.two (id INT PRIMARY KEY)");
        pair.onTarget(
                "CREATE SCHEMA odd",
                "CREATE TABLE odd.one (id int PRIMARY KEY)",
                "CREATE TABLE odd.two (id int PRIMARY KEY)",
                "CREATE TABLE odd.more (id int PRIMARY KEY)");
        TableRoutes route =
                new TableRoutes(
                        List.of(
                                new TableRule.Take(TablePattern.parse("odd.one")),
                                new TableRule.Take(TablePattern.parse("odd.two")),
                                map("odd.two", "odd.more")));
        try (PipelineRun run = run("odd", route, SnapshotMode.NEVER)) {
            pair.onSource("DROP TABLE odd.one, odd.two");
            failed(run, ErrorCode.DDL_NOT_TRANSLATED);
        }
        assertThat(pair.answer("SELECT count(*) FROM pg_tables WHERE schemaname='odd'"))
                .containsExactly("3");
    }
}
