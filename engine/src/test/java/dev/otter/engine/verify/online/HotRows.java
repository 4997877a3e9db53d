package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineState;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows that flip between two values, come and go, and move their keys, while the target is some
 * milliseconds behind: no comparison may tell a difference, and a row that is wrong all the time
 * must be told by each.
 */
final class HotRows {
    private static final int COLD = 4_000;
    private static final int WARM = 40;
    private static final int ENOUGH = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private HotRows() {}

    static void noDifference(Sites sites, String name, Duration time) throws Exception {
        sites.both(
                "CREATE DATABASE " + name,
                "CREATE TABLE "
                        + name
                        + ".t (id INT PRIMARY KEY, v VARCHAR(20), j JSON, at TIMESTAMP(6) NULL, f"
                        + " FLOAT)",
                "CREATE TABLE "
                        + name
                        + ".s (a VARCHAR(20), b INT, v INT, PRIMARY KEY (a, b)) COLLATE"
                        + " utf8mb4_general_ci");
        try (PipelineRun run = sites.run(name, Sites.whole(name))) {
            sites.source.execute(
                    "INSERT INTO %s.t (id, v) VALUES %s".formatted(name, coldRows()),
                    "INSERT INTO %s.s VALUES %s".formatted(name, spelledRows()));
            Sites.await(run);
            sites.target.execute("UPDATE %s.t SET v = 'bad' WHERE id = 7".formatted(name));
            sites.toTarget.delay(Duration.ofMillis(15));
            long rounds = 0;
            try (Writers writers =
                    Writers.start(sites.source, 3, (random, n) -> statement(name, random, n))) {
                await().until(() -> writers.written() > 100);
                long begun = System.nanoTime();
                while (System.nanoTime() - begun < time.toNanos()
                        || (writers.written() <= ENOUGH
                                && System.nanoTime() - begun < PATIENCE.toNanos())) {
                    Sites.Result result = sites.compare(sites.config(name), Sites.whole(name));

                    assertThat(result.told())
                            .as("comparison %d, %s", rounds, result.findings())
                            .containsExactly("CHANGED id=7");
                    rounds++;
                }
                assertThat(writers.written()).isGreaterThan(ENOUGH);
            }
            assertThat(run.status().state()).isEqualTo(PipelineState.RUNNING);
            Sites.await(run);
            Sites.Result atEnd = sites.compare(sites.config(name), Sites.whole(name));
            assertThat(atEnd.told()).containsExactly("CHANGED id=7");
            assertThat(atEnd.undecided()).isZero();
        } finally {
            sites.toTarget.delay(Duration.ZERO);
        }
    }

    private static String coldRows() {
        return IntStream.range(0, COLD)
                .mapToObj(id -> "(" + id + ", 'A')")
                .collect(Collectors.joining(", "));
    }

    private static String spelledRows() {
        return IntStream.range(0, 400)
                .mapToObj(id -> "('Key " + id + "', 1, 0)")
                .collect(Collectors.joining(", "));
    }

    /** Keys from 10 on; a few are very hot, the others warm. */
    private static String statement(String name, SplittableRandom random, long n) {
        int hot = 10 + random.nextInt(3);
        int warm = 1_000 + random.nextInt(WARM);
        return switch ((int) (n % 8)) {
            case 0, 1 ->
                    "UPDATE %s.t SET v = IF(v = 'A', 'B', 'A') WHERE id = %d".formatted(name, hot);
            case 2 ->
                    "UPDATE %s.t SET v = IF(v = 'A', 'B', 'A'), j = JSON_OBJECT('n', %d), at ="
                                    .formatted(name, n)
                            + " NOW(6), f = RAND() WHERE id = "
                            + warm;
            case 3 -> "DELETE FROM %s.t WHERE id = %d".formatted(name, warm);
            case 4 -> "INSERT INTO %s.t (id, v) VALUES (%d, 'A')".formatted(name, warm);
            case 5 ->
                    "UPDATE %s.t SET id = id + 100000 * IF(id > 100000, -1, 1) WHERE id IN (%d, %d)"
                            .formatted(name, 2_000 + warm, 102_000 + warm);
            case 6 ->
                    "UPDATE %s.s SET a = IF(BINARY a LIKE 'K%%', LOWER(a), CONCAT('K',"
                                    .formatted(name)
                            + " SUBSTRING(a, 2))) WHERE a = 'Key "
                            + random.nextInt(20)
                            + "'";
            default ->
                    "UPDATE %s.s SET v = 1 - v WHERE a = 'Key %d' AND b = 1"
                            .formatted(name, random.nextInt(30));
        };
    }
}
