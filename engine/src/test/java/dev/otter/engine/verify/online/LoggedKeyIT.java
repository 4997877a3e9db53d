package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.engine.verify.live.LiveStatus;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.VerifyRules;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.types.EveryType;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * For every type that can be a key, with its edge values: the key that is taken out of the log
 * finds the row on both sides, or the table is told not to be checked.
 */
class LoggedKeyIT {
    private static final String DATABASE = "types";

    @Test
    void keys_of_the_log_find_their_rows() throws Exception {
        try (Sites sites = new Sites(ServerSpec.mysql80(), ServerSpec.mysql80())) {
            for (MysqlServer server : List.of(sites.source, sites.target)) {
                try (Connection connection = server.connect()) {
                    new EveryType(DATABASE, ServerFeatures.of(connection)).createTables(connection);
                }
            }
            VerifyRules all =
                    new VerifyRules(
                            VerifyRules.Continuous.ALL, 1, 1_000_000, 64, false, Optional.empty());
            try (PipelineRun run =
                    sites.run(
                            DATABASE,
                            Sites.whole(DATABASE),
                            PipelineOptions.defaults().with(all))) {
                try (Connection connection = sites.source.connect()) {
                    new EveryType(DATABASE, ServerFeatures.of(connection)).edgeRows(connection);
                }
                Fit fit = fit(sites);
                assertThat(fit.tables()).hasSizeGreaterThan(15);
                // Until all tables are known, and then once more.
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> {
                            long unready = status(run).unready();
                            touch(sites, fit);
                            idle(run);
                            return status(run).unready() == unready;
                        });
                LiveStatus before = status(run);

                touch(sites, fit);
                idle(run);

                LiveStatus after = status(run);
                assertThat(after.unready()).isEqualTo(before.unready());
                assertThat(after.looked() - before.looked()).isEqualTo(fit.rows());
                assertThat(after.equal() - before.equal())
                        .as("unfit: %s", after.unfit())
                        .isEqualTo(fit.rows());
                assertThat(after.differences()).as("%s", after.open()).isZero();
            }
        }
    }

    /** Tables whose keys can be taken, and the rows in them. */
    private record Fit(List<String> tables, long rows) {}

    private static Fit fit(Sites sites) throws Exception {
        Endpoint from = Sites.endpoint("a", sites.source.port());
        Endpoint to = Sites.endpoint("b", sites.target.port());
        List<String> tables = new ArrayList<>();
        long rows = 0;
        for (TablePair pair :
                new TableVerifier(from, to, 0, () -> false).pairs(Sites.whole(DATABASE))) {
            boolean counted =
                    pair.sources().getFirst().columns().stream()
                            .anyMatch(column -> column.name().equals("v"));
            if (counted && KeyedPair.of(pair, from, to).pair().isPresent()) {
                tables.add(pair.targetName().quoted());
                rows += count(sites.source, pair.targetName().quoted());
            }
        }
        return new Fit(tables, rows);
    }

    private static long count(MysqlServer server, String table) throws Exception {
        try (Connection connection = server.connect();
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            found.next();
            return found.getLong(1);
        }
    }

    private static void touch(Sites sites, Fit fit) throws Exception {
        for (String table : fit.tables()) {
            sites.source.execute("UPDATE " + table + " SET v = v + 1");
        }
    }

    private static LiveStatus status(PipelineRun run) {
        return run.status().verify().orElseThrow();
    }

    private static void idle(PipelineRun run) throws InterruptedException {
        Sites.await(run);
        await().atMost(Duration.ofSeconds(30)).until(() -> status(run).waiting() == 0);
    }
}
