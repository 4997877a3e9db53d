package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A transaction larger than what is held in memory is one transaction on the target too. {@code
 * otter.giant.rows} (150,000) says how large; {@code otter.it.heap} of the build with what heap.
 */
class GiantTransactionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @Test
    void a_giant_transaction_arrives_as_one() throws Exception {
        int rows = Integer.getInteger("otter.giant.rows", 150_000);
        String table = "CREATE TABLE g.t (id BIGINT PRIMARY KEY, k INT, pad CHAR(120), KEY (k))";
        try (MysqlServer source = MysqlServer.start(ServerSpec.mysql80().withServerId(31));
                MysqlServer target = MysqlServer.start(ServerSpec.mysql80().withServerId(32))) {
            source.execute("CREATE DATABASE g", table);
            target.execute("CREATE DATABASE g", table);
            try (PipelineRun run =
                    PipelineRunner.start(
                            "test", pipeline(source, target), InstantSource.system())) {
                fill(source, rows);
                source.execute("UPDATE g.t SET k = k + 1 WHERE id < 10");

                boolean reached = run.await(run.sourceEnd(), PATIENCE);

                assertThat(reached).as("%s", run.status()).isTrue();
                assertThat(run.status().groupsApplied()).isLessThan(10);
                assertThat(run.status().kinds())
                        .isEqualTo(new PipelineStatus.Kinds(rows, 10, 0, 0));
            }
            Comparison comparison =
                    new TableComparer(source::connect, target::connect, CompareOptions.strict())
                            .compareDatabases("g");
            assertThat(comparison.equal()).as(comparison.report()).isTrue();
        }
    }

    private static void fill(MysqlServer source, int rows) throws Exception {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO g.t VALUES (0, 0, REPEAT('x', 120))");
            int have = 1;
            while (have < rows) {
                int more = Math.min(have, rows - have);
                statement.execute(
                        "INSERT INTO g.t SELECT id + "
                                + have
                                + ", id % 97, pad FROM g.t WHERE id < "
                                + more);
                have += more;
            }
            connection.commit();
        }
    }

    private static Pipeline pipeline(MysqlServer source, MysqlServer target) {
        return new Pipeline(
                "giant",
                endpoint("a", source),
                endpoint("b", target),
                new StartPoint.Now(),
                table -> table.database().equals("g") ? Optional.of(table) : Optional.empty(),
                PipelineOptions.defaults());
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
}
