package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * MySQL 5.7 without GTIDs: what the log has says nothing about what a read sees, and rows are told
 * to differ only by reads that wait for writers.
 */
class OldServerOnlineIT {
    private static final long SECONDS = Long.getLong("otter.online.seconds", 4);

    private static Sites old;

    @BeforeAll
    static void start() {
        old = new Sites(ServerSpec.of(Flavor.MYSQL_5_7).withGtid(false), ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        old.close();
    }

    @Test
    void hot_rows_make_no_difference_and_a_wrong_one_is_told() throws Exception {
        HotRows.noDifference(old, "old", Duration.ofSeconds(SECONDS));
    }

    @Test
    void what_the_log_tells_before_the_source_shows_it_is_no_difference() throws Exception {
        Limbo.noDifference(old, "limbo", Duration.ofSeconds(SECONDS));
    }

    @Test
    void keys_of_the_log_are_found_without_names_of_columns_and_whole_images() throws Exception {
        try (Sites sites =
                new Sites(
                        ServerSpec.of(Flavor.MYSQL_5_7)
                                .withGtid(false)
                                .withRowImage(ServerSpec.RowImage.MINIMAL),
                        ServerSpec.of(Flavor.MYSQL_5_7))) {
            HotRows.noDifference(sites, "small", Duration.ofSeconds(Math.max(2, SECONDS / 3)));
        }
    }

    @Test
    void between_5_7_and_5_7_a_table_is_equal() throws Exception {
        try (Sites sites =
                new Sites(ServerSpec.of(Flavor.MYSQL_5_7), ServerSpec.of(Flavor.MYSQL_5_7))) {
            sites.both("CREATE DATABASE q", "CREATE TABLE q.t (id BIGINT PRIMARY KEY, v TEXT)");
            try (PipelineRun run = sites.run("q", Sites.whole("q"))) {
                sites.source.execute("INSERT INTO q.t VALUES (1, 'one'), (-9, NULL)");
                Sites.await(run);

                Sites.Result result = sites.compare(sites.config("q"), Sites.whole("q"));

                assertThat(result.equal()).isTrue();
                assertThat(result.equalRows()).isEqualTo(2);
            }
        }
    }
}
