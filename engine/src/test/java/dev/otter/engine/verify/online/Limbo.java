package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A source whose log is sent half a second before its commits are seen (as with semi-synchronous
 * replication): the target has rows that the source does not show yet.
 */
final class Limbo {
    private Limbo() {}

    static void noDifference(Sites sites, String name, Duration time) throws Exception {
        sites.both(
                "CREATE DATABASE " + name,
                "CREATE TABLE " + name + ".t (id INT PRIMARY KEY, v INT)");
        try (PipelineRun run = sites.run(name, Sites.whole(name))) {
            sites.source.execute(
                    "INSERT INTO %s.t VALUES %s"
                            .formatted(
                                    name,
                                    IntStream.range(0, 1_000)
                                            .mapToObj(id -> "(" + id + ", 0)")
                                            .collect(Collectors.joining(", "))));
            Sites.await(run);
            sites.target.execute("UPDATE %s.t SET v = -1 WHERE id = 7".formatted(name));
            sites.source.execute(
                    "SET GLOBAL sync_binlog = 0",
                    "SET GLOBAL binlog_group_commit_sync_delay = 500000");
            try (Writers writers =
                    Writers.start(
                            sites.source,
                            1,
                            (_, n) ->
                                    "UPDATE %s.t SET v = v + 1 WHERE id >= 100 AND id %% 40 = %d"
                                            .formatted(name, n % 40))) {
                await().until(() -> writers.written() > 2);
                long deadline = System.nanoTime() + time.toNanos();
                while (System.nanoTime() < deadline) {
                    assertThat(sites.compare(sites.config(name), Sites.whole(name)).told())
                            .containsExactly("CHANGED id=7");
                }
            }
        } finally {
            sites.source.execute("SET GLOBAL binlog_group_commit_sync_delay = 0");
        }
    }
}
