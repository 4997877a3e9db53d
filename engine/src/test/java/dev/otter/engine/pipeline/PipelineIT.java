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
import dev.otter.testkit.server.Starting;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.oltp.Oltp;
import dev.otter.testkit.workload.oltp.OltpConfig;
import dev.otter.testkit.workload.oltp.OltpMix;
import dev.otter.testkit.workload.shop.Shop;
import dev.otter.testkit.workload.shop.ShopConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A pipeline between two real servers; the verdict is both sides compared row by row. */
class PipelineIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static MysqlServer source;
    private static MysqlServer target;

    @BeforeAll
    static void start() {
        try (Starting<MysqlServer> other =
                Starting.of(() -> MysqlServer.start(ServerSpec.mysql80().withServerId(2)))) {
            source = MysqlServer.start(ServerSpec.mysql80().withServerId(1));
            target = other.get();
        }
    }

    @AfterAll
    static void close() {
        target.close();
        source.close();
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

    private static PipelineRun run(String name, String database, StartPoint start) {
        Pipeline pipeline =
                new Pipeline(
                        name,
                        endpoint("a", source),
                        endpoint("b", target),
                        start,
                        table ->
                                table.database().equals(database)
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        PipelineOptions.defaults());
        return PipelineRunner.start("test", pipeline, InstantSource.system());
    }

    private static void await(PipelineRun run) throws InterruptedException {
        boolean reached = run.await(run.sourceEnd(), PATIENCE);
        assertThat(reached).as("%s", run.status()).isTrue();
    }

    private static Comparison compare(String database) throws SQLException {
        return new TableComparer(source::connect, target::connect, CompareOptions.strict())
                .compareDatabases(database);
    }

    @Test
    void an_oltp_mix_arrives() throws Exception {
        Oltp oltp = new Oltp(new OltpConfig("oltp", 2, 500, 1));
        for (MysqlServer server : new MysqlServer[] {source, target}) {
            try (Connection connection = server.connect()) {
                oltp.createSchema(connection);
            }
        }
        try (PipelineRun run = run("oltp", "oltp", new StartPoint.Now())) {
            try (Connection connection = source.connect()) {
                oltp.load(connection);
            }
            try (WorkloadRun load =
                    oltp.start(
                            source::connect,
                            RunConfig.of("oltp", 4, RunLimit.transactions(2_000)),
                            new OltpMix.Mixed(80, 10, 10, 10))) {
                load.await(PATIENCE);
            }
            await(run);

            assertThat(run.status().state()).isEqualTo(PipelineState.RUNNING);
        }

        Comparison comparison = compare("oltp");
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
    }

    @Test
    void a_shop_with_foreign_and_unique_keys_arrives() throws Exception {
        Shop shop = new Shop(new ShopConfig("shop", 7));
        for (MysqlServer server : new MysqlServer[] {source, target}) {
            try (Connection connection = server.connect()) {
                shop.createSchema(connection);
            }
        }
        try (PipelineRun run = run("shop", "shop", new StartPoint.Now())) {
            try (Connection connection = source.connect()) {
                shop.seed(connection, 300);
            }
            try (WorkloadRun load =
                    shop.start(
                            source::connect,
                            RunConfig.of("shop", 4, RunLimit.transactions(3_000)))) {
                load.await(PATIENCE);
            }
            await(run);

            assertThat(run.status().retries()).as("%s", run.status()).isLessThan(100);
        }

        Comparison comparison = compare("shop");
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
        try (Connection connection = target.connect()) {
            assertThat(shop.checkInvariants(connection)).isEmpty();
        }
    }
}
