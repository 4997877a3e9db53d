package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.ViewRuns.entry;
import static dev.otter.engine.pipeline.ViewRuns.failure;
import static dev.otter.engine.pipeline.ViewRuns.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.Consistency;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows are written as the source has them now (consistency MEDIA), and both sides end equal. */
class PresentRowsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static ServerPair pair;

    @BeforeAll
    static void start() {
        pair = new ServerPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static PipelineOptions media() {
        return new PipelineOptions(4, ApplyMode.STRICT, ErrorPolicy.STOP).with(Consistency.MEDIA);
    }

    private static PipelineRun run(String database) {
        return pair.run(database, media());
    }

    /** Sets the checkpoint, so that the next run reads what is written from now on. */
    private static void begin(String database) throws Exception {
        try (PipelineRun run = run(database)) {
            ServerPair.await(run);
        }
    }

    @Test
    void the_row_that_is_there_now_is_written_and_what_is_gone_as_the_log_has_it()
            throws Exception {
        pair.both("CREATE DATABASE now", "CREATE TABLE now.t (id INT PRIMARY KEY, v VARCHAR(20))");
        begin("now");
        pair.source.execute(
                "INSERT INTO now.t VALUES (1,'logged'),(2,'logged'),(3,'logged')",
                // What no log tells shows that the row was read.
                "SET sql_log_bin=0",
                "UPDATE now.t SET v='present' WHERE id=1",
                "DELETE FROM now.t WHERE id=2",
                "SET sql_log_bin=1",
                "DELETE FROM now.t WHERE id=3");
        try (PipelineRun run = run("now")) {
            ServerPair.await(run);
        }
        assertThat(new ViewRuns(pair).target("SELECT id, v FROM now.t ORDER BY id"))
                .containsExactly("1|present", "2|logged");
    }

    @Test
    void what_is_gone_is_left_out_where_that_is_wanted() throws Exception {
        pair.both("CREATE DATABASE gone", "CREATE TABLE gone.t (id INT PRIMARY KEY, v INT)");
        PipelineOptions dropping = media().with(Consistency.MEDIA_OR_NOTHING);
        try (PipelineRun run = pair.run("gone", dropping)) {
            ServerPair.await(run);
        }
        pair.source.execute(
                "INSERT INTO gone.t VALUES (1,1),(2,2)",
                "SET sql_log_bin=0",
                "DELETE FROM gone.t WHERE id=2",
                "SET sql_log_bin=1");
        try (PipelineRun run = pair.run("gone", dropping)) {
            ServerPair.await(run);
        }
        assertThat(pair.onTarget("SELECT id FROM gone.t")).containsExactly("1");
    }

    @Test
    void every_type_is_read_as_it_is() throws Exception {
        pair.both(
                "CREATE DATABASE typed",
                "USE typed",
                "CREATE TABLE s (k VARCHAR(40) CHARACTER SET gbk, n DECIMAL(8,2), v INT, PRIMARY"
                        + " KEY (k, n))",
                "CREATE TABLE ts (k TIMESTAMP(3) PRIMARY KEY, e ENUM('x','y') NOT NULL, v INT)",
                "CREATE TABLE r (k BINARY(6) PRIMARY KEY, v INT)",
                "CREATE TABLE every (id BIGINT UNSIGNED PRIMARY KEY, ti TINYINT, si SMALLINT"
                        + " UNSIGNED, mi MEDIUMINT, dc DECIMAL(20,6), f FLOAT, d DOUBLE, bt BIT(13),"
                        + " y YEAR, dt DATE, tm TIME(2), dtm DATETIME(6), ts TIMESTAMP(3) NULL,"
                        + " ch CHAR(10) CHARACTER SET gbk, bi BINARY(6), vb VARBINARY(20), tx TEXT,"
                        + " bl BLOB, en ENUM('x','y','z'), st SET('p','q','r'), js JSON,"
                        + " ge GEOMETRY, gc INT AS (ti + 1) STORED)");
        begin("typed");
        String every =
                "INSERT INTO every (id, ti, si, mi, dc, f, d, bt, y, dt, tm, dtm, ts, ch, bi, vb,"
                        + " tx, bl, en, st, js, ge) VALUES (18446744073709551615, -128, 65535, -1,"
                        + " -12345678.000001, 1.1, -0.1, b'1000000000001', 2026, '2026-02-28',"
                        + " '-100:00:00.01', '9999-12-31 23:59:59.999999',"
                        + " '2026-11-26 22:30:00.125', '中文', x'610000', x'00ff', 'grün',"
                        + " x'0102', 'z', 'p,r', '{\"a\": [1, null, \"ü\"]}', POINT(1, 2)),"
                        + " (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                        + " NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)";
        pair.source.execute(
                "USE typed",
                every,
                "INSERT INTO s VALUES ('中\\\\''x', -1.50, 1), ('', 2, 1)",
                "INSERT INTO ts VALUES ('2026-11-26 22:30:00.125', 'y', 1)",
                "INSERT INTO r VALUES (x'00ff5c270000', 1)",
                "SET sql_log_bin=0",
                "UPDATE every SET ti=ti+1",
                "UPDATE s SET v=v+1",
                "UPDATE ts SET v=v+1",
                "UPDATE r SET v=v+1",
                "SET sql_log_bin=1");
        try (PipelineRun run = run("typed")) {
            ServerPair.await(run);
            assertThat(run.status().notices())
                    .noneMatch(notice -> notice.contains("not read again"));
        }
        pair.requireEqual("typed");
    }

    /** Hot keys, unique values that move, keys that change, and a child; killed again and again. */
    @Test
    void random_work_with_kills_ends_equal() throws Exception {
        pair.both(
                "CREATE DATABASE hot",
                "CREATE TABLE hot.p (id INT PRIMARY KEY, u INT UNIQUE, v INT)",
                "CREATE TABLE hot.c (id INT PRIMARY KEY, p INT, v INT, FOREIGN KEY (p) REFERENCES"
                        + " hot.p (id))");
        AtomicBoolean over = new AtomicBoolean();
        Thread work = Thread.ofPlatform().unstarted(() -> work(new Random(7), 500, over));
        Thread more = Thread.ofPlatform().unstarted(() -> work(new Random(8), 500, over));
        try {
            for (int kill = 0; kill < 4; kill++) {
                PipelineRun run = run("hot");
                if (kill == 0) {
                    work.start();
                    more.start();
                }
                await().atMost(PATIENCE)
                        .until(() ->
                                !work.isAlive()
                                        || run.status().rowsApplied() > 60
                                        || run.status().failure().isPresent());
                assertThat(run.status().failure()).isEmpty();
                run.abandon();
            }
        } finally {
            over.set(true);
            work.join();
            more.join();
        }
        try (PipelineRun run = run("hot")) {
            ServerPair.await(run);
        }
        pair.requireEqual("hot");
    }

    private static void work(Random random, int transactions, AtomicBoolean over) {
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < transactions && !over.get(); i++) {
                try {
                    for (int n = random.nextInt(3); n >= 0; n--) {
                        statement.execute(hot(random));
                    }
                    connection.commit();
                } catch (SQLException e) {
                    // Keys that are taken, parents that are missing, deadlocks: nothing of it.
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hot(Random random) {
        int id = random.nextInt(10);
        int other = random.nextInt(10);
        return switch (random.nextInt(8)) {
            case 0 -> "DELETE FROM hot.p WHERE id=" + id;
            case 1 -> "UPDATE hot.p SET u=NULL, v=v+1 WHERE id=" + id;
            case 2 -> "UPDATE hot.p SET u=" + other + " WHERE id=" + id;
            case 3 -> "UPDATE hot.p SET id=" + other + " WHERE id=" + id;
            case 4 -> "INSERT INTO hot.p VALUES (%d,%d,0)".formatted(id, other);
            case 5 -> "INSERT INTO hot.c VALUES (%d,%d,0)".formatted(id, other);
            case 6 -> "UPDATE hot.c SET p=%d, v=v+1 WHERE id=%d".formatted(other, id);
            default -> "DELETE FROM hot.c WHERE id=" + id;
        };
    }

    @Test
    void a_row_that_another_session_holds_is_waited_for_and_told() throws Exception {
        pair.both("CREATE DATABASE locked", "CREATE TABLE locked.t (id INT PRIMARY KEY, v INT)");
        begin("locked");
        pair.source.execute("INSERT INTO locked.t VALUES (1,1)");
        try (Connection holder = pair.source.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("UPDATE locked.t SET v=2 WHERE id=1");
            try (PipelineRun run = run("locked")) {
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(run.status().toString())
                                        .contains("rows cannot be read again"));
                assertThat(pair.onTarget("SELECT COUNT(*) FROM locked.t")).containsExactly("0");
                holder.commit();
                ServerPair.await(run);
            }
        }
        pair.requireEqual("locked");
    }

    /** Statements lie between the log's place and now: nothing is written that does not fit yet. */
    @Test
    void a_table_that_was_altered_behind_goes_as_the_log_has_it() throws Exception {
        pair.both(
                "CREATE DATABASE altered",
                "CREATE TABLE altered.t (id INT PRIMARY KEY, u INT, v VARCHAR(5), UNIQUE KEY (u))");
        PipelineOptions apply = media().with(DdlRules.all(DdlAction.APPLY));
        try (PipelineRun run = pair.run("altered", apply)) {
            ServerPair.await(run);
        }
        pair.source.execute(
                "INSERT INTO altered.t VALUES (1,1,'a'),(2,2,'b')",
                "UPDATE altered.t SET v='c' WHERE id=1",
                "ALTER TABLE altered.t MODIFY v VARCHAR(50), DROP KEY u",
                "UPDATE altered.t SET v='longer than five', u=2 WHERE id=1",
                "ALTER TABLE altered.t ADD w INT NOT NULL DEFAULT 3",
                "UPDATE altered.t SET w=4 WHERE id=2");
        try (PipelineRun run = pair.run("altered", apply)) {
            ServerPair.await(run);
        }
        pair.requireEqual("altered");
    }

    @Test
    void a_parent_from_which_rows_cascade_goes_as_the_log_has_it() throws Exception {
        pair.both(
                "CREATE DATABASE casc",
                "CREATE TABLE casc.p (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE casc.c (id INT PRIMARY KEY, p INT, v INT, FOREIGN KEY (p) REFERENCES"
                        + " casc.p (id) ON DELETE CASCADE ON UPDATE CASCADE)");
        begin("casc");
        pair.source.execute(
                "INSERT INTO casc.p VALUES (1,1),(2,2)",
                "INSERT INTO casc.c VALUES (1,1,1),(2,2,2),(3,1,3)",
                "UPDATE casc.c SET p=2 WHERE id=3",
                "UPDATE casc.p SET id=5 WHERE id=2",
                "DELETE FROM casc.p WHERE id=1");
        try (PipelineRun run = run("casc")) {
            ServerPair.await(run);
            assertThat(run.status().notices())
                    .anyMatch(notice -> notice.contains("casc.p") && notice.contains("cascades"));
        }
        pair.requireEqual("casc");
    }

    @Test
    void what_looks_at_the_log_s_rows_does_not_go_together_with_it() throws Exception {
        pair.both("CREATE DATABASE judged", "CREATE TABLE judged.t (id INT PRIMARY KEY, v INT)");
        Pipeline plain =
                new ViewRuns(pair).pipeline("judged", where(entry("judged.t"), "row.v > 1"));
        try (PipelineRun run =
                PipelineRunner.start(
                        "view",
                        new Pipeline(
                                plain.name(),
                                plain.from(),
                                plain.to(),
                                plain.start(),
                                plain.tables(),
                                plain.options().with(Consistency.MEDIA)),
                        InstantSource.system())) {
            assertThat(failure(run, ErrorCode.PRESENT_ROWS_NOT_POSSIBLE).getMessage())
                    .contains("MEDIA");
        }
    }

    @Test
    void a_giant_transaction_and_minimal_images_end_equal_too() throws Exception {
        pair.both(
                "CREATE DATABASE giant",
                "CREATE TABLE giant.t (id INT PRIMARY KEY, v VARCHAR(9000), n INT)");
        begin("giant");
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION binlog_row_image='MINIMAL'");
            statement.execute("SET SESSION cte_max_recursion_depth=10000");
            connection.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO giant.t WITH RECURSIVE s AS (SELECT 1 AS i UNION ALL SELECT i+1"
                            + " FROM s WHERE i<2000) SELECT i, REPEAT('x', 8000), 0 FROM s");
            statement.execute("UPDATE giant.t SET n=1 WHERE id%2=0");
            connection.commit();
            statement.execute("UPDATE giant.t SET n=2, id=id+5000 WHERE id%3=0");
            connection.commit();
            statement.execute("DELETE FROM giant.t WHERE id%5=0");
            connection.commit();
        }
        try (PipelineRun run = run("giant")) {
            ServerPair.await(run);
        }
        pair.requireEqual("giant");
        assertThat(List.of(pair.onTarget("SELECT COUNT(*) FROM giant.t")).getFirst())
                .isNotEqualTo(List.of("0"));
    }
}
