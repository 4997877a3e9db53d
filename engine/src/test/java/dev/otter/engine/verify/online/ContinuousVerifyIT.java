package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.verify.RowDifference;
import dev.otter.engine.verify.live.LiveStatus;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.RowMode;
import dev.otter.model.channel.VerifyRules;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Rows are read back while a pipeline applies them; each test in a database of its own. The system
 * property {@code otter.online.seconds} says how long writers write.
 */
class ContinuousVerifyIT {
    private static final long SECONDS = Long.getLong("otter.online.seconds", 6);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final AtomicInteger IDS = new AtomicInteger(1_000_000);

    private static Sites sites;

    @BeforeAll
    static void start() {
        sites = new Sites(ServerSpec.mysql80(), ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        sites.close();
    }

    private static VerifyRules all() {
        return new VerifyRules(
                VerifyRules.Continuous.ALL, 1, 1_000_000, 64, false, Optional.empty());
    }

    private static PipelineOptions options(VerifyRules rules) {
        return PipelineOptions.defaults()
                .with(DdlRules.all(DdlAction.APPLY))
                .with(RowMode.FIELD)
                .with(rules);
    }

    private static LiveStatus status(PipelineRun run) {
        return run.status().verify().orElseThrow();
    }

    private static List<String> told(PipelineRun run) {
        return status(run).open().stream()
                .map(row ->
                        row.difference().getClass().getSimpleName() + " " + row.difference().key())
                .toList();
    }

    /** Writes rows of a table until they are looked at: before that nothing is known of it. */
    private static void awaitReady(PipelineRun run, String table) throws SQLException {
        long before = status(run).equal();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    sites.source.execute(
                            "INSERT INTO %s (id, v) VALUES (%d, 'ready')"
                                    .formatted(table, IDS.getAndIncrement()));
                    return status(run).equal() > before;
                });
    }

    private static void awaitIdle(PipelineRun run) throws InterruptedException {
        Sites.await(run);
        await().atMost(PATIENCE).until(() -> status(run).waiting() == 0);
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id -> "(" + id + ", 'A')")
                .collect(Collectors.joining(", "));
    }

    private static void table(String name) throws SQLException {
        sites.both(
                "CREATE DATABASE " + name,
                "CREATE TABLE "
                        + name
                        + ".t (id INT PRIMARY KEY, v VARCHAR(20), j JSON, f FLOAT, at TIMESTAMP(3)"
                        + " NULL)");
    }

    /** Rows are read back in each target; one that is spoilt in the second alone is told of it. */
    @Test
    void rows_of_several_targets_are_read_back_in_each() throws Exception {
        table("fan");
        sites.target.execute(
                "CREATE TABLE fan.second LIKE fan.t",
                "CREATE TRIGGER fan.spoil BEFORE INSERT ON fan.second FOR EACH ROW SET NEW.v ="
                        + " IF(NEW.id = 5, 'bad', NEW.v)");
        TableRoutes route =
                new TableRoutes(
                        List.of(
                                new TableRule.Take(TablePattern.parse("fan.t")),
                                new TableRule.Map(
                                        TablePattern.parse("fan.t"),
                                        TablePattern.parse("fan.second"))));
        try (PipelineRun run = sites.run("fan", route, options(all()))) {
            awaitReady(run, "fan.t");
            awaitIdle(run);
            // Both are known by now, or a row would have been left out of one of them.
            long unready = status(run).unready();
            long looked = status(run).equal();
            sites.source.execute("INSERT INTO fan.t (id, v) VALUES " + rows(0, 10));
            await().atMost(PATIENCE).until(() -> !status(run).open().isEmpty());
            awaitIdle(run);
            LiveStatus found = status(run);
            assertThat(told(run)).containsExactly("Different id=5");
            assertThat(found.open().getFirst().table()).contains("fan.second");
            assertThat(found.unready()).isEqualTo(unready);
            assertThat(found.equal() - looked).isGreaterThanOrEqualTo(19);
            assertThat(found.unfit()).isEmpty();
        }
    }

    @Test
    void random_writes_make_no_difference_and_what_is_wrong_is_found_and_heals() throws Exception {
        table("lively");
        // The target's own trigger spoils one row.
        sites.target.execute(
                "CREATE TRIGGER lively.spoil BEFORE INSERT ON lively.t FOR EACH ROW SET NEW.v ="
                        + " IF(NEW.id = 900001, 'bad', NEW.v)");
        try (PipelineRun run = sites.run("lively", Sites.whole("lively"), options(all()))) {
            sites.source.execute("INSERT INTO lively.t (id, v) VALUES " + rows(0, 400));
            awaitReady(run, "lively.t");
            sites.toTarget.delay(Duration.ofMillis(10));
            long begun = System.nanoTime();
            try (Writers writers = Writers.start(sites.source, 3, ContinuousVerifyIT::statement)) {
                await().atMost(PATIENCE)
                        .until(() ->
                                writers.written() > 500
                                        && System.nanoTime() - begun
                                                > Duration.ofSeconds(SECONDS).toNanos());
                sites.source.execute("INSERT INTO lively.t (id, v) VALUES (900001, 'good')");

                await().atMost(PATIENCE).until(() -> !status(run).open().isEmpty());
            }
            sites.toTarget.delay(Duration.ZERO);
            awaitIdle(run);

            LiveStatus found = status(run);
            assertThat(found.trouble()).isEmpty();
            assertThat(found.equal()).as("%s", found).isGreaterThan(200);
            assertThat(told(run)).containsExactly("Different id=900001");
            assertThat(found.differences()).as("%s", found).isEqualTo(1);
            assertThat(((RowDifference.Different) found.open().getFirst().difference()).values())
                    .containsExactly(new RowDifference.Value("v", "'good'", "'bad'"));

            sites.target.execute("UPDATE lively.t SET v = 'good' WHERE id = 900001");
            sites.source.execute("UPDATE lively.t SET f = 1 WHERE id = 900001");

            await().atMost(PATIENCE).until(() -> status(run).healed() == 1);
            assertThat(status(run).open()).isEmpty();
            assertThat(run.status().state()).isEqualTo(PipelineState.RUNNING);
        } finally {
            sites.toTarget.delay(Duration.ZERO);
        }
    }

    /** Rows flip, come and go, come back, and move their keys. */
    private static String statement(SplittableRandom random, long n) {
        int id = random.nextInt(40);
        return switch ((int) (n % 6)) {
            case 0 -> "UPDATE lively.t SET v = IF(v = 'A', 'B', 'A') WHERE id = " + id;
            case 1 -> "DELETE FROM lively.t WHERE id = " + id;
            case 2 -> "INSERT INTO lively.t (id, v) VALUES (" + id + ", 'A')";
            case 3 ->
                    "UPDATE lively.t SET id = id + 100000 * IF(id > 100000, -1, 1) WHERE id IN (%d,"
                                    .formatted(50 + id)
                            + " %d)".formatted(100_050 + id);
            case 4 ->
                    "UPDATE lively.t SET j = JSON_OBJECT('n', %d), f = RAND(), at = NOW(3) WHERE id"
                                    .formatted(n)
                            + " = "
                            + (100 + random.nextInt(300));
            default -> "REPLACE INTO lively.t (id, v) VALUES (" + (100 + id) + ", 'R')";
        };
    }

    @Test
    void statements_that_alter_tables_meanwhile_make_no_difference() throws Exception {
        table("shaped");
        try (PipelineRun run = sites.run("shaped", Sites.whole("shaped"), options(all()))) {
            sites.source.execute("INSERT INTO shaped.t (id, v) VALUES " + rows(0, 200));
            awaitReady(run, "shaped.t");
            long before = status(run).equal();
            try (Writers writers =
                    Writers.start(
                            sites.source,
                            2,
                            (random, n) ->
                                    "UPDATE shaped.t SET v = '%d' WHERE id = %d"
                                            .formatted(n, random.nextInt(200)))) {
                for (String statement :
                        List.of(
                                "ALTER TABLE shaped.t ADD COLUMN c INT DEFAULT 7 AFTER id",
                                "ALTER TABLE shaped.t MODIFY f DOUBLE",
                                "ALTER TABLE shaped.t MODIFY v VARCHAR(40) CHARACTER SET latin1",
                                "ALTER TABLE shaped.t DROP COLUMN c",
                                "ALTER TABLE shaped.t MODIFY id BIGINT",
                                "CREATE TABLE shaped.u LIKE shaped.t",
                                "RENAME TABLE shaped.t TO shaped.x, shaped.u TO shaped.t",
                                "RENAME TABLE shaped.t TO shaped.u, shaped.x TO shaped.t")) {
                    sites.source.execute(statement);
                    long written = writers.written();
                    await().atMost(PATIENCE).until(() -> writers.written() > written + 100);
                }
            }
            awaitIdle(run);
            awaitReady(run, "shaped.t");
            awaitIdle(run);

            assertThat(status(run).differences()).as("%s", told(run)).isZero();
            assertThat(status(run).equal()).isGreaterThan(before);
            assertThat(status(run).trouble()).isEmpty();
        }
    }

    @Test
    void a_checker_that_is_slow_drops_keys_and_does_not_hold_the_pipeline() throws Exception {
        table("slow");
        VerifyRules slow =
                new VerifyRules(VerifyRules.Continuous.ALL, 1, 1, 1, false, Optional.empty());
        try (PipelineRun run = sites.run("slow", Sites.whole("slow"), options(slow))) {
            awaitReady(run, "slow.t");
            for (int from = 0; from < 30_000; from += 3_000) {
                sites.source.execute(
                        "INSERT INTO slow.t (id, v) VALUES " + rows(from, from + 3_000));
            }
            Sites.await(run);

            LiveStatus status = status(run);
            assertThat(status.full()).isGreaterThan(20_000);
            assertThat(status.waiting()).isBetween(1L, 8_000L);
            assertThat(run.status().state()).isEqualTo(PipelineState.RUNNING);
        }
    }

    @Test
    void it_goes_on_after_a_restart_in_the_middle_of_writes() throws Exception {
        table("again");
        try (PipelineRun first = sites.run("again", Sites.whole("again"), options(all()))) {
            Sites.await(first);
        }
        try (Writers _ =
                Writers.start(
                        sites.source,
                        2,
                        (random, n) ->
                                "REPLACE INTO again.t (id, v) VALUES (%d, '%d')"
                                        .formatted(random.nextInt(20_000), n))) {
            for (int turn = 0; turn < 3; turn++) {
                try (PipelineRun run = sites.run("again", Sites.whole("again"), options(all()))) {
                    await().atMost(PATIENCE)
                            .untilAsserted(() ->
                                    assertThat(status(run).equal())
                                            .as("%s %s", status(run), run.status())
                                            .isGreaterThan(200));
                    assertThat(status(run).differences()).as("%s", told(run)).isZero();
                }
            }
        }
    }

    @Test
    void rows_that_differ_are_sent_again_when_that_is_wanted() throws Exception {
        table("mended");
        VerifyRules repairing = all().withRepair(true);
        try (PipelineRun run = sites.run("mended", Sites.whole("mended"), options(repairing))) {
            sites.source.execute("INSERT INTO mended.t (id, v) VALUES " + rows(0, 100));
            awaitReady(run, "mended.t");
            awaitIdle(run);
            sites.target.execute("UPDATE mended.t SET v = 'bad' WHERE id IN (3, 4)");
            sites.source.execute("UPDATE mended.t SET f = 1 WHERE id = 3");

            await().atMost(PATIENCE).until(() -> status(run).repaired() == 1);

            assertThat(value(sites.target, "SELECT v FROM mended.t WHERE id = 3")).isEqualTo("A");
            assertThat(value(sites.target, "SELECT v FROM mended.t WHERE id = 4"))
                    .as("nobody changed it, so nobody looked")
                    .isEqualTo("bad");
            assertThat(status(run).open()).isEmpty();
        }
    }

    private static String value(MysqlServer server, String query) throws SQLException {
        try (Connection connection = server.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
