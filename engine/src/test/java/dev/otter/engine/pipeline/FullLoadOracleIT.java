package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.snapshot.SnapshotSizes;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Full loads into an Oracle while the source is written and runs are broken off. */
class FullLoadOracleIT {
    private static final int ROWS = 800;
    private static final String ALL = "SELECT id,v,u,w FROM %s.t ORDER BY id";
    private static final PipelineOptions INITIAL =
            PipelineOptions.defaults().withSnapshot(SnapshotMode.INITIAL);

    private static OraclePair pair;

    @BeforeAll
    static void start() {
        pair = new OraclePair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static PipelineRun run(String name) {
        PipelineSizes usual = PipelineSizes.usual();
        return pair.run(
                name,
                INITIAL,
                new PipelineSizes(
                        usual.slots(),
                        usual.giantBytes(),
                        usual.budgetBytes(),
                        usual.limits(),
                        SnapshotSizes.usual().inPieces(30, 200)));
    }

    private static void table(String name) throws Exception {
        pair.create(name);
        pair.onSource(
                "CREATE TABLE %s.t (id INT PRIMARY KEY, v INT NOT NULL, u INT UNIQUE, w VARCHAR(40))"
                        .formatted(name),
                "CREATE TABLE %s.bare (v INT, at DATETIME(3))".formatted(name),
                "INSERT INTO %s.t WITH RECURSIVE n AS (SELECT 1 i UNION ALL SELECT i+1 FROM n WHERE i<%d) SELECT i, i MOD 7, i, CONCAT('row ', i) FROM n"
                        .formatted(name, ROWS),
                "INSERT INTO %s.bare VALUES (1,'2026-11-27 05:00:00.125'),(1,'2026-11-27 05:00:00.125'),(NULL,NULL)"
                        .formatted(name));
        pair.target.execute(
                "CREATE TABLE %s.t (id NUMBER(10) PRIMARY KEY, v NUMBER(10) NOT NULL, u NUMBER(10) UNIQUE, w VARCHAR2(40 CHAR))"
                        .formatted(name),
                "CREATE TABLE %s.bare (v NUMBER(10), at TIMESTAMP(3))".formatted(name));
    }

    private static void requireEqual(String name) throws Exception {
        assertThat(pair.target.rows(ALL.formatted(name)))
                .isNotEmpty()
                .isEqualTo(ViewRuns.rows(pair.source, ALL.formatted(name)));
        assertThat(pair.target.rows("SELECT v FROM %s.bare ORDER BY v NULLS LAST".formatted(name)))
                .containsExactly("1", "1", "null");
    }

    @Test
    void tables_are_copied_under_writes_by_runs_that_are_broken_off() throws Exception {
        table("broken");
        AtomicBoolean stop = new AtomicBoolean();
        FutureTask<Integer> writer = writer("broken", stop);
        Random random = new Random(2);
        for (int kill = 0; kill < 4; kill++) {
            PipelineRun run = run("broken");
            run.await(run.sourceEnd(), Duration.ofMillis(random.nextInt(100, 900)));
            assertThat(run.status().state())
                    .as("%s", run.status())
                    .isNotEqualTo(PipelineState.FAILED);
            run.abandon();
            run.close();
        }
        try (PipelineRun run = run("broken")) {
            run.await(run.sourceEnd(), Duration.ofSeconds(1));
            stop.set(true);
            assertThat(writer.get()).isPositive();
            OraclePair.reached(run);
        }
        requireEqual("broken");
    }

    @Test
    void wrong_rows_are_copied_anew_when_somebody_asks() throws Exception {
        table("anew");
        try (PipelineRun run = run("anew")) {
            OraclePair.reached(run);
            requireEqual("anew");
            pair.target.execute(
                    "UPDATE anew.t SET w='wrong'",
                    "DELETE FROM anew.t WHERE MOD(id,3)=0",
                    "INSERT INTO anew.t VALUES (5000,0,9999,'extra')",
                    "INSERT INTO retl.retl_copy_request (pipeline,source_table,state) VALUES"
                            + " ('test/anew','anew/t','ASKED'),('test/anew','anew/bare','ASKED')");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThat(
                                            pair.target.rows(
                                                    "SELECT COUNT(*) FROM retl.retl_snapshot WHERE"
                                                            + " pipeline='test/anew' AND part>=0 AND"
                                                            + " state<>'DONE' OR EXISTS (SELECT 1 FROM"
                                                            + " retl.retl_copy_request WHERE"
                                                            + " state='ASKED')"))
                                    .as("%s", run.status())
                                    .containsExactly("0"));
            OraclePair.reached(run);
        }
        requireEqual("anew");
    }

    @Test
    void tables_with_foreign_keys_are_refused() throws Exception {
        pair.create("linked");
        pair.onSource(
                "CREATE TABLE linked.p (id INT PRIMARY KEY)",
                "CREATE TABLE linked.c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES"
                        + " linked.p (id))");
        pair.target.execute(
                "CREATE TABLE linked.p (id NUMBER(10) PRIMARY KEY)",
                "CREATE TABLE linked.c (id NUMBER(10) PRIMARY KEY, p NUMBER(10) REFERENCES linked.p"
                        + " (id))");
        assertThatThrownBy(() -> run("linked").close())
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.COPY_NOT_POSSIBLE));
    }

    private static FutureTask<Integer> writer(String name, AtomicBoolean stop) {
        FutureTask<Integer> writer =
                new FutureTask<>(() -> {
                    Random random = new Random(4);
                    int done = 0;
                    try (Connection connection = pair.source.connect();
                            Statement statement = connection.createStatement()) {
                        while (!stop.get()) {
                            int id = 1 + random.nextInt(ROWS);
                            int other = 1 + random.nextInt(ROWS);
                            String table = name + ".t";
                            statement.execute(
                                    switch (random.nextInt(4)) {
                                        case 0 -> "DELETE FROM " + table + " WHERE id=" + id;
                                        case 1 ->
                                                "REPLACE INTO %s VALUES (%d,%d,%d,'new')"
                                                        .formatted(table, id, id % 5, other);
                                        case 2 ->
                                                "UPDATE %s SET v=v+1, w='x' WHERE id=%d"
                                                        .formatted(table, id);
                                        default ->
                                                "UPDATE IGNORE %s SET u=%d WHERE id=%d"
                                                        .formatted(table, other, id);
                                    });
                            done++;
                        }
                    }
                    return done;
                });
        Thread.ofPlatform().name("writer").start(writer);
        return writer;
    }
}
