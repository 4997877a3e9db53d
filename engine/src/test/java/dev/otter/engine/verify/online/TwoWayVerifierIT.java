package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares tables that two pipelines carry in opposite directions, each test in a database of its
 * own. The system property {@code otter.online.seconds} says how long those take that compare again
 * and again.
 */
class TwoWayVerifierIT {
    private static final long SECONDS = Long.getLong("otter.online.seconds", 4);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int COLD = 2_000;
    private static final int WARM = 40;

    /** What {@link #spoil} did, as seen from a. */
    private static final String[] FROM_A = {
        "CHANGED id=4", "MISSING id=6", "EXTRA id=-9", "CHANGED id=5", "EXTRA id=7", "MISSING id=-8"
    };

    private static TwoSites sites;

    @BeforeAll
    static void start() throws SQLException {
        sites = new TwoSites(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        sites.close();
    }

    private static void table(TwoSites at, String name) throws SQLException {
        at.both(
                "CREATE DATABASE " + name,
                "CREATE TABLE "
                        + name
                        + ".t (id INT PRIMARY KEY, v VARCHAR(20), j JSON, at TIMESTAMP(6) NULL)");
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id -> "(" + id + ", 'A')")
                .collect(Collectors.joining(", "));
    }

    /**
     * Each side writes rows of its own, a's with even keys: a few that are very hot, others that
     * come and go.
     *
     * @param side 0 for a, 1 for b
     */
    private static String statement(String name, int side, SplittableRandom random, long n) {
        int hot = 10_000 + 2 * random.nextInt(2) + side;
        int warm = 20_000 + 2 * random.nextInt(WARM) + side;
        return switch ((int) (n % 5)) {
            case 0 ->
                    "UPDATE %s.t SET v = IF(v = 'A', 'B', 'A') WHERE id = %d".formatted(name, hot);
            case 1 ->
                    "UPDATE %s.t SET v = IF(v = 'A', 'B', 'A'), j = JSON_OBJECT('n', %d), at ="
                                    .formatted(name, n)
                            + " NOW(6) WHERE id = "
                            + warm;
            case 2 -> "DELETE FROM %s.t WHERE id = %d".formatted(name, warm);
            case 3 -> "INSERT INTO %s.t (id, v) VALUES (%d, 'A')".formatted(name, warm);
            default ->
                    "UPDATE %s.t SET id = id + 100000 * IF(id > 100000, -1, 1) WHERE id IN (%d, %d)"
                            .formatted(name, warm, 100_000 + warm);
        };
    }

    private static Writers writers(MysqlServer server, String name, int side) {
        return Writers.start(server, 2, (random, n) -> statement(name, side, random, n));
    }

    private static String dump(MysqlServer server, String name) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT id, v, j, at FROM " + name + ".t")) {
            while (row.next()) {
                all.append(row.getString(1)).append(' ').append(row.getString(2)).append(' ');
                all.append(row.getString(3)).append(' ').append(row.getString(4)).append('\n');
            }
        }
        return all.toString();
    }

    private static void spoil(TwoSites at, String name) throws SQLException {
        TwoSites.spoil(
                at.b,
                "UPDATE %s.t SET v = 'bad' WHERE id = 4".formatted(name),
                "DELETE FROM %s.t WHERE id = 6".formatted(name),
                "INSERT INTO %s.t (id, v) VALUES (-9, 'extra')".formatted(name));
        TwoSites.spoil(
                at.a,
                "UPDATE %s.t SET v = 'bad' WHERE id = 5".formatted(name),
                "DELETE FROM %s.t WHERE id = 7".formatted(name),
                "INSERT INTO %s.t (id, v) VALUES (-8, 'extra')".formatted(name));
    }

    @Test
    void what_is_wrong_on_either_side_is_found_and_nothing_else_while_both_are_written()
            throws Exception {
        table(sites, "both");
        try (PipelineRun out = sites.out("both");
                PipelineRun home = sites.home("both")) {
            sites.a.execute("INSERT INTO both.t (id, v) VALUES " + rows(0, COLD));
            sites.b.execute("INSERT INTO both.t (id, v) VALUES " + rows(COLD, 2 * COLD));
            sites.a.execute("INSERT INTO both.t (id, v) VALUES (10000, 'A'), (10002, 'A')");
            sites.b.execute("INSERT INTO both.t (id, v) VALUES (10001, 'A'), (10003, 'A')");
            TwoSites.await(out, home);
            spoil(sites, "both");
            sites.toA.delay(Duration.ofMillis(10));
            sites.toB.delay(Duration.ofMillis(10));
            Sites.Result last = null;
            try (Writers onA = writers(sites.a, "both", 0);
                    Writers onB = writers(sites.b, "both", 1)) {
                await().until(() -> onA.written() > 100 && onB.written() > 100);
                long begun = System.nanoTime();
                for (int n = 0; n < 2 || System.nanoTime() - begun < SECONDS * 1_000_000_000; n++) {
                    last = sites.fromA("both").compare();

                    assertThat(last.told())
                            .as("comparison %d, %s", n, last.findings())
                            .containsExactlyInAnyOrder(FROM_A);
                    assertThat(last.equalRows()).isGreaterThan(2 * COLD - 10);
                }
                sites.toA.delay(Duration.ZERO);
                sites.toB.delay(Duration.ZERO);

                sites.fromA("both").repair(last.findings());

                assertThat(sites.fromA("both").compare().told()).isEmpty();
            }
            TwoSites.await(out, home);
            Sites.Result atEnd = sites.fromB("both").compare();
            assertThat(atEnd.equal()).as("%s", atEnd).isTrue();
            assertThat(dump(sites.a, "both"))
                    .isEqualTo(dump(sites.b, "both"))
                    .contains("\n5 bad ", "\n4 A ", "\n6 A ", "-8 extra ")
                    .doesNotContain("\n7 A ", "-9 extra ");
            assertThat(out.status().state()).isEqualTo(PipelineState.RUNNING);
            assertThat(home.status().state()).isEqualTo(PipelineState.RUNNING);
        } finally {
            sites.toA.delay(Duration.ZERO);
            sites.toB.delay(Duration.ZERO);
        }
    }

    @Test
    void the_other_side_wins_when_it_is_compared_from_there() throws Exception {
        table(sites, "other");
        try (PipelineRun out = sites.out("other");
                PipelineRun home = sites.home("other")) {
            sites.a.execute("INSERT INTO other.t (id, v) VALUES " + rows(0, 10));
            TwoSites.await(out, home);
            spoil(sites, "other");

            Sites.Result found = sites.fromB("other").compare();
            assertThat(found.told())
                    .containsExactlyInAnyOrder(
                            "CHANGED id=4",
                            "EXTRA id=6",
                            "MISSING id=-9",
                            "CHANGED id=5",
                            "MISSING id=7",
                            "EXTRA id=-8");
            sites.fromB("other").repair(found.findings());

            assertThat(sites.fromA("other").compare().equal()).isTrue();
            assertThat(dump(sites.a, "other"))
                    .isEqualTo(dump(sites.b, "other"))
                    .contains("\n4 bad ", "\n5 A ", "\n7 A ", "-9 extra ")
                    .doesNotContain("\n6 A ", "-8 extra ");
        }
    }

    /** One way alone would tell differences here. */
    @Test
    void a_change_that_has_not_arrived_on_either_side_is_no_difference() throws Exception {
        table(sites, "late");
        try (PipelineRun out = sites.out("late");
                PipelineRun home = sites.home("late")) {
            sites.a.execute("INSERT INTO late.t (id, v) VALUES " + rows(0, 10));
            TwoSites.await(out, home);
            sites.toA.pause();
            try {
                sites.b.execute("UPDATE late.t SET v = 'new' WHERE id = 3");
                TwoSites.Comparing two = sites.fromA("late");
                TwoSites.Comparing impatient =
                        two.with(two.config().withPatience(Duration.ofMillis(300)));

                Sites.Result oneWay = two.with(OnlineConfig.of("test/late-out")).compare();
                Sites.Result bothWays = impatient.compare();

                assertThat(oneWay.told()).containsExactly("CHANGED id=3");
                assertThat(bothWays.told()).isEmpty();
                assertThat(bothWays.equal()).isFalse();
                assertThat(bothWays.tables().getFirst().undecidedShown())
                        .singleElement()
                        .asString()
                        .startsWith("id=3: the pipeline test/late-home has stood at ");
            } finally {
                sites.toA.resume();
            }
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(sites.fromA("late").compare().equal()).isTrue());

            sites.toB.pause();
            try {
                sites.a.execute("DELETE FROM late.t WHERE id = 5");
                TwoSites.Comparing two = sites.fromA("late");

                Sites.Result result =
                        two.with(two.config().withPatience(Duration.ofMillis(300))).compare();

                assertThat(result.told()).isEmpty();
                assertThat(result.tables().getFirst().undecidedShown())
                        .singleElement()
                        .asString()
                        .startsWith("id=5: the pipeline test/late-out has stood at ");
            } finally {
                sites.toB.resume();
            }
        }
    }

    @Test
    void a_row_that_never_rests_is_undecided_after_some_tries() throws Exception {
        table(sites, "hot");
        try (PipelineRun out = sites.out("hot");
                PipelineRun home = sites.home("hot")) {
            sites.b.execute("INSERT INTO hot.t (id, v) VALUES (1, 'A'), (2, 'A')");
            TwoSites.await(out, home);
            TwoSites.spoil(sites.a, "UPDATE hot.t SET j = '1'");
            sites.toA.delay(Duration.ofMillis(20));
            try (Writers writers =
                    Writers.start(
                            sites.b,
                            2,
                            (_, n) -> "UPDATE hot.t SET v = '" + n + "' WHERE id = 1")) {
                await().until(() -> writers.written() > 20);

                Sites.Result result = sites.fromA("hot").compare();

                assertThat(result.told()).containsExactly("CHANGED id=2");
                assertThat(result.tables().getFirst().undecidedShown())
                        .containsExactly("id=1: changed each of 8 times it was looked at");
            } finally {
                sites.toA.delay(Duration.ZERO);
            }
        }
    }

    @Test
    void the_checkpoint_of_the_way_back_is_asked_for() throws Exception {
        table(sites, "lone");
        try (PipelineRun out = sites.out("lone")) {
            sites.a.execute("INSERT INTO lone.t (id, v) VALUES (1, 'A')");
            TwoSites.await(out);
            TwoSites.Comparing two = sites.fromA("lone");

            assertThatThrownBy(two::compare)
                    .isInstanceOf(OtterException.class)
                    .hasMessageStartingWith("OTR-3601 ")
                    .hasMessageContaining("pipeline test/lone-home");
        }
    }

    /** Before a difference is told each row is read once more behind its writers, on both sides. */
    @Test
    void without_gtids_nothing_else_is_told() throws Exception {
        try (TwoSites plain = new TwoSites(ServerSpec.mysql80().withGtid(false))) {
            table(plain, "plain");
            try (PipelineRun out = plain.out("plain");
                    PipelineRun home = plain.home("plain")) {
                plain.a.execute("INSERT INTO plain.t (id, v) VALUES " + rows(0, 100));
                plain.a.execute("INSERT INTO plain.t (id, v) VALUES (10000, 'A'), (10002, 'A')");
                plain.b.execute("INSERT INTO plain.t (id, v) VALUES (10001, 'A'), (10003, 'A')");
                TwoSites.await(out, home);
                spoil(plain, "plain");
                try (Writers onA = writers(plain.a, "plain", 0);
                        Writers onB = writers(plain.b, "plain", 1)) {
                    await().until(() -> onA.written() > 100 && onB.written() > 100);
                    long begun = System.nanoTime();
                    for (int n = 0;
                            n < 2 || System.nanoTime() - begun < SECONDS * 500_000_000;
                            n++) {
                        assertThat(plain.fromA("plain").compare().told())
                                .as("comparison %d", n)
                                .containsExactlyInAnyOrder(FROM_A);
                    }
                }
            }
        }
    }
}
