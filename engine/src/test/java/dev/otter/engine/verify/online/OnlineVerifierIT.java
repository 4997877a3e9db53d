package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.verify.RowDifference;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import dev.otter.testkit.server.ServerSpec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares while writers write and the pipeline runs; each test in a database of its own. The
 * system property {@code otter.online.seconds} says how long those take that compare again and
 * again.
 */
class OnlineVerifierIT {
    private static final long SECONDS = Long.getLong("otter.online.seconds", 4);

    private static Sites sites;

    @BeforeAll
    static void start() {
        sites = new Sites(ServerSpec.mysql80(), ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        sites.close();
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id -> "(" + id + ", 'row " + id + "')")
                .collect(Collectors.joining(", "));
    }

    @Test
    void hot_rows_that_flip_and_a_slow_target_make_no_difference() throws Exception {
        HotRows.noDifference(sites, "hot", Duration.ofSeconds(SECONDS));
    }

    @Test
    void what_the_log_tells_before_the_source_shows_it_is_no_difference() throws Exception {
        Limbo.noDifference(sites, "limbo", Duration.ofSeconds(SECONDS));
    }

    @Test
    void what_is_wrong_is_found_while_others_write() throws Exception {
        sites.both(
                "CREATE DATABASE wrong",
                "CREATE TABLE wrong.t (id INT PRIMARY KEY, v VARCHAR(40), f FLOAT, d DOUBLE, n"
                        + " DECIMAL(12,4), j JSON, at TIMESTAMP(3) NULL, b BLOB, e ENUM('x','y'),"
                        + " bits BIT(9))",
                "CREATE TABLE wrong.busy (id INT PRIMARY KEY, v VARCHAR(40))");
        try (PipelineRun run = sites.run("wrong", Sites.whole("wrong"))) {
            sites.source.execute(
                    "INSERT INTO wrong.t (id, v) VALUES " + rows(1, 3_000),
                    "UPDATE wrong.t SET f = 1.5, d = 0.1, n = 3.1415, j = '{\"a\": [1, 2.5]}',"
                            + " at = '2026-01-01 00:00:00.123', b = x'00ff', e = 'x', bits = b'101'",
                    "INSERT INTO wrong.busy VALUES " + rows(0, 200));
            Sites.await(run);
            sites.target.execute(
                    "DELETE FROM wrong.t WHERE id = 1",
                    "INSERT INTO wrong.t (id, v) VALUES (-7, 'extra'), (70000, 'extra')",
                    "DELETE FROM wrong.t WHERE id IN (2999, 1500)",
                    "UPDATE wrong.t SET v = 'Row 11' WHERE id = 11",
                    "UPDATE wrong.t SET f = 1.5000001 WHERE id = 12",
                    "UPDATE wrong.t SET d = 0.10000000000000002 WHERE id = 13",
                    "UPDATE wrong.t SET n = 3.1416 WHERE id = 14",
                    "UPDATE wrong.t SET j = '{\"a\": [1, 2.6]}' WHERE id = 15",
                    "UPDATE wrong.t SET at = '2026-01-01 00:00:00.124' WHERE id = 16",
                    "UPDATE wrong.t SET b = x'00fe' WHERE id = 17",
                    "UPDATE wrong.t SET e = 'y' WHERE id = 18",
                    "UPDATE wrong.t SET bits = b'100' WHERE id = 19",
                    "UPDATE wrong.t SET v = NULL WHERE id = 20");
            try (Writers writers =
                    Writers.start(
                            sites.source,
                            2,
                            (random, n) ->
                                    n % 3 == 0
                                            ? "UPDATE wrong.t SET v = 'w%d' WHERE id = %d"
                                                    .formatted(n, 100 + random.nextInt(1_000))
                                            : "UPDATE wrong.busy SET v = '%d' WHERE id = %d"
                                                    .formatted(n, random.nextInt(200)))) {
                await().until(() -> writers.written() > 50);

                Sites.Result result = sites.compare(sites.config("wrong"), Sites.whole("wrong"));

                assertThat(result.told())
                        .containsExactlyInAnyOrder(
                                "MISSING id=1",
                                "MISSING id=1500",
                                "MISSING id=2999",
                                "EXTRA id=-7",
                                "EXTRA id=70000",
                                "CHANGED id=11",
                                "CHANGED id=12",
                                "CHANGED id=13",
                                "CHANGED id=14",
                                "CHANGED id=15",
                                "CHANGED id=16",
                                "CHANGED id=17",
                                "CHANGED id=18",
                                "CHANGED id=19",
                                "CHANGED id=20");
                assertThat(run.status().state()).isEqualTo(PipelineState.RUNNING);
                Finding changed =
                        result.findings().stream()
                                .filter(finding -> finding.difference().key().equals("id=14"))
                                .findFirst()
                                .orElseThrow();
                assertThat(changed)
                        .isEqualTo(
                                new Finding(
                                        List.of(new TableName("wrong", "t")),
                                        new TableName("wrong", "t"),
                                        List.of(new Finding.KeyValue("id", "14")),
                                        Finding.Kind.CHANGED,
                                        new RowDifference.Different(
                                                "id=14",
                                                List.of(
                                                        new RowDifference.Value(
                                                                "n", "3.1415", "3.1416")))));
            }
        }
    }

    @Test
    void keys_that_differ_in_case_or_blanks_are_told() throws Exception {
        sites.both(
                "CREATE DATABASE spelled",
                "CREATE TABLE spelled.t (a VARCHAR(20) COLLATE utf8mb4_general_ci, b INT, v INT,"
                        + " PRIMARY KEY (a, b))");
        try (PipelineRun run = sites.run("spelled", Sites.whole("spelled"))) {
            sites.source.execute(
                    "INSERT INTO spelled.t VALUES ('Anna', 1, 1), ('Anna', 2, 2), ('bob ', 1, 3),"
                            + " ('çelik', 1, 4), ('', 0, 5)");
            Sites.await(run);

            assertThat(sites.compare(sites.config("spelled"), Sites.whole("spelled")).equal())
                    .isTrue();

            sites.target.execute(
                    "UPDATE spelled.t SET a = 'anna' WHERE a = 'Anna' AND b = 2",
                    "UPDATE spelled.t SET a = 'bob' WHERE a = 'bob'",
                    "UPDATE spelled.t SET v = 44 WHERE a = 'çelik'");

            assertThat(sites.compare(sites.config("spelled"), Sites.whole("spelled")).told())
                    .containsExactlyInAnyOrder(
                            "MISSING a='Anna' b=2",
                            "EXTRA a='anna' b=2",
                            "MISSING a='bob ' b=1",
                            "EXTRA a='bob' b=1",
                            "CHANGED a='çelik' b=1");
        }
    }

    @Test
    void sides_with_other_collations_character_sets_and_names_are_compared() throws Exception {
        sites.source.execute(
                "CREATE DATABASE sorted",
                "CREATE TABLE sorted.t (k VARCHAR(20) CHARACTER SET latin1 COLLATE"
                        + " latin1_german1_ci PRIMARY KEY, v INT)");
        sites.target.execute(
                "CREATE DATABASE sorted",
                "CREATE TABLE sorted.other (k VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
                        + " PRIMARY KEY, v INT)");
        TableRoute route = renamed("sorted", "t", "other");
        try (PipelineRun run = sites.run("sorted", route)) {
            sites.source.execute(
                    "INSERT INTO sorted.t VALUES "
                            + IntStream.range(0, 3_000)
                                    .mapToObj(
                                            n -> "('" + "aBäÖz".charAt(n % 5) + n + "', " + n + ")")
                                    .collect(Collectors.joining(", ")));
            Sites.await(run);
            try (Writers writers =
                    Writers.start(
                            sites.source,
                            2,
                            (random, n) ->
                                    "UPDATE sorted.t SET v = %d WHERE k = 'ä%d'"
                                            .formatted(n, 2 + 5 * random.nextInt(100)))) {
                await().until(() -> writers.written() > 50);

                assertThat(sites.compare(sites.config("sorted"), route).told()).isEmpty();
            }
            sites.target.execute(
                    "UPDATE sorted.other SET v = -1 WHERE k = 'ä1002'",
                    "DELETE FROM sorted.other WHERE k = 'Ö1003'",
                    "INSERT INTO sorted.other VALUES ('ö1003', 1), ('A0', 1)");

            assertThat(sites.compare(sites.config("sorted"), route).told())
                    .containsExactlyInAnyOrder(
                            "CHANGED k='ä1002'",
                            "MISSING k='Ö1003'",
                            "EXTRA k='ö1003'",
                            "EXTRA k='A0'");
        }
    }

    private static TableRoute renamed(String database, String from, String to) {
        return table ->
                table.equals(new TableName(database, from))
                        ? Optional.of(new TableName(database, to))
                        : Optional.empty();
    }

    @Test
    void shards_are_compared_with_the_table_they_flow_into() throws Exception {
        sites.source.execute(
                "CREATE DATABASE shards",
                "CREATE TABLE shards.s_0 (id INT PRIMARY KEY, v VARCHAR(40))",
                "CREATE TABLE shards.s_1 LIKE shards.s_0");
        sites.target.execute(
                "CREATE DATABASE shards",
                "CREATE TABLE shards.s (id INT PRIMARY KEY, v VARCHAR(40))");
        TableRoute route =
                table ->
                        table.database().equals("shards")
                                ? Optional.of(new TableName("shards", "s"))
                                : Optional.empty();
        try (PipelineRun run = sites.run("shards", route)) {
            sites.source.execute(
                    "INSERT INTO shards.s_0 VALUES " + rows(0, 1_500),
                    "INSERT INTO shards.s_1 VALUES " + rows(1_500, 3_000));
            Sites.await(run);
            sites.target.execute(
                    "DELETE FROM shards.s WHERE id = 1700",
                    "INSERT INTO shards.s VALUES (5000, '')",
                    "UPDATE shards.s SET v = '' WHERE id = 3");
            try (Writers writers =
                    Writers.start(
                            sites.source,
                            2,
                            (random, n) ->
                                    "UPDATE shards.s_%d SET v = %d WHERE id = %d"
                                            .formatted(
                                                    n % 2,
                                                    n,
                                                    n % 2 * 1_500 + 10 + random.nextInt(100)))) {
                await().until(() -> writers.written() > 50);

                Sites.Result result = sites.compare(sites.config("shards"), route);

                assertThat(result.told())
                        .containsExactlyInAnyOrder(
                                "MISSING id=1700", "EXTRA id=5000", "CHANGED id=3");
                assertThat(result.tables().getFirst().result().sourceRows()).isEqualTo(3_000);
            }
        }
    }

    @Test
    void rows_that_cascades_take_away_are_no_difference() throws Exception {
        sites.both(
                "CREATE DATABASE casc",
                "CREATE TABLE casc.parent (id INT PRIMARY KEY)",
                "CREATE TABLE casc.child (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES"
                        + " casc.parent (id) ON DELETE CASCADE)");
        sites.toTarget.delay(Duration.ofMillis(20));
        try (PipelineRun run = sites.run("casc", Sites.whole("casc"))) {
            sites.source.execute(
                    "INSERT INTO casc.parent VALUES "
                            + IntStream.range(0, 300)
                                    .mapToObj(n -> "(" + n + ")")
                                    .collect(Collectors.joining(",")),
                    "INSERT INTO casc.child SELECT a.id * 1000 + b.id, a.id FROM casc.parent a,"
                            + " casc.parent b WHERE b.id < 10");
            Sites.await(run);
            try (Writers writers =
                    Writers.start(sites.source, 1, (_, n) -> OnlineVerifierIT.comingAndGoing(n))) {
                await().until(() -> writers.written() > 3);
                long deadline = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
                while (System.nanoTime() < deadline) {
                    assertThat(sites.compare(sites.config("casc"), Sites.whole("casc")).told())
                            .isEmpty();
                }
                assertThat(run.status().state()).isEqualTo(PipelineState.RUNNING);
            }
        } finally {
            sites.toTarget.delay(Duration.ZERO);
        }
    }

    /** Fifty parents go, one by one; then they come back, each with its children. */
    private static String comingAndGoing(long n) {
        long parent = n % 150 < 50 ? n % 150 : (n % 150 - 50) / 2;
        if (n % 150 < 50) {
            return "DELETE FROM casc.parent WHERE id = " + parent;
        }
        return n % 2 == 0
                ? "INSERT INTO casc.parent VALUES (" + parent + ")"
                : "INSERT INTO casc.child SELECT %1$d * 1000 + id, %1$d".formatted(parent)
                        + " FROM casc.parent WHERE id BETWEEN 100 AND 109";
    }

    @Test
    void rows_on_their_way_are_waited_for_as_long_as_the_target_is_behind() throws Exception {
        sites.both(
                "CREATE DATABASE behind",
                "CREATE TABLE behind.t (id INT PRIMARY KEY, v VARCHAR(40))");
        try (PipelineRun run = sites.run("behind", Sites.whole("behind"))) {
            sites.source.execute("INSERT INTO behind.t VALUES " + rows(0, 100));
            Sites.await(run);
            sites.toTarget.pause();
            sites.source.execute("UPDATE behind.t SET v = 'new' WHERE id < 50");
            OnlineProgress progress = new OnlineProgress();
            CompletableFuture<Sites.Result> comparing =
                    CompletableFuture.supplyAsync(
                            () -> compared("behind", Duration.ofSeconds(60), progress));
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            comparing.isDone()
                                    || progress.waiting().contains("pipeline to move on from"));
            assertThat(comparing).isNotDone();
            sites.toTarget.resume();

            Sites.Result result = comparing.get();

            assertThat(result.told()).isEmpty();
            assertThat(result.equal()).isTrue();
            assertThat(result.equalRows()).isEqualTo(100);
        } finally {
            sites.toTarget.resume();
        }
    }

    private static Sites.Result compared(String name, Duration patience, OnlineProgress progress) {
        try {
            return sites.compare(
                    sites.config(name).withPatience(patience), Sites.whole(name), progress);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rows_stay_undecided_when_the_pipeline_stands_still() throws Exception {
        sites.both(
                "CREATE DATABASE still",
                "CREATE TABLE still.t (id INT PRIMARY KEY, v VARCHAR(40))");
        try (PipelineRun run = sites.run("still", Sites.whole("still"))) {
            sites.source.execute("INSERT INTO still.t VALUES " + rows(0, 10));
            Sites.await(run);
        }
        sites.source.execute("INSERT INTO still.t VALUES (10, 'late')");
        sites.target.execute("UPDATE still.t SET v = 'bad' WHERE id = 3");

        Sites.Result result = compared("still", Duration.ofSeconds(1), new OnlineProgress());

        assertThat(result.told()).containsExactly("CHANGED id=3");
        assertThat(result.undecided()).isEqualTo(1);
        assertThat(result.tables().getFirst().undecidedShown().getFirst())
                .startsWith("id=10: the pipeline has stood at binlog.");
        assertThat(result.equal()).isFalse();
    }

    @Test
    void a_hot_row_is_undecided_and_can_be_decided_under_a_lock() throws Exception {
        sites.both(
                "CREATE DATABASE sole", "CREATE TABLE sole.t (id INT PRIMARY KEY, v INT, w INT)");
        try (PipelineRun run = sites.run("sole", Sites.whole("sole"))) {
            sites.source.execute("INSERT INTO sole.t VALUES (1, 0, 0), (2, 0, 0)");
            Sites.await(run);
            sites.target.execute("UPDATE sole.t SET w = 1");
            try (Writers writers =
                    Writers.start(
                            sites.source,
                            2,
                            (_, n) -> "UPDATE sole.t SET v = v + 1 WHERE id = 1")) {
                await().until(() -> writers.written() > 20);

                Sites.Result without = sites.compare(sites.config("sole"), Sites.whole("sole"));
                Sites.Result with =
                        sites.compare(
                                sites.config("sole").withLockHotRows(true), Sites.whole("sole"));

                assertThat(without.told()).containsExactly("CHANGED id=2");
                assertThat(without.tables().getFirst().undecidedShown())
                        .containsExactly("id=1: changed each of 8 times it was looked at");
                assertThat(with.told()).containsExactlyInAnyOrder("CHANGED id=2", "CHANGED id=1");
                assertThat(with.undecided()).isZero();
            }
        }
    }

    @Test
    void tables_without_a_shared_key_are_compared_at_rest() throws Exception {
        sites.both("CREATE DATABASE bare", "CREATE TABLE bare.t (v INT)");
        try (PipelineRun run = sites.run("bare", Sites.whole("bare"))) {
            sites.source.execute("INSERT INTO bare.t VALUES (1), (1), (2)");
            Sites.await(run);

            Sites.Result equal = sites.compare(sites.config("bare"), Sites.whole("bare"));
            sites.target.execute("DELETE FROM bare.t WHERE v = 2");
            Sites.Result different = sites.compare(sites.config("bare"), Sites.whole("bare"));

            assertThat(equal.equal()).isTrue();
            assertThat(equal.tables().getFirst().atRest())
                    .contains("there is no key of whole values without NULL");
            assertThat(different.told()).isEmpty();
            assertThat(different.undecided()).isEqualTo(1);
            assertThat(different.equal()).isFalse();
        }
    }

    /** Keeps in memory, and breaks the comparison off after so many parts. */
    private static final class Breaking implements SweepMemory {
        private final Map<TableName, Kept> kept = new HashMap<>();
        private int left;

        @Override
        public Optional<Kept> of(TableName target) {
            return Optional.ofNullable(kept.get(target));
        }

        @Override
        public void keep(TableName target, Kept now) {
            kept.put(target, now);
            if (--left == 0) {
                throw new CancellationException("broken off");
            }
        }
    }

    @Test
    void a_comparison_goes_on_where_it_was_broken_off() throws Exception {
        sites.both(
                "CREATE DATABASE broken",
                "CREATE TABLE broken.t (id INT PRIMARY KEY, v VARCHAR(40))",
                "CREATE TABLE broken.u (id VARCHAR(40) COLLATE utf8mb4_bin PRIMARY KEY, v"
                        + " VARCHAR(40))");
        sites.target.execute(
                "ALTER TABLE broken.u MODIFY id VARCHAR(40) COLLATE utf8mb4_general_ci");
        try (PipelineRun run = sites.run("broken", Sites.whole("broken"))) {
            sites.source.execute(
                    "INSERT INTO broken.t VALUES " + rows(0, 9_000),
                    "INSERT INTO broken.u SELECT id, v FROM broken.t");
            Sites.await(run);
            sites.target.execute(
                    "DELETE FROM broken.t WHERE id IN (3, 8000)",
                    "UPDATE broken.u SET v = '' WHERE id IN ('3', '8000', '999')");
            Breaking memory = new Breaking();
            List<String> told = new ArrayList<>();
            Sites.Result last = null;
            for (int run2 = 0; last == null; run2++) {
                assertThat(run2).isLessThan(50);
                memory.left = 2;
                try {
                    last =
                            sites.compare(
                                    sites.config("broken"), Sites.whole("broken"), told, memory);
                } catch (CancellationException _) {
                    assertThat(memory.kept).isNotEmpty();
                }
            }

            assertThat(new TreeSet<>(told))
                    .containsExactlyInAnyOrder(
                            "MISSING id=3",
                            "MISSING id=8000",
                            "CHANGED id='3'",
                            "CHANGED id='8000'",
                            "CHANGED id='999'");
            for (OnlineComparison table : last.tables()) {
                assertThat(table.result().sourceRows()).isEqualTo(9_000);
                assertThat(table.result().differences())
                        .isEqualTo(table.result().pair().targetName().table().equals("t") ? 2 : 3);
                assertThat(table.equalRows() + table.result().differences()).isEqualTo(9_000);
            }
        }
    }

    @Test
    void no_more_rows_are_read_than_the_limit_allows() throws Exception {
        sites.both(
                "CREATE DATABASE slow", "CREATE TABLE slow.t (id INT PRIMARY KEY, v VARCHAR(40))");
        try (PipelineRun run = sites.run("slow", Sites.whole("slow"))) {
            sites.source.execute("INSERT INTO slow.t VALUES " + rows(0, 1_500));
            Sites.await(run);
            long begun = System.nanoTime();

            Sites.Result result =
                    sites.compare(sites.config("slow").withRowsPerSecond(500), Sites.whole("slow"));

            assertThat(result.equalRows()).isEqualTo(1_500);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThan(Duration.ofMillis(2_800));
        }
    }

    @Test
    void without_a_checkpoint_nothing_is_compared() throws SQLException {
        sites.both("CREATE DATABASE nothing", "CREATE TABLE nothing.t (id INT PRIMARY KEY)");
        OnlineVerifier verifier =
                new OnlineVerifier(
                        Sites.endpoint("a", sites.source.port()),
                        Sites.endpoint("b", sites.target.port()),
                        sites.config("nothing"),
                        1,
                        _ -> false);

        assertThatThrownBy(verifier::requireCheckpoint)
                .isInstanceOf(OtterException.class)
                .hasMessageStartingWith("OTR-3601 ")
                .hasMessageContaining("[pipeline test/nothing]");
    }
}
