package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.ddl.DdlDecisions;
import dev.otter.engine.snapshot.SnapshotSizes;
import dev.otter.model.channel.CopyLimits;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
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
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.awaitility.Awaitility;
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

    private static PipelineOptions following(DdlAction action, int rowsPerSecond) {
        return INITIAL.with(DdlRules.all(action)).withCopyLimits(new CopyLimits(rowsPerSecond, 60));
    }

    /** A table of 3000 rows: the number, the number backwards, a text. */
    private static void rows(String table, String keys) throws Exception {
        servers.source.execute(
                "CREATE TABLE "
                        + table
                        + " (id INT NOT NULL, u INT NOT NULL, v VARCHAR(40), "
                        + keys
                        + ")",
                "SET SESSION cte_max_recursion_depth=100000",
                "INSERT INTO "
                        + table
                        + " WITH RECURSIVE n AS (SELECT 1 i UNION ALL SELECT i + 1 FROM n WHERE i <"
                        + " 3000) SELECT i, 3001 - i, CONCAT('row ', i) FROM n");
    }

    private static void untilOnTarget(String query, String wanted) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(servers.onTarget(query)).containsExactly(wanted));
    }

    @Test
    void a_copied_table_is_renamed_while_another_is_copied_which_is_not() throws Exception {
        servers.source.execute(
                "CREATE DATABASE renamed",
                "CREATE TABLE renamed.small (id INT PRIMARY KEY, v INT, KEY (v))",
                "INSERT INTO renamed.small VALUES (1, 1)");
        rows("renamed.big", "PRIMARY KEY (id)");
        try (PipelineRun run = run("renamed", pieces(), following(DdlAction.APPLY, 100))) {
            untilOnTarget("SELECT COUNT(*) FROM renamed.small", "1");
            servers.source.execute(
                    "RENAME TABLE renamed.small TO renamed.tiny",
                    "INSERT INTO renamed.tiny VALUES (2, 2)");
            untilOnTarget("SELECT COUNT(*) FROM renamed.tiny", "2");
            assertThat(run.status().copy().orElseThrow().finished()).isFalse();

            servers.source.execute(
                    "CREATE TABLE renamed.fresh LIKE renamed.big",
                    "RENAME TABLE renamed.big TO renamed.old, renamed.fresh TO renamed.big");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> run.status().state() == PipelineState.FAILED);

            assertThat(run.status().failure().orElseThrow().code())
                    .isEqualTo(ErrorCode.COPY_NOT_POSSIBLE);
            assertThat(servers.onTarget("SHOW TABLES IN renamed LIKE 'old'")).isEmpty();
            assertThat(servers.onTarget("SHOW CREATE TABLE renamed.tiny")).isNotEmpty();
        }
    }

    @Test
    void a_table_that_gets_another_key_is_read_from_its_start_again() throws Exception {
        servers.source.execute("CREATE DATABASE rekeyed");
        rows("rekeyed.t", "UNIQUE KEY (u)");
        servers.source.execute(
                "CREATE TABLE rekeyed.c (k VARCHAR(20) COLLATE utf8mb4_bin PRIMARY KEY, v INT)",
                "INSERT INTO rekeyed.c SELECT CONCAT(IF(id MOD 2, 'A', 'a'), id), id FROM"
                        + " rekeyed.t");
        try (PipelineRun run = run("rekeyed", pieces(), following(DdlAction.APPLY, 2_000))) {
            untilOnTarget("SELECT COUNT(*) > 400 FROM rekeyed.t", "1");
            untilOnTarget("SELECT COUNT(*) > 200 FROM rekeyed.c", "1");
            servers.source.execute(
                    "ALTER TABLE rekeyed.t ADD PRIMARY KEY (id)",
                    "ALTER TABLE rekeyed.c MODIFY k VARCHAR(20) COLLATE utf8mb4_0900_ai_ci",
                    "UPDATE rekeyed.t SET id = id + 5000 WHERE id MOD 7 = 0",
                    "DELETE FROM rekeyed.c WHERE v MOD 7 = 0");
            await(run);
        }
        servers.requireEqual("rekeyed");
    }

    @Test
    void a_table_without_a_key_that_the_source_has_altered_meanwhile_is_copied() throws Exception {
        servers.source.execute("CREATE DATABASE keyless");
        rows("keyless.t", "KEY (u)");
        try (Connection locking = servers.source.connect();
                Statement lock = locking.createStatement()) {
            lock.execute("LOCK TABLES keyless.t WRITE");
            try (PipelineRun run = run("keyless", pieces(), following(DdlAction.APPLY, 0))) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(run.status().reason()).contains("stands still"));
            }
        }
        servers.source.execute(
                "ALTER TABLE keyless.t ADD w INT DEFAULT 5 FIRST",
                "DELETE FROM keyless.t WHERE id < 9");
        try (PipelineRun run = run("keyless", pieces(), following(DdlAction.APPLY, 0))) {
            await(run);
        }
        servers.requireEqual("keyless");
    }

    @Test
    void a_table_that_the_source_drops_while_it_is_copied_is_left_out() throws Exception {
        servers.source.execute(
                "CREATE DATABASE gone", "CREATE TABLE gone.other (id INT PRIMARY KEY)");
        rows("gone.t", "PRIMARY KEY (id), KEY kept_back (u)");
        try (PipelineRun run = run("gone", pieces(), following(DdlAction.APPLY, 500))) {
            untilOnTarget("SELECT COUNT(*) > 300 FROM gone.t", "1");
            servers.source.execute("DROP TABLE gone.t", "INSERT INTO gone.other VALUES (1)");
            await(run);
            assertThat(run.status().copy().orElseThrow().finished()).isTrue();
            servers.source.execute(
                    "CREATE TABLE gone.t (id INT PRIMARY KEY, w INT)",
                    "INSERT INTO gone.t VALUES (1, 1)",
                    "UPDATE gone.t SET w = 2");
            await(run);
        }
        try (PipelineRun run = run("gone", pieces(), following(DdlAction.APPLY, 500))) {
            servers.source.execute("INSERT INTO gone.t VALUES (2, 2)");
            await(run);
        }
        servers.requireEqual("gone");
    }

    @Test
    void indexes_that_are_built_meanwhile_are_not_taken_for_a_statement_that_waits()
            throws Exception {
        servers.source.execute("CREATE DATABASE indexed");
        rows("indexed.t", "PRIMARY KEY (id), KEY plain (u), KEY dropped (v)");
        try (PipelineRun run = run("indexed", pieces(), following(DdlAction.ASK, 1_500));
                Connection reader = servers.target.connect();
                Statement reading = reader.createStatement()) {
            untilOnTarget("SELECT COUNT(*) > 100 FROM indexed.t", "1");
            reader.setAutoCommit(false);
            reading.executeQuery("SELECT * FROM indexed.t LIMIT 1").close();
            untilOnTarget("SELECT COUNT(*) FROM indexed.t", "3000");
            servers.source.execute("ALTER TABLE indexed.t MODIFY v VARCHAR(80)");
            // Time for what looks at tables that are not complete.
            assertThat(run.await(run.sourceEnd(), Duration.ofSeconds(4))).isFalse();
            reader.rollback();

            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(run.status().reason()).contains(ErrorCode.DDL_ASKS.text()));
            WaitingStatements waiting = servers.waiting("indexed");
            assertThat(waiting.list()).singleElement().matches(one -> one.state().equals("asked"));
            assertThat(
                            waiting.decide(
                                    waiting.list().getFirst().transaction(),
                                    DdlDecisions.Decision.APPROVED))
                    .isTrue();
            await(run);
        }
        servers.requireEqual("indexed");
        assertThat(servers.onTarget("SHOW INDEX FROM indexed.t WHERE Key_name = 'plain'"))
                .hasSize(1);
    }

    @Test
    void an_index_that_the_source_drops_while_rows_come_is_not_built() throws Exception {
        servers.source.execute("CREATE DATABASE unindexed");
        rows("unindexed.t", "PRIMARY KEY (id), KEY plain (u), KEY dropped (v)");
        try (PipelineRun run = run("unindexed", pieces(), following(DdlAction.APPLY, 1_500))) {
            untilOnTarget("SELECT COUNT(*) > 100 FROM unindexed.t", "1");
            servers.source.execute("DROP INDEX dropped ON unindexed.t");
            await(run);
        }
        servers.requireEqual("unindexed");
        assertThat(servers.onTarget("SHOW INDEX FROM unindexed.t WHERE Key_name = 'dropped'"))
                .isEmpty();
        assertThat(servers.onTarget("SHOW INDEX FROM unindexed.t WHERE Key_name = 'plain'"))
                .hasSize(1);
    }
}
