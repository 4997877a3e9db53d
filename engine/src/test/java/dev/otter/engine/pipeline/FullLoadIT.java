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
        return run(database, sizes, INITIAL);
    }

    private static PipelineRun run(String database, SnapshotSizes sizes, PipelineOptions options) {
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
                        options);
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
                    new EveryType("every_type", ServerFeatures.of(from).and(ServerFeatures.of(to)));
            types.createTables(from);
            types.edgeRows(from);
        }
        try (PipelineRun run = run("every_type", pieces())) {
            await(run);
        }
        servers.requireEqual("every_type");
    }

    @Test
    void types_inside_of_documents_are_copied_as_they_are() throws Exception {
        servers.source.execute(
                "CREATE DATABASE typed",
                "CREATE TABLE typed.t (id INT PRIMARY KEY, v JSON, w JSON)",
                "INSERT INTO typed.t SELECT n, JSON_OBJECT('d', CAST(n / 8 AS DECIMAL(20,6)), 'whole',"
                        + " CAST(n AS DECIMAL(10,0)), 'u', CAST(n AS UNSIGNED), 's', n - 50, 'r',"
                        + " n / 7e0, 'one', 1e0, 'at', TIMESTAMP'2020-01-02 03:04:05.678', 'text',"
                        + " '2020-01-02 03:04:05.678000', 'in', JSON_ARRAY(DATE'2021-12-31',"
                        + " TIME'-20:00:01', JSON_OBJECT('x', x'00ff27', 'e', JSON_OBJECT(), 'f',"
                        + " JSON_ARRAY(), 'n', NULL, 'q', 'say \\\"好\\\"\n', 'b', n MOD 2 = 0),"
                        + " REPEAT('y', n))), IF(n MOD 3 = 0, NULL, CAST(CAST(n AS DECIMAL(9,2)) AS"
                        + " JSON)) FROM (SELECT a.d + 10 * b.d n FROM "
                        + digits("a")
                        + ", "
                        + digits("b")
                        + ") numbers");
        try (PipelineRun run = run("typed", pieces())) {
            await(run);
        }
        servers.requireEqual("typed");
    }

    @Test
    void documents_of_texts_and_plain_numbers_are_copied_as_they_are() throws Exception {
        servers.source.execute(
                "CREATE DATABASE documents",
                "CREATE TABLE documents.t (id INT PRIMARY KEY, v JSON)",
                "INSERT INTO documents.t VALUES (1, '{\"a\": [1, -2, 3.5, 1.0, null, true]}'),"
                        + " (2, NULL), (3, 'null'), (4, '\"it\\'s \\\\\\\\ 好\"'), (5,"
                        + " '[]')");
        try (PipelineRun run = run("documents", pieces())) {
            await(run);
        }
        servers.requireEqual("documents");
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

    @Test
    void columns_added_while_a_table_is_copied_keep_their_places() throws Exception {
        servers.source.execute(
                "CREATE DATABASE altered",
                "CREATE TABLE altered.t (a VARCHAR(20) COLLATE utf8mb4_general_ci, b INT, c"
                        + " VARCHAR(300), PRIMARY KEY (a, b))",
                "INSERT INTO altered.t SELECT CONCAT('Key', n MOD 97), n, REPEAT('x', 200) FROM"
                        + " (SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d n FROM "
                        + digits("a")
                        + ", "
                        + digits("b")
                        + ", "
                        + digits("c")
                        + ", "
                        + digits("e")
                        + ") numbers");
        try (PipelineRun run = run("altered", pieces())) {
            servers.target.execute("ALTER TABLE altered.t ADD d INT FIRST");
            servers.source.execute(
                    "ALTER TABLE altered.t ADD d INT FIRST",
                    "UPDATE altered.t SET d = b WHERE b < 2000",
                    "DELETE FROM altered.t WHERE b BETWEEN 500 AND 1500",
                    "INSERT INTO altered.t SELECT 1, CONCAT('KEY', a), b, 'back' FROM altered.t"
                            + " WHERE b BETWEEN 3000 AND 3100");
            await(run);
        }
        servers.requireEqual("altered");
    }

    private static String digits(String name) {
        return "(SELECT 0 d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION"
                + " SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) "
                + name;
    }

    @Test
    void a_purged_log_needs_consent_to_a_full_load() throws Exception {
        servers.source.execute(
                "CREATE DATABASE purged",
                "CREATE TABLE purged.t (id INT PRIMARY KEY, v INT)",
                "INSERT INTO purged.t VALUES (1, 1), (2, 2)");
        PipelineOptions whenNeeded =
                PipelineOptions.defaults().withSnapshot(SnapshotMode.WHEN_NEEDED);
        try (PipelineRun run = run("purged", pieces(), whenNeeded)) {
            await(run);
        }
        servers.requireEqual("purged");
        servers.source.execute(
                "DELETE FROM purged.t WHERE id = 1",
                "INSERT INTO purged.t VALUES (3, 3)",
                "FLUSH BINARY LOGS");
        String last = lastLog();
        servers.source.execute("PURGE BINARY LOGS TO '" + last + "'");

        assertThatThrownBy(() -> run("purged", pieces(), whenNeeded))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.COPY_NEEDS_CONSENT))
                .hasMessageContaining("--consent-to-full-load");
        try (PipelineRun run = run("purged", pieces(), whenNeeded.consenting())) {
            await(run);
        }
        servers.requireEqual("purged");
    }

    private static String lastLog() throws Exception {
        try (Connection connection = servers.source.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW BINARY LOGS")) {
            String last = "";
            while (rows.next()) {
                last = rows.getString(1);
            }
            return last;
        }
    }

    @Test
    void large_rows_are_copied_in_small_chunks() throws Exception {
        servers.source.execute(
                "CREATE DATABASE wide",
                "CREATE TABLE wide.t (id BIGINT UNSIGNED PRIMARY KEY, v LONGBLOB)",
                "INSERT INTO wide.t SELECT n + 18446744073709550000, REPEAT(CHAR(n), 1 + 90 * n)"
                        + " FROM (SELECT a.d + 10 * b.d + 100 * c.d n FROM "
                        + digits("a")
                        + ", "
                        + digits("b")
                        + ", "
                        + digits("c")
                        + ") numbers");
        try (PipelineRun run = run("wide", SnapshotSizes.usual().inPieces(8_000, 300))) {
            await(run);
        }
        servers.requireEqual("wide");
    }
}
