package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.ViewRuns.entry;
import static dev.otter.engine.pipeline.ViewRuns.exclude;
import static dev.otter.engine.pipeline.ViewRuns.failure;
import static dev.otter.engine.pipeline.ViewRuns.rename;
import static dev.otter.engine.pipeline.ViewRuns.set;
import static dev.otter.engine.pipeline.ViewRuns.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.snapshot.CopyLook;
import dev.otter.engine.snapshot.SnapshotSizes;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.engine.verify.VerifyProgress;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.config.mapping.TargetChoice;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRule;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One source table into several targets, each with a view of its own. */
class FanOutIT {
    private static ServerPair pair;

    @BeforeAll
    static void start() {
        pair = new ServerPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static ViewRuns views() {
        return new ViewRuns(pair);
    }

    private static PipelineRun applying(String name, MappingConfig... entries) {
        Pipeline plain = views().pipeline(name, entries);
        return PipelineRunner.start(
                "view",
                new Pipeline(
                        plain.name(),
                        plain.from(),
                        plain.to(),
                        plain.start(),
                        plain.tables(),
                        plain.options().with(DdlRules.all(DdlAction.APPLY))),
                InstantSource.system());
    }

    private static void create(String database) throws Exception {
        pair.both("CREATE DATABASE " + database);
        pair.source.execute(
                "CREATE TABLE "
                        + database
                        + ".t (id INT PRIMARY KEY, mail VARCHAR(50), amount INT)");
        pair.target.execute(
                "CREATE TABLE " + database + ".a (id INT PRIMARY KEY, mail VARCHAR(50), amount INT)",
                "CREATE TABLE " + database + ".b (no INT PRIMARY KEY, mail VARCHAR(50), amount INT)",
                "CREATE TABLE " + database + ".c (id INT PRIMARY KEY, amount INT)");
    }

    private static MappingConfig routed(String source, String by, String database, String... among) {
        return new MappingConfig(
                new TableRule.Spread(
                        TablePattern.parse(source),
                        List.of(among).stream().map(one -> new TableName(database, one)).toList()),
                null,
                null,
                RowRules.none(),
                Optional.empty(),
                Optional.of(new TargetChoice(by, TargetChoice.Otherwise.REFUSE)));
    }

    private static MappingConfig[] three(String db) {
        return new MappingConfig[] {
            entry(db + ".t -> " + db + ".a"),
            set(rename(entry(db + ".t -> " + db + ".b"), "id", "no"), "mail", "'***'"),
            where(exclude(entry(db + ".t -> " + db + ".c"), "mail"), "row.amount > 100")
        };
    }

    @Test
    void each_target_gets_its_view_of_each_row() throws Exception {
        create("fan");
        try (PipelineRun run = views().run("fan", three("fan"))) {
            pair.source.execute(
                    "INSERT INTO fan.t VALUES (1,'a@x',50),(2,'b@x',150),(3,'c@x',500)",
                    "UPDATE fan.t SET amount=200 WHERE id=1",
                    "UPDATE fan.t SET amount=5, id=9 WHERE id=2",
                    "DELETE FROM fan.t WHERE id=3");
            ServerPair.await(run);
        }
        assertThat(views().target("SELECT * FROM fan.a ORDER BY id"))
                .containsExactly("1|a@x|200", "9|b@x|5");
        assertThat(views().target("SELECT * FROM fan.b ORDER BY no"))
                .containsExactly("1|***|200", "9|***|5");
        assertThat(views().target("SELECT * FROM fan.c ORDER BY id")).containsExactly("1|200");
    }

    /** Both targets are written in the same target transaction, also across kills. */
    @Test
    void targets_are_equal_at_each_moment_while_the_process_is_killed() throws Exception {
        pair.both("CREATE DATABASE twice");
        pair.source.execute("CREATE TABLE twice.t (id INT PRIMARY KEY, v INT)");
        pair.target.execute(
                "CREATE TABLE twice.a (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE twice.b (id INT PRIMARY KEY, v INT)");
        MappingConfig[] both = {entry("twice.t -> twice.a"), entry("twice.t -> twice.b")};
        Random random = new Random(5);
        Thread work =
                Thread.ofPlatform()
                        .unstarted(() -> {
                            try {
                                for (int i = 0; i < 500; i++) {
                                    pair.source.execute(
                                            "REPLACE INTO twice.t VALUES (%d,%d),(%d,%d)"
                                                    .formatted(
                                                            random.nextInt(30), i,
                                                            random.nextInt(30), i),
                                            "DELETE FROM twice.t WHERE id="
                                                    + random.nextInt(30));
                                }
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        for (int kill = 0; kill < 4; kill++) {
            PipelineRun run = views().run("twice", both);
            if (kill == 0) {
                work.start();
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !work.isAlive() || run.status().rowsApplied() > 60);
            requireSame();
            run.abandon();
        }
        work.join();
        try (PipelineRun run = views().run("twice", both)) {
            ServerPair.await(run);
        }
        requireSame();
        assertThat(views().target("SELECT id, v FROM twice.a ORDER BY id"))
                .isEqualTo(
                        ViewRuns.rows(pair.source, "SELECT id, v FROM twice.t ORDER BY id"))
                .isNotEmpty();
    }

    private static void requireSame() throws Exception {
        try (Connection connection = pair.target.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT (SELECT COUNT(*) FROM twice.a x LEFT JOIN twice.b y ON"
                                    + " x.id=y.id AND x.v=y.v WHERE y.id IS NULL),(SELECT COUNT(*)"
                                    + " FROM twice.b x LEFT JOIN twice.a y ON x.id=y.id AND x.v=y.v"
                                    + " WHERE y.id IS NULL)")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1) + rows.getInt(2)).isZero();
            }
        }
    }

    @Test
    void statements_run_once_for_each_target_and_pairs_are_compared() throws Exception {
        pair.both("CREATE DATABASE ddl", "CREATE DATABASE ddl2");
        pair.source.execute("CREATE TABLE ddl.t (id INT PRIMARY KEY, v INT)");
        pair.target.execute(
                "CREATE TABLE ddl.t (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE ddl2.t (id INT PRIMARY KEY, v INT)");
        MappingConfig[] both = {entry("ddl.*"), entry("ddl.* -> ddl2.*")};
        try (PipelineRun run = applying("ddl", both)) {
            pair.source.execute(
                    "INSERT INTO ddl.t VALUES (1,1)",
                    "ALTER TABLE ddl.t ADD w INT NOT NULL DEFAULT 7",
                    "INSERT INTO ddl.t VALUES (2,2,2)",
                    "CREATE TABLE ddl.made (id INT PRIMARY KEY)",
                    "INSERT INTO ddl.made VALUES (1)",
                    "RENAME TABLE ddl.made TO ddl.named",
                    "INSERT INTO ddl.named VALUES (2)",
                    "CREATE TABLE ddl.emptied LIKE ddl.t",
                    "INSERT INTO ddl.emptied VALUES (1,1,1)",
                    "TRUNCATE TABLE ddl.emptied",
                    "CREATE INDEX i ON ddl.t (v)");
            ServerPair.await(run);
        }
        for (String database : List.of("ddl", "ddl2")) {
            assertThat(views().target("SELECT * FROM " + database + ".t ORDER BY id"))
                    .containsExactly("1|1|7", "2|2|2");
            assertThat(views().target("SELECT * FROM " + database + ".named ORDER BY id"))
                    .containsExactly("1", "2");
            assertThat(views().target("SELECT * FROM " + database + ".emptied")).isEmpty();
            assertThat(pair.onTarget("SHOW INDEX FROM " + database + ".t WHERE Key_name='i'"))
                    .hasSize(1);
        }
        assertThat(
                        pair.onTarget(
                                "SELECT COUNT(*) FROM retl.retl_ddl WHERE pipeline='view/ddl' AND"
                                        + " state='done' AND transaction_id LIKE '%#2'"))
                .containsExactly("6");
        Pipeline pipeline = views().pipeline("ddl", both);
        TableVerifier verifier =
                new TableVerifier(pipeline.from(), pipeline.to(), 5, () -> false);
        List<TablePair> pairs = verifier.pairs(pipeline.tables());
        assertThat(pairs).hasSize(6);
        for (TablePair one : pairs) {
            assertThat(verifier.compare(one, new VerifyProgress()).equal())
                    .as(one.title())
                    .isTrue();
        }
        pair.target.execute("UPDATE ddl2.t SET v=9 WHERE id=1");
        assertThat(
                        pairs.stream()
                                .filter(one -> one.targetName().toString().equals("ddl2.t"))
                                .mapToLong(one -> differences(verifier, one)))
                .containsExactly(1L);
    }

    private static long differences(TableVerifier verifier, TablePair one) {
        try {
            return verifier.compare(one, new VerifyProgress()).differences();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Missing tables are made; the load is broken off at random while everything is written. */
    @Test
    void a_full_load_copies_into_each_target() throws Exception {
        pair.both("CREATE DATABASE loads", "CREATE DATABASE loads2");
        pair.source.execute(
                "CREATE TABLE loads.t (id INT PRIMARY KEY, v INT, KEY v (v))",
                "CREATE TABLE loads.u (id INT PRIMARY KEY, v INT)",
                "INSERT INTO loads.u VALUES (1,1)",
                "SET SESSION cte_max_recursion_depth=10000",
                "INSERT INTO loads.t WITH RECURSIVE s AS (SELECT 1 AS i UNION ALL SELECT i+1 FROM s"
                        + " WHERE i<4000) SELECT i, i FROM s");
        MappingConfig[] both = {
            entry("loads.t"), entry("loads.t -> loads2.copied"), entry("loads.u -> loads2.u")
        };
        Thread work = Thread.ofPlatform().unstarted(FanOutIT::writeWhileLoading);
        for (int kill = 0; kill < 3; kill++) {
            PipelineRun run = loading(both);
            if (kill == 0) {
                work.start();
            }
            long wanted = 500L * (kill + 1);
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            run.status().failure().isPresent()
                                    || run.status().copy().stream()
                                            .anyMatch(copy ->
                                                    copy.finished() || copy.rowsDone() > wanted));
            assertThat(run.status().failure()).isEmpty();
            run.abandon();
        }
        work.join();
        try (PipelineRun run = loading(both)) {
            ServerPair.await(run);
            // None when it was over before this run began.
            run.status()
                    .copy()
                    .ifPresent(copy -> {
                        assertThat(copy.finished()).isTrue();
                        assertThat(copy.tables()).isEqualTo(3);
                    });
        }
        List<String> rows = ViewRuns.rows(pair.source, "SELECT id, v FROM loads.t ORDER BY id");
        assertThat(rows).hasSizeGreaterThan(3_000);
        assertThat(views().target("SELECT id, v FROM loads.t ORDER BY id")).isEqualTo(rows);
        assertThat(views().target("SELECT id, v FROM loads2.copied ORDER BY id")).isEqualTo(rows);
        assertThat(views().target("SELECT id, v FROM loads2.u")).containsExactly("1|1");
        for (String table : List.of("loads.t", "loads2.copied")) {
            assertThat(pair.onTarget("SHOW INDEX FROM " + table + " WHERE Key_name='v'"))
                    .hasSize(1);
        }
    }

    /** Rows move between the listed tables, which are made, while each is loaded by itself. */
    @Test
    void a_full_load_spreads_rows_that_move_meanwhile() throws Exception {
        pair.source.execute(
                "CREATE DATABASE spread",
                "CREATE TABLE spread.t (id INT PRIMARY KEY, v INT, KEY v (v))",
                "SET SESSION cte_max_recursion_depth=10000",
                "INSERT INTO spread.t WITH RECURSIVE s AS (SELECT 1 AS i UNION ALL SELECT i+1 FROM s"
                        + " WHERE i<4000) SELECT i, i FROM s");
        MappingConfig routed =
                routed(
                        "spread.t",
                        "row.v < 1300 ? 'low' : row.v < 2600 ? 'mid' : 'top'",
                        "spread2",
                        "low",
                        "mid",
                        "top");
        MappingConfig whole = entry("spread.t -> spread2.whole");
        Thread work = Thread.ofPlatform().unstarted(FanOutIT::moveWhileLoading);
        for (int kill = 0; kill < 3; kill++) {
            PipelineRun run = loading("spread", routed, whole);
            if (kill == 0) {
                work.start();
            }
            long wanted = 1_500L * (kill + 1);
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            run.status().failure().isPresent()
                                    || run.status().copy().stream()
                                            .anyMatch(copy ->
                                                    copy.finished() || copy.rowsDone() > wanted));
            assertThat(run.status().failure()).isEmpty();
            run.abandon();
        }
        work.join();
        try (PipelineRun run = loading("spread", routed, whole)) {
            ServerPair.await(run);
        }
        String source =
                "SELECT IF(v < 1300, 'low', IF(v < 2600, 'mid', 'top')), id, v FROM spread.t ORDER"
                        + " BY id";
        String target =
                "SELECT * FROM (SELECT 'low' AS p, id, v FROM spread2.low UNION ALL SELECT 'mid',"
                        + " id, v FROM spread2.mid UNION ALL SELECT 'top', id, v FROM spread2.top) a"
                        + " ORDER BY id, p";
        List<String> rows = ViewRuns.rows(pair.source, source);
        assertThat(rows).hasSizeGreaterThan(3_000);
        assertThat(views().target(target)).isEqualTo(rows);
        assertThat(views().target("SELECT id, v FROM spread2.whole ORDER BY id"))
                .isEqualTo(ViewRuns.rows(pair.source, "SELECT id, v FROM spread.t ORDER BY id"));
        for (String table : List.of("low", "mid", "top", "whole")) {
            assertThat(pair.onTarget("SHOW INDEX FROM spread2." + table + " WHERE Key_name='v'"))
                    .hasSize(1);
        }
    }

    private static void moveWhileLoading() {
        Random random = new Random(11);
        try {
            for (int i = 0; i < 400; i++) {
                pair.source.execute(
                        "UPDATE spread.t SET v=%d WHERE id=%d"
                                .formatted(random.nextInt(4_000), random.nextInt(4_500)),
                        "REPLACE INTO spread.t VALUES (%d,%d)"
                                .formatted(random.nextInt(4_500), random.nextInt(4_000)),
                        "DELETE FROM spread.t WHERE id=" + random.nextInt(4_000));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_copy_that_somebody_asks_for_goes_into_each_target() throws Exception {
        pair.source.execute(
                "CREATE DATABASE asked",
                "CREATE TABLE asked.t (id INT PRIMARY KEY, v INT, KEY v (v))",
                "INSERT INTO asked.t WITH RECURSIVE s AS (SELECT 1 AS i UNION ALL SELECT i+1 FROM s"
                        + " WHERE i<800) SELECT i, i FROM s");
        MappingConfig[] entries = {
            entry("asked.t -> asked2.whole"),
            routed("asked.t", "row.v < 400 ? 'low' : 'top'", "asked2", "low", "top")
        };
        try (PipelineRun run = loading("asked", entries)) {
            ServerPair.await(run);
            pair.target.execute(
                    "DELETE FROM asked2.whole WHERE id MOD 3=0",
                    "UPDATE asked2.whole SET v=-1 WHERE id MOD 5=0",
                    "INSERT INTO asked2.whole VALUES (5000,1)",
                    "DELETE FROM asked2.low WHERE id MOD 7=0",
                    "INSERT INTO asked2.top VALUES (1,1)");
            CopyAsking asking = new CopyAsking("view/asked", views().pipeline("asked", entries));
            asking.ask(_ -> true, "");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(asking.look())
                                    .as("%s", run.status())
                                    .extracting(CopyLook::stage)
                                    .containsExactly(CopyLook.Stage.DONE));
            pair.source.execute("UPDATE asked.t SET v=v+1 WHERE id>300");
            ServerPair.await(run);
        }
        String all = "SELECT id, v FROM asked.t";
        assertThat(views().target("SELECT id, v FROM asked2.whole ORDER BY id"))
                .isEqualTo(ViewRuns.rows(pair.source, all + " ORDER BY id"));
        assertThat(views().target("SELECT id, v FROM asked2.low ORDER BY id"))
                .isEqualTo(ViewRuns.rows(pair.source, all + " WHERE v<400 ORDER BY id"));
        assertThat(views().target("SELECT id, v FROM asked2.top ORDER BY id"))
                .isEqualTo(ViewRuns.rows(pair.source, all + " WHERE v>=400 ORDER BY id"));
    }

    /** What begins anew would empty a table for the rows of another, which are not read again. */
    @Test
    void a_target_at_different_places_is_no_full_load() throws Exception {
        pair.source.execute(
                "CREATE DATABASE apart",
                "CREATE TABLE apart.t (id INT PRIMARY KEY)",
                "CREATE TABLE apart.u (id INT PRIMARY KEY)");
        try (PipelineRun run =
                loading(
                        "apart",
                        entry("apart.t -> apart2.a"),
                        entry("apart.t -> apart2.b"),
                        entry("apart.u -> apart2.b"))) {
            failure(run, ErrorCode.COPY_NOT_POSSIBLE);
        }
    }

    private static PipelineRun loading(MappingConfig... entries) {
        return loading("loads", entries);
    }

    private static PipelineRun loading(String name, MappingConfig... entries) {
        Pipeline plain = views().pipeline(name, entries);
        PipelineSizes usual = PipelineSizes.usual();
        return PipelineRunner.start(
                "view",
                new Pipeline(
                        plain.name(),
                        plain.from(),
                        plain.to(),
                        plain.start(),
                        plain.tables(),
                        plain.options().withSnapshot(SnapshotMode.INITIAL)),
                new PipelineSizes(
                        usual.slots(),
                        usual.giantBytes(),
                        usual.budgetBytes(),
                        usual.limits(),
                        SnapshotSizes.usual().inPieces(50, 500)),
                InstantSource.system());
    }

    private static void writeWhileLoading() {
        Random random = new Random(9);
        try {
            for (int i = 0; i < 400; i++) {
                int id = random.nextInt(4_500);
                pair.source.execute(
                        "REPLACE INTO loads.t VALUES (" + id + "," + -i + ")",
                        "DELETE FROM loads.t WHERE id=" + random.nextInt(4_000),
                        "UPDATE IGNORE loads.t SET id=id+5000 WHERE id=" + random.nextInt(4_000));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void two_ways_into_one_table_are_refused_before_a_row_is_written() throws Exception {
        create("clash");
        try (PipelineRun run =
                views().run("clash", entry("clash.t -> clash.a"), entry("clash.t -> clash.a"))) {
            failure(run, ErrorCode.TARGETS_CLASH);
        }
    }
}
