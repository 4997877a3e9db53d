package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.testkit.server.ServerSpec;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TRUNCATE empties the target's table and nothing else. */
class TruncateIT {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rows_before_go_and_rows_behind_stay(boolean gtids) throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80().withGtid(gtids))) {
            pair.both(
                    "CREATE DATABASE emptied",
                    "CREATE TABLE emptied.t (id INT PRIMARY KEY)",
                    "CREATE TABLE emptied.`odd ``name` (id INT)",
                    "CREATE TABLE emptied.parent (id INT PRIMARY KEY)",
                    "CREATE TABLE emptied.child (id INT PRIMARY KEY, p INT, FOREIGN KEY (p)"
                            + " REFERENCES emptied.parent (id) ON DELETE CASCADE)");
            try (PipelineRun run = pair.run("emptied", PipelineOptions.defaults())) {
                pair.source.execute(
                        "INSERT INTO emptied.t VALUES (1),(2),(3)",
                        "INSERT INTO emptied.`odd ``name` VALUES (1),(1)",
                        "INSERT INTO emptied.parent VALUES (1),(2)",
                        "INSERT INTO emptied.child VALUES (1,1),(2,2)",
                        "TRUNCATE TABLE emptied.t",
                        "INSERT INTO emptied.t VALUES (3),(4)",
                        "USE emptied",
                        "/* quiet */ TRUNCATE `odd ``name`",
                        "SET foreign_key_checks=0",
                        "truncate table emptied . parent",
                        "INSERT INTO emptied.parent VALUES (2)");
                ServerPair.await(run);
                assertThat(run.status().kinds()).isEqualTo(new PipelineStatus.Kinds(12, 0, 0, 3));
                assertThat(run.status().queue().bytes()).isZero();
                assertThat(run.status().queue().limitBytes()).isPositive();
                pair.requireEqual("emptied");
            }
            pair.requireEqual("emptied");
        }
    }

    /** A route that leads the same table of several databases into that of the first. */
    private static Optional<TableName> gathered(TableName table) {
        return table.database().startsWith("shop_")
                ? Optional.of(new TableName("shop_1", table.table()))
                : Optional.empty();
    }

    @Test
    void rows_of_other_sources_in_the_same_table_stay() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80())) {
            pair.both("CREATE DATABASE shop_1");
            pair.source.execute("CREATE DATABASE shop_2");
            for (String table : List.of("shop_1.orders", "shop_2.orders", "shop_2.alone")) {
                pair.source.execute("CREATE TABLE " + table + " (id INT PRIMARY KEY)");
            }
            pair.target.execute(
                    "CREATE TABLE shop_1.orders (id INT PRIMARY KEY)",
                    "CREATE TABLE shop_1.alone (id INT PRIMARY KEY)");
            try (PipelineRun run =
                    pair.run("gathered", PipelineOptions.defaults(), TruncateIT::gathered)) {
                pair.source.execute(
                        "INSERT INTO shop_1.orders VALUES (1)",
                        "INSERT INTO shop_2.orders VALUES (2)",
                        "INSERT INTO shop_2.alone VALUES (3)",
                        "TRUNCATE TABLE shop_2.alone");
                ServerPair.await(run);
                assertThat(pair.onTarget("SELECT id FROM shop_1.alone")).isEmpty();
                pair.source.execute("TRUNCATE TABLE shop_1.orders");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> run.status().failure().isPresent());
                OtterException failure = run.status().failure().orElseThrow();
                assertThat(failure.code()).isEqualTo(ErrorCode.SCHEMA_CHANGE);
                assertThat(failure).hasMessageContaining("shop_2.orders");
            }
            assertThat(pair.onTarget("SELECT id FROM shop_1.orders ORDER BY id"))
                    .containsExactly("1", "2");
        }
    }

    @Test
    void names_may_be_typed_in_any_letter_case_where_the_source_ignores_it() throws Exception {
        ServerSpec spec = ServerSpec.mysql80().withOptions("--lower-case-table-names=1");
        try (ServerPair pair = new ServerPair(spec)) {
            pair.both("CREATE DATABASE emptied", "CREATE TABLE emptied.t (id INT PRIMARY KEY)");
            try (PipelineRun run = pair.run("emptied", PipelineOptions.defaults())) {
                pair.source.execute(
                        "INSERT INTO Emptied.T VALUES (1),(2)",
                        "TRUNCATE TABLE EMPTIED.T",
                        "INSERT INTO emptied.t VALUES (3)");
                ServerPair.await(run);
                assertThat(run.status().kinds().schemaChanges()).isEqualTo(1);
                pair.requireEqual("emptied");
                pair.source.execute(
                        "SET SESSION binlog_format='STATEMENT'",
                        "DELETE FROM EMPTIED.T WHERE id=3");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> run.status().failure().isPresent());
                assertThat(run.status().failure().orElseThrow().code())
                        .isEqualTo(ErrorCode.STATEMENT_IN_LOG);
            }
        }
    }

    /** The client sends the names in GBK, and the log keeps them so. */
    @Test
    void names_beyond_ascii_are_read_in_the_client_s_character_set() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80())) {
            pair.both("CREATE DATABASE emptied", "CREATE TABLE emptied.订单 (id INT PRIMARY KEY)");
            try (PipelineRun run = pair.run("emptied", PipelineOptions.defaults());
                    MysqlConnection client =
                            MysqlConnection.connect(
                                    MysqlEndpoint.of(
                                            "127.0.0.1", pair.source.port(), "root", ""))) {
                pair.source.execute("INSERT INTO emptied.订单 VALUES (1),(2)");
                client.query("SET NAMES gbk");
                byte[] sql = "TRUNCATE TABLE emptied.订单".getBytes(Charset.forName("GBK"));
                client.send(sql, 0, sql.length);
                client.readOutcomes();
                ServerPair.await(run);
                assertThat(run.status().kinds().schemaChanges()).isEqualTo(1);
            }
            pair.requireEqual("emptied");
        }
    }

    @Test
    void rows_that_come_right_behind_wait_until_the_table_is_empty() throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80())) {
            pair.both(
                    "CREATE DATABASE emptied",
                    "CREATE TABLE emptied.t (id INT PRIMARY KEY)",
                    "INSERT INTO emptied.t VALUES (1),(2),(3)");
            pair.target.execute(
                    "CREATE TRIGGER emptied.slowly BEFORE DELETE ON emptied.t FOR EACH ROW"
                            + " DO SLEEP(0.7)");
            try (PipelineRun run = pair.run("emptied", PipelineOptions.defaults())) {
                pair.source.execute(
                        "TRUNCATE TABLE emptied.t",
                        "INSERT INTO emptied.t VALUES (3),(4)",
                        "INSERT INTO emptied.t VALUES (5)");
                ServerPair.await(run);
            }
            pair.requireEqual("emptied");
        }
    }
}
