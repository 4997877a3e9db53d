package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.pipeline.PostgresTypesIT.Pairing;
import dev.otter.engine.snapshot.CopyLook;
import dev.otter.engine.snapshot.SnapshotSizes;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Full loads into PostgreSQL while the source is written, runs are broken off, connections cut. */
class FullLoadPostgresIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final PipelineOptions INITIAL =
            PipelineOptions.defaults().withSnapshot(SnapshotMode.INITIAL);
    private static final int ROWS = 3_000;
    private static final int KILLS = Integer.getInteger("otter.copy.postgres.kills", 6);

    private static PostgresPair pair;

    @BeforeAll
    static void start() {
        pair = new PostgresPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static PipelineSizes pieces(int rows, long split) {
        PipelineSizes usual = PipelineSizes.usual();
        return new PipelineSizes(
                usual.slots(),
                usual.giantBytes(),
                usual.budgetBytes(),
                usual.limits(),
                SnapshotSizes.usual().inPieces(rows, split));
    }

    private static PipelineRun run(String name, PipelineOptions options) {
        return pair.run(name, options, pieces(50, 500), pair.target.port());
    }

    private static void table(String name) throws Exception {
        pair.create(name);
        pair.onSource(
                "CREATE TABLE %s.t (id INT PRIMARY KEY, v INT NOT NULL, u INT UNIQUE, w VARCHAR(40))"
                        .formatted(name),
                "SET SESSION cte_max_recursion_depth=100000",
                "INSERT INTO %s.t WITH RECURSIVE n AS (SELECT 1 i UNION ALL SELECT i+1 FROM n WHERE i<%d) SELECT i, i MOD 7, i, CONCAT('row ', i) FROM n"
                        .formatted(name, ROWS));
        pair.onTarget(
                "CREATE TABLE %s.t (id int PRIMARY KEY, v int NOT NULL, u int UNIQUE, w varchar(40))"
                        .formatted(name));
    }

    @Test
    void every_type_is_copied_as_it_is() throws Exception {
        pair.create("types");
        pair.onSource(PostgresWork.onSource("types").toArray(String[]::new));
        pair.onTarget(PostgresWork.onTarget("types").toArray(String[]::new));
        List<Pairing> types = PostgresTypesIT.PAIRINGS;
        int most = types.stream().mapToInt(p -> p.values().size()).max().orElseThrow();
        String names =
                IntStream.range(0, types.size())
                        .mapToObj(i -> "c" + i)
                        .collect(Collectors.joining(","));
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode='STRICT_ALL_TABLES', time_zone='+00:00'");
            for (int row = 0; row < most; row++) {
                int at = row;
                statement.execute(
                        "INSERT INTO types.every (id,%s) VALUES (%d,%s)"
                                .formatted(
                                        names,
                                        row,
                                        types.stream()
                                                .map(p -> p.values().get(at % p.values().size()))
                                                .collect(Collectors.joining(","))));
            }
            statement.execute("INSERT INTO types.every (id) VALUES (1000)");
            statement.execute("INSERT INTO types.bare VALUES (1,'a'),(1,'a'),(NULL,NULL)");
            statement.execute(
                    "INSERT INTO types.pair VALUES (1,'a',-0e0,0x00),(1,'\\\\.',1,0x0A),(2,'',2,'')");
        }

        try (PipelineRun run = run("types", INITIAL)) {
            PostgresPair.reached(run);
            assertThat(run.status().copy().orElseThrow().finished()).isTrue();
            pair.requireEqual("types");

            assertThat(pair.answer("SELECT count(*) FROM types.every"))
                    .containsExactly(Integer.toString(most + 1));
            // The stream finds the rows that the copy has brought, each by all of its values.
            pair.onSource("UPDATE types.bare SET v=2 WHERE v=1", "DELETE FROM types.pair");
            PostgresPair.reached(run);
        }
        pair.requireEqual("types");
    }

    @Test
    void tables_are_equal_after_a_copy_under_writes_that_is_broken_off_many_times()
            throws Exception {
        pair.create("broken");
        pair.onSource(PostgresWork.onSource("broken").toArray(String[]::new));
        pair.onTarget(PostgresWork.onTarget("broken").toArray(String[]::new));
        pair.onSource(PostgresWork.seed("broken").toArray(String[]::new));
        work(0, 600).await(PATIENCE);
        Random random = new Random(3);
        PipelineSizes sizes = pieces(20, 100);
        try (TcpProxy proxy = TcpProxy.to("127.0.0.1", pair.target.port());
                WorkloadRun load = work(1, 2_500)) {
            for (int kill = 0; kill < KILLS; kill++) {
                PipelineRun run = pair.run("broken", INITIAL, sizes, proxy.port());
                run.await(run.sourceEnd(), Duration.ofMillis(random.nextInt(100, 1_500)));
                assertThat(run.status().state())
                        .as("%s", run.status())
                        .isNotEqualTo(PipelineState.FAILED);
                if (kill % 3 == 0) {
                    proxy.cut();
                    run.await(run.sourceEnd(), Duration.ofMillis(300));
                }
                run.abandon();
                run.close();
                if (kill == KILLS / 2) {
                    pair.target.crash();
                    pair.target.restart();
                }
            }
            load.await(PATIENCE);
        }
        try (PipelineRun run = pair.run("broken", INITIAL, sizes, pair.target.port())) {
            PostgresPair.reached(run);
            assertThat(run.status().copy().map(copy -> copy.finished()).orElse(true)).isTrue();
        }
        pair.requireEqual("broken");
    }

    private static WorkloadRun work(int round, long transactions) {
        return WorkloadRun.start(
                pair.source::connect,
                RunConfig.of("postgres", 3, RunLimit.transactions(transactions)),
                index -> new PostgresWork("broken", 17 + round, 3 * round + index));
    }

    @Test
    void children_are_copied_before_parents_in_a_circle_of_references() throws Exception {
        pair.create("circle");
        pair.onSource(
                "CREATE TABLE circle.a (id INT PRIMARY KEY, b INT)",
                "CREATE TABLE circle.b (id INT PRIMARY KEY, a INT, up INT, FOREIGN KEY (a)"
                        + " REFERENCES circle.a (id), FOREIGN KEY (up) REFERENCES circle.b (id))",
                "ALTER TABLE circle.a ADD FOREIGN KEY (b) REFERENCES circle.b (id)");
        pair.onTarget(
                "CREATE TABLE circle.a (id int PRIMARY KEY, b int)",
                "CREATE TABLE circle.b (id int PRIMARY KEY, a int REFERENCES circle.a (id), up int"
                        + " REFERENCES circle.b (id))",
                "ALTER TABLE circle.a ADD FOREIGN KEY (b) REFERENCES circle.b (id)");
        String[] rows = new String[400];
        for (int i = 0; i < 200; i++) {
            rows[i] = "INSERT INTO circle.a VALUES (%d,NULL)".formatted(i);
            rows[200 + i] = "INSERT INTO circle.b VALUES (%d,%d,NULL)".formatted(i, i);
        }
        pair.onSource(rows);
        // Each refers to one that is copied later.
        pair.onSource("UPDATE circle.a SET b=199-id", "UPDATE circle.b SET up=LEAST(id+1,199)");
        try (PipelineRun run = run("circle", INITIAL)) {
            PostgresPair.reached(run);
            pair.onSource("UPDATE circle.a SET b=id", "INSERT INTO circle.b VALUES (200,5,3)");
            PostgresPair.reached(run);
        }
        pair.requireEqual("circle");
        // They are checked again.
        assertThatThrownBy(() -> pair.onTarget("INSERT INTO circle.b VALUES (500,777,NULL)"))
                .hasMessageContaining("foreign key");
    }

    @Test
    void a_table_of_wrong_rows_is_copied_anew_while_it_is_written() throws Exception {
        table("anew");
        try (PipelineRun run = run("anew", INITIAL)) {
            PostgresPair.reached(run);
            pair.requireEqual("anew");
            pair.onTarget(
                    "DELETE FROM anew.t WHERE id % 3 = 0",
                    "UPDATE anew.t SET v = -1, w = 'wrong' WHERE id % 5 = 0",
                    "UPDATE anew.t SET u = -u WHERE id % 4 = 0",
                    "INSERT INTO anew.t VALUES (-5, 0, -5000, 'extra'), (5000, 0, 9, 'extra')");
            CopyAsking asking = pair.asking("anew");
            asking.ask(_ -> true, "");
            AtomicBoolean stop = new AtomicBoolean();
            assertThat(taken(asking, run)).isTrue();
            FutureTask<Integer> writer = writer("anew", stop);
            CopyLook look = copied(asking, run);
            stop.set(true);

            assertThat(writer.get()).isPositive();
            assertThat(look.stage()).as("%s", look).isEqualTo(CopyLook.Stage.DONE);
            PostgresPair.reached(run);
        }
        pair.requireEqual("anew");
    }

    @Test
    void a_condition_copies_its_rows_alone() throws Exception {
        table("partial");
        try (PipelineRun run = run("partial", INITIAL)) {
            PostgresPair.reached(run);
            pair.onTarget(
                    "UPDATE partial.t SET w='wrong'", "DELETE FROM partial.t WHERE id IN (7,8)");
            CopyAsking asking = pair.asking("partial");
            asking.ask(_ -> true, "v = 0");
            CopyLook look = copied(asking, run);

            assertThat(look.stage()).as("%s", look).isEqualTo(CopyLook.Stage.DONE);
            assertThat(pair.answer("SELECT count(*) FROM partial.t WHERE w <> 'wrong'"))
                    .containsExactly(Integer.toString(ROWS / 7));

            asking.ask(_ -> true, "no_such_column = 1");
            CopyLook refused = copied(asking, run);
            assertThat(refused.stage()).isEqualTo(CopyLook.Stage.REFUSED);
            assertThat(refused.error()).contains("no_such_column");
        }
    }

    @Test
    void a_row_that_the_target_cannot_hold_is_put_aside_and_the_others_come() throws Exception {
        table("aside");
        pair.onSource("UPDATE aside.t SET w='zero \\0 zero' WHERE id=70");
        pair.onTarget("ALTER TABLE aside.t ADD CHECK (id <> 90)");
        PipelineOptions options =
                new PipelineOptions(4, ApplyMode.STRICT, ErrorPolicy.QUARANTINE)
                        .withSnapshot(SnapshotMode.INITIAL);
        try (PipelineRun run = run("aside", options)) {
            PostgresPair.reached(run);
            assertThat(run.status().quarantined()).isEqualTo(2);
        }
        assertThat(pair.answer("SELECT count(*) FROM aside.t"))
                .containsExactly(Integer.toString(ROWS - 2));
        assertThat(
                        pair.answer(
                                "SELECT count(*) FROM retl.retl_quarantine WHERE error_code='OTR-3403'"))
                .containsExactly("2");
    }

    @Test
    void rows_come_without_the_right_to_make_temporary_tables() throws Exception {
        table("poor");
        pair.onTarget(
                "REVOKE TEMPORARY ON DATABASE postgres FROM PUBLIC",
                "CREATE ROLE poor LOGIN PASSWORD 'poor'",
                "GRANT USAGE ON SCHEMA poor TO poor",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA poor TO poor",
                "CREATE SCHEMA IF NOT EXISTS retl",
                "GRANT USAGE, CREATE ON SCHEMA retl TO poor");
        pair.onTarget("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA retl TO poor");
        AtomicBoolean stop = new AtomicBoolean();
        FutureTask<Integer> writer = writer("poor", stop);
        try (PipelineRun run = pair.runAs("poor", "poor", "poor", INITIAL)) {
            PostgresPair.reached(run);
            stop.set(true);
            assertThat(writer.get()).isPositive();
            PostgresPair.reached(run);
        }
        pair.requireEqual("poor");
    }

    @Test
    void foreign_keys_ask_for_the_right_to_leave_them_unchecked() throws Exception {
        pair.create("linked");
        pair.onSource(
                "CREATE TABLE linked.p (id INT PRIMARY KEY)",
                "CREATE TABLE linked.c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES"
                        + " linked.p (id))");
        pair.onTarget(
                "CREATE TABLE linked.p (id int PRIMARY KEY)",
                "CREATE TABLE linked.c (id int PRIMARY KEY, p int REFERENCES linked.p (id))",
                "CREATE ROLE linked LOGIN PASSWORD 'linked'",
                "GRANT USAGE ON SCHEMA linked TO linked",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA linked TO linked",
                "CREATE SCHEMA IF NOT EXISTS retl",
                "GRANT USAGE, CREATE ON SCHEMA retl TO linked");
        pair.onTarget(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA retl TO linked");
        assertThatThrownBy(() -> pair.runAs("linked", "linked", "linked", INITIAL).close())
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PRIVILEGE_MISSING))
                .hasMessageContaining("session_replication_role");
    }

    @Test
    void a_target_that_holds_rows_is_refused() throws Exception {
        table("filled");
        pair.onTarget("INSERT INTO filled.t VALUES (1,1,1,'x')");
        refused("filled", ErrorCode.COPY_TARGET_NOT_EMPTY);
    }

    @Test
    void missing_tables_are_made_with_their_keys() throws Exception {
        table("lacking");
        pair.onSource(
                "CREATE TABLE lacking.child (id BIGINT UNSIGNED PRIMARY KEY, p INT, at DATETIME(3), KEY"
                        + " (at), FOREIGN KEY (p) REFERENCES lacking.t (id))",
                "INSERT INTO lacking.child SELECT id, id, '2026-11-27 06:00:00.125' FROM lacking.t");
        pair.onTarget("DROP SCHEMA lacking CASCADE");
        try (PipelineRun run = run("lacking", INITIAL)) {
            PostgresPair.reached(run);
            pair.onSource("INSERT INTO lacking.t VALUES (99999,1,99999,'new')");
            PostgresPair.reached(run);
        }
        pair.requireEqual("lacking");
        assertThat(pair.answer("SELECT count(*) FROM pg_indexes WHERE schemaname='lacking'"))
                .containsExactly("5");
        assertThatThrownBy(() -> pair.onTarget("INSERT INTO lacking.child VALUES (-1,777777,NULL)"))
                .hasMessageContaining("foreign key");
    }

    private static void refused(String name, ErrorCode code) {
        assertThatThrownBy(() -> run(name, INITIAL).close())
                .isInstanceOfSatisfying(
                        OtterException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static boolean taken(CopyAsking asking, PipelineRun run) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (asking.look().getFirst().stage() != CopyLook.Stage.ASKED) {
                return true;
            }
            run.await(run.sourceEnd(), Duration.ofMillis(50));
        }
        return false;
    }

    private static CopyLook copied(CopyAsking asking, PipelineRun run) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        CopyLook look = asking.look().getFirst();
        while (!look.ended() && System.nanoTime() < deadline) {
            run.await(run.sourceEnd(), Duration.ofMillis(100));
            look = asking.look().getFirst();
        }
        assertThat(look.ended()).as("%s, %s", look, run.status()).isTrue();
        return look;
    }

    /** Writes the source until told to stop: rows come, go, change, and swap unique values. */
    private static FutureTask<Integer> writer(String name, AtomicBoolean stop) {
        FutureTask<Integer> writer =
                new FutureTask<>(() -> {
                    Random random = new Random(1);
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
