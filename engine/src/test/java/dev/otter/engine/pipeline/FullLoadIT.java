package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.snapshot.SnapshotSizes;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.oltp.Oltp;
import dev.otter.testkit.workload.oltp.OltpConfig;
import dev.otter.testkit.workload.oltp.OltpMix;
import dev.otter.testkit.workload.shop.Shop;
import dev.otter.testkit.workload.shop.ShopConfig;
import dev.otter.testkit.workload.types.EveryType;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Full loads between real servers, while the source is written. */
class FullLoadIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final PipelineOptions INITIAL =
            PipelineOptions.defaults().withSnapshot(SnapshotMode.INITIAL);

    private static ServerPair servers;

    @BeforeAll
    static void start() {
        servers = new ServerPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        servers.close();
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

    private static PipelineRun run(String database, SnapshotSizes sizes) {
        Pipeline pipeline =
                new Pipeline(
                        database,
                        endpoint("a", servers.source),
                        endpoint("b", servers.target),
                        new StartPoint.Now(),
                        table ->
                                table.database().equals(database)
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        INITIAL);
        PipelineSizes usual = PipelineSizes.usual();
        return PipelineRunner.start(
                "test",
                pipeline,
                new PipelineSizes(
                        usual.slots(),
                        usual.giantBytes(),
                        usual.budgetBytes(),
                        usual.limits(),
                        sizes),
                InstantSource.system());
    }

    private static SnapshotSizes pieces() {
        return SnapshotSizes.usual().inPieces(50, 200);
    }

    private static void await(PipelineRun run) throws InterruptedException {
        boolean reached = run.await(run.sourceEnd(), PATIENCE);
        assertThat(reached).as("%s", run.status()).isTrue();
    }

    @Test
    void an_oltp_mix_is_copied_while_it_runs() throws Exception {
        Oltp oltp = new Oltp(new OltpConfig("oltp", 3, 3_000, 1));
        try (Connection connection = servers.source.connect()) {
            oltp.createSchema(connection);
            oltp.load(connection);
        }
        try (WorkloadRun load =
                oltp.start(
                        servers.source::connect,
                        RunConfig.of("oltp", 3, RunLimit.transactions(3_000)),
                        new OltpMix.Mixed(60, 20, 20, 20))) {
            try (PipelineRun run = run("oltp", pieces())) {
                load.await(PATIENCE);
                await(run);

                assertThat(run.status().copy().orElseThrow().finished()).isTrue();
            }
        }
        servers.requireEqual("oltp");
    }

    @Test
    void a_shop_with_foreign_and_unique_keys_is_copied_while_it_runs() throws Exception {
        Shop shop = new Shop(new ShopConfig("shop", 7));
        try (Connection connection = servers.source.connect()) {
            shop.createSchema(connection);
            shop.seed(connection, 1_000);
        }
        try (WorkloadRun load =
                shop.start(
                        servers.source::connect,
                        RunConfig.of("shop", 3, RunLimit.transactions(2_000)))) {
            try (PipelineRun run = run("shop", pieces())) {
                load.await(PATIENCE);
                await(run);
            }
        }
        servers.requireEqual("shop");
        try (Connection connection = servers.target.connect()) {
            assertThat(shop.checkInvariants(connection)).isEmpty();
        }
    }

    @Test
    void every_type_is_copied_as_it_is() throws Exception {
        try (Connection from = servers.source.connect();
                Connection to = servers.target.connect()) {
            EveryType types =
                    new EveryType(
                            "every_type", ServerFeatures.of(from).and(ServerFeatures.of(to)));
            types.createTables(from);
            types.edgeRows(from);
        }
        try (PipelineRun run = run("every_type", pieces())) {
            await(run);
        }
        servers.requireEqual("every_type");
    }

    @Test
    void a_target_that_holds_rows_is_refused() throws Exception {
        servers.both(
                "CREATE DATABASE filled",
                "CREATE TABLE filled.t (id INT PRIMARY KEY)",
                "INSERT INTO filled.t VALUES (1)");

        assertThatThrownBy(() -> run("filled", pieces()))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.COPY_TARGET_NOT_EMPTY))
                .hasMessageContaining("filled.t");
    }
}
