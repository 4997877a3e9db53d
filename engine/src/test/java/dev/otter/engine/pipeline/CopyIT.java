package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.snapshot.CopyLook;
import dev.otter.engine.snapshot.SnapshotSizes;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.CopyLimits;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.MissingColumnRule;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables are copied into pipelines that run, while the source is written. */
class CopyIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROWS = 2_000;

    private static ServerPair servers;

    @BeforeAll
    static void start() {
        servers = new ServerPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        servers.close();
    }

    private static Endpoint endpoint(String name, MysqlServer server) {
        return new Endpoint(
                name,
                Endpoint.Type.MYSQL,
                server.host(),
                server.port(),
                "root",
                "",
                TlsMode.DISABLED);
    }

    private static Pipeline pipeline(String database, PipelineOptions options) {
        return new Pipeline(
                database,
                endpoint("a", servers.source),
                endpoint("b", servers.target),
                new StartPoint.Now(),
                table -> table.database().equals(database) ? Optional.of(table) : Optional.empty(),
                options);
    }

    private static PipelineRun run(Pipeline pipeline) {
        PipelineSizes usual = PipelineSizes.usual();
        return PipelineRunner.start(
                "test",
                pipeline,
                new PipelineSizes(
                        usual.slots(),
                        usual.giantBytes(),
                        usual.budgetBytes(),
                        usual.limits(),
                        SnapshotSizes.usual().inPieces(50, 500)),
                InstantSource.system());
    }

    private static void await(PipelineRun run) throws InterruptedException {
        boolean reached = run.await(run.sourceEnd(), PATIENCE);
        assertThat(reached).as("%s", run.status()).isTrue();
    }

    private static CopyLook copied(CopyAsking asking, PipelineRun run) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        CopyLook look = asking.look().getFirst();
        while (!look.ended() && System.nanoTime() < deadline) {
            // The run goes on meanwhile; asking is what its users do.
            run.await(run.sourceEnd(), Duration.ofMillis(100));
            look = asking.look().getFirst();
        }
        assertThat(look.ended()).as("%s, %s", look, run.status()).isTrue();
        return look;
    }

    private static void table(String database) throws SQLException {
        servers.source.execute(
                "CREATE DATABASE " + database,
                "CREATE TABLE "
                        + database
                        + ".t (id INT PRIMARY KEY, v INT NOT NULL, u INT UNIQUE, w VARCHAR(40), KEY"
                        + " (v))",
                "SET SESSION cte_max_recursion_depth=100000",
                "INSERT INTO "
                        + database
                        + ".t WITH RECURSIVE n AS (SELECT 1 i UNION ALL SELECT i + 1 FROM n WHERE i <"
                        + " "
                        + ROWS
                        + ") SELECT i, i MOD 7, i, CONCAT('row ', i) FROM n");
    }

    /** Writes the source until told to stop: rows come, go, change, and swap unique values. */
    private static FutureTask<Integer> writer(String database, AtomicBoolean stop) {
        FutureTask<Integer> writer =
                new FutureTask<>(() -> {
                    Random random = new Random(1);
                    int done = 0;
                    try (Connection connection = servers.source.connect();
                            Statement statement = connection.createStatement()) {
                        while (!stop.get()) {
                            int id = 1 + random.nextInt(ROWS);
                            int other = 1 + random.nextInt(ROWS);
                            String table = database + ".t";
                            statement.execute(
                                    switch (random.nextInt(4)) {
                                        case 0 -> "DELETE FROM " + table + " WHERE id = " + id;
                                        case 1 ->
                                                "REPLACE INTO %s VALUES (%d, %d, %d, 'new')"
                                                        .formatted(table, id, id % 5, other);
                                        case 2 ->
                                                "UPDATE %s SET v = v + 1, w = 'x' WHERE id = %d"
                                                        .formatted(table, id);
                                        default ->
                                                "UPDATE IGNORE %s SET u = %d WHERE id = %d"
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

    @Test
    void a_table_of_wrong_rows_is_copied_anew_while_it_is_written() throws Exception {
        table("anew");
        Pipeline pipeline =
                pipeline("anew", PipelineOptions.defaults().withSnapshot(SnapshotMode.INITIAL));
        try (PipelineRun run = run(pipeline)) {
            await(run);
            servers.requireEqual("anew");
            servers.target.execute(
                    "DELETE FROM anew.t WHERE id MOD 3 = 0",
                    "UPDATE anew.t SET v = -1, w = 'wrong' WHERE id MOD 5 = 0",
                    "UPDATE anew.t SET u = -u WHERE id MOD 4 = 0",
                    "UPDATE anew.t SET u = 4 WHERE id = 1999",
                    "INSERT INTO anew.t VALUES (-5, 0, -5000, 'extra'), (5000, 0, 5000, 'extra')");
            CopyAsking asking = new CopyAsking("test/anew", pipeline);
            asking.ask(_ -> true, "");
            AtomicBoolean stop = new AtomicBoolean();
            assertThat(taken(asking, run)).isTrue();
            FutureTask<Integer> writer = writer("anew", stop);
            CopyLook look = copied(asking, run);
            stop.set(true);

            assertThat(writer.get(1, TimeUnit.MINUTES)).isPositive();
            assertThat(look.stage()).as("%s", look).isEqualTo(CopyLook.Stage.DONE);
            await(run);
        }
        servers.requireEqual("anew");
    }

    @Test
    void a_copy_anew_that_is_broken_off_many_times_goes_on() throws Exception {
        table("broken");
        Pipeline pipeline =
                pipeline("broken", PipelineOptions.defaults().withSnapshot(SnapshotMode.INITIAL));
        try (PipelineRun run = run(pipeline)) {
            await(run);
        }
        servers.target.execute(
                "DELETE FROM broken.t WHERE id MOD 3 = 0",
                "UPDATE broken.t SET u = -u, w = 'wrong' WHERE id MOD 4 = 0",
                "INSERT INTO broken.t VALUES (-5, 0, 9, 'extra')");
        CopyAsking asking = new CopyAsking("test/broken", pipeline);
        asking.ask(_ -> true, "");
        AtomicBoolean stop = new AtomicBoolean();
        FutureTask<Integer> writer = writer("broken", stop);
        Random random = new Random(7);
        for (int kill = 0; kill < 6; kill++) {
            PipelineRun run = run(pipeline);
            run.await(run.sourceEnd(), Duration.ofMillis(random.nextInt(20, 500)));
            assertThat(run.status().state())
                    .as("%s", run.status())
                    .isNotEqualTo(PipelineState.FAILED);
            run.abandon();
            run.close();
        }
        try (PipelineRun run = run(pipeline)) {
            assertThat(copied(asking, run).stage()).isEqualTo(CopyLook.Stage.DONE);
            stop.set(true);
            assertThat(writer.get(1, TimeUnit.MINUTES)).isPositive();
            await(run);
        }
        servers.requireEqual("broken");
    }

    /** Rows that are wrong and written before the copy is known of would rightly end the run. */
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

    @Test
    void a_condition_copies_its_rows_alone() throws Exception {
        table("some");
        Pipeline pipeline =
                pipeline("some", PipelineOptions.defaults().withSnapshot(SnapshotMode.INITIAL));
        try (PipelineRun run = run(pipeline)) {
            await(run);
            servers.target.execute(
                    "UPDATE some.t SET w = 'wrong'", "DELETE FROM some.t WHERE id IN (7, 8)");
            CopyAsking asking = new CopyAsking("test/some", pipeline);
            asking.ask(_ -> true, "(v = 0 OR w = 'no; such')");
            CopyLook look = copied(asking, run);

            assertThat(look.stage()).as("%s", look).isEqualTo(CopyLook.Stage.DONE);
            assertThat(numbers("SELECT COUNT(*) FROM some.t WHERE v = 0 AND w <> 'wrong'"))
                    .containsExactly(ROWS / 7);
            assertThat(numbers("SELECT COUNT(*) FROM some.t WHERE v <> 0 AND w = 'wrong'"))
                    .containsExactly(ROWS - ROWS / 7 - 1);

            asking.ask(_ -> true, "no_such_column = 1");
            CopyLook refused = copied(asking, run);
            assertThat(refused.stage()).isEqualTo(CopyLook.Stage.REFUSED);
            assertThat(refused.error()).contains("no_such_column");
            asking.ask(_ -> true, "");
            copied(asking, run);
            await(run);
        }
        servers.requireEqual("some");
    }

    @Test
    void a_table_that_the_target_lacks_comes_with_its_history() throws Exception {
        table("added");
        servers.target.execute("CREATE DATABASE added");
        servers.both("CREATE TABLE added.a (id INT PRIMARY KEY)");
        servers.source.execute("RENAME TABLE added.t TO added.later");
        Pipeline narrow =
                new Pipeline(
                        "added",
                        endpoint("a", servers.source),
                        endpoint("b", servers.target),
                        new StartPoint.Now(),
                        table ->
                                table.toString().equals("added.a")
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        PipelineOptions.defaults());
        try (PipelineRun run = run(narrow)) {
            servers.source.execute(
                    "INSERT INTO added.a VALUES (1)", "DELETE FROM added.later WHERE id = 1");
            await(run);
        }
        Pipeline wide = pipeline("added", PipelineOptions.defaults());
        CopyAsking asking = new CopyAsking("test/added", wide);
        assertThat(asking.ask(table -> table.table().equals("later"), "")).hasSize(1);
        try (PipelineRun run = run(wide)) {
            servers.source.execute("UPDATE added.later SET w = 'now' WHERE id = 2");
            assertThat(copied(asking, run).stage()).isEqualTo(CopyLook.Stage.DONE);
            await(run);
        }
        servers.requireEqual("added");
    }

    @Test
    void a_row_that_the_target_refuses_is_put_aside_and_the_others_are_copied() throws Exception {
        table("narrow");
        servers.source.execute("UPDATE narrow.t SET w = REPEAT('w', 30) WHERE id IN (77, 1500)");
        servers.target.execute(
                "CREATE DATABASE narrow",
                "CREATE TABLE narrow.t (id INT PRIMARY KEY, v INT NOT NULL, u INT UNIQUE, w"
                        + " VARCHAR(20), KEY (v))");
        PipelineOptions options =
                new PipelineOptions(2, ApplyMode.STRICT, ErrorPolicy.QUARANTINE)
                        .withSnapshot(SnapshotMode.INITIAL);
        try (PipelineRun run = run(pipeline("narrow", options))) {
            await(run);
            assertThat(run.status().quarantined()).isEqualTo(2);
        }
        assertThat(numbers("SELECT COUNT(*) FROM narrow.t")).containsExactly(ROWS - 2);
        assertThat(
                        numbers(
                                "SELECT COUNT(*) FROM retl.retl_quarantine WHERE pipeline ="
                                        + " 'test/narrow' AND error_code = 'OTR-3403'"))
                .containsExactly(2);
    }

    /** A chunk of which nothing is left has been read all the same. */
    @Test
    void rows_that_were_put_aside_are_not_copied_again_by_the_next_run() throws Exception {
        servers.source.execute(
                "CREATE DATABASE alone",
                "CREATE TABLE alone.t (id INT PRIMARY KEY, w VARCHAR(40))",
                "CREATE TABLE alone.u (id INT PRIMARY KEY, w VARCHAR(40))",
                "INSERT INTO alone.t VALUES (1, REPEAT('w', 30))",
                "INSERT INTO alone.u VALUES (1, REPEAT('w', 30)), (2, REPEAT('w', 30))");
        servers.target.execute(
                "CREATE DATABASE alone",
                "CREATE TABLE alone.t (id INT PRIMARY KEY, w VARCHAR(20))",
                "CREATE TABLE alone.u (id INT PRIMARY KEY, w VARCHAR(20))");
        PipelineOptions options =
                new PipelineOptions(2, ApplyMode.STRICT, ErrorPolicy.QUARANTINE)
                        .withSnapshot(SnapshotMode.INITIAL);
        try (PipelineRun run = run(pipeline("alone", options))) {
            await(run);
            assertThat(run.status().quarantined()).isEqualTo(3);
        }
        String unfinished =
                "SELECT COUNT(*) FROM retl.retl_snapshot WHERE pipeline = 'test/alone' AND"
                        + " finished_at = ''";
        assertThat(numbers(unfinished)).containsExactly(0);
        try (PipelineRun run = run(pipeline("alone", options))) {
            servers.source.execute("INSERT INTO alone.t VALUES (2, 'w')");
            await(run);
            assertThat(run.status().quarantined()).isZero();
        }
        assertThat(numbers("SELECT COUNT(*) FROM alone.t")).containsExactly(1);
        String aside = "SELECT COUNT(*) FROM retl.retl_quarantine WHERE pipeline = 'test/alone'";
        assertThat(numbers(aside)).containsExactly(3);
    }

    @Test
    void a_held_table_is_released_by_a_copy() throws Exception {
        table("held");
        servers.source.execute(
                "UPDATE held.t SET w = REPEAT('w', 30) WHERE id = 77",
                "CREATE TABLE held.other (id INT PRIMARY KEY)",
                "INSERT INTO held.other VALUES (1)");
        servers.target.execute(
                "CREATE DATABASE held",
                "CREATE TABLE held.t (id INT PRIMARY KEY, v INT NOT NULL, u INT UNIQUE, w"
                        + " VARCHAR(20), KEY (v))");
        PipelineOptions options =
                new PipelineOptions(2, ApplyMode.STRICT, ErrorPolicy.HOLD_TABLE)
                        .withSnapshot(SnapshotMode.INITIAL);
        Pipeline pipeline = pipeline("held", options);
        try (PipelineRun run = run(pipeline)) {
            await(run);
            assertThat(run.status().heldTables()).singleElement().asString().contains("held.t");
            assertThat(numbers("SELECT COUNT(*) FROM held.other")).containsExactly(1);

            servers.target.execute("ALTER TABLE held.t MODIFY w VARCHAR(40)");
            CopyAsking asking = new CopyAsking("test/held", pipeline);
            asking.ask(table -> table.table().equals("t"), "");
            assertThat(copied(asking, run).stage()).isEqualTo(CopyLook.Stage.DONE);
            await(run);
            assertThat(run.status().heldTables()).isEmpty();
        }
        servers.requireEqual("held");
    }

    @Test
    void a_copy_that_does_not_fit_is_refused_and_the_run_goes_on() throws Exception {
        table("unfit");
        servers.source.execute("CREATE TABLE unfit.other (id INT PRIMARY KEY)");
        PipelineOptions options =
                PipelineOptions.defaults()
                        .withSnapshot(SnapshotMode.INITIAL)
                        .with(
                                new DdlRules(
                                        DdlAction.SKIP, Map.of(), MissingColumnRule.IGNORE_NULL));
        Pipeline pipeline = pipeline("unfit", options);
        try (PipelineRun run = run(pipeline)) {
            await(run);
            servers.source.execute("ALTER TABLE unfit.t ADD c INT");
            await(run);
            CopyAsking asking = new CopyAsking("test/unfit", pipeline);
            asking.ask(table -> table.table().equals("t"), "");
            CopyLook refused = copied(asking, run);

            assertThat(refused.stage()).as("%s", refused).isEqualTo(CopyLook.Stage.REFUSED);
            assertThat(refused.error()).contains("columns");
            servers.source.execute("INSERT INTO unfit.other VALUES (1)");
            await(run);
            assertThat(run.status().state()).isNotEqualTo(PipelineState.FAILED);
        }
    }

    @Test
    void a_limit_holds_the_copy_back() throws Exception {
        table("slow");
        PipelineOptions options =
                PipelineOptions.defaults()
                        .withSnapshot(SnapshotMode.INITIAL)
                        .withCopyLimits(new CopyLimits(1_000, 60));
        long begun = System.nanoTime();
        try (PipelineRun run = run(pipeline("slow", options))) {
            await(run);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThan(Duration.ofMillis(1_500));
        servers.requireEqual("slow");
    }

    private static List<Integer> numbers(String sql) throws SQLException {
        try (Connection connection = servers.target.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return List.of(rows.getInt(1));
        }
    }
}
