package dev.otter.manager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlClient;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schema and migrations on real servers. */
class SchemaIT {
    private static final String SCRIPT = "src/main/resources/sql/otter-manager-schema.sql";

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_5_7"})
    void a_schema_loaded_by_hand_is_what_migrations_make(Flavor flavor) throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor))) {
            server.execute("CREATE DATABASE migrated");
            Database.open(new StoreConfig(server.jdbcUrl("migrated"), "root", "")).close();

            load(server);
            List<String> byHand = shape(server, "otter");
            Database.open(new StoreConfig(server.jdbcUrl("otter"), "root", "")).close();

            assertThat(byHand).isEqualTo(shape(server, "migrated"));
            assertThat(shape(server, "otter")).isEqualTo(byHand);
            assertThat(count(server, "otter.flyway_schema_history"))
                    .isEqualTo(count(server, "migrated.flyway_schema_history"));
        }
    }

    @Test
    void the_mysql_client_loads_the_script() throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.mysql80())) {
            List<String> words = new ArrayList<>(List.of(MysqlClient.program().toString()));
            words.addAll(
                    List.of(
                            "--no-defaults",
                            "--host=127.0.0.1",
                            "--port=" + server.port(),
                            "--user=root"));
            Process client =
                    new ProcessBuilder(words)
                            .redirectInput(Path.of(SCRIPT).toFile())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(client.waitFor(1, TimeUnit.MINUTES)).isTrue();

            assertThat(client.exitValue()).as(said).isZero();
            Database.open(new StoreConfig(server.jdbcUrl("otter"), "root", "")).close();
            assertThat(count(server, "otter.flyway_schema_history")).isEqualTo(notes());
        }
    }

    @Test
    void a_database_of_something_else_is_refused() throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.mysql80())) {
            server.execute("CREATE DATABASE other", "CREATE TABLE other.customer (id INT)");

            assertRefused(server.jdbcUrl("other"), ErrorCode.STORE_UNUSABLE);
            assertRefused(server.jdbcUrl("missing"), ErrorCode.STORE_UNREACHABLE);
        }
    }

    @Test
    void a_schema_of_a_newer_manager_is_refused() throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.mysql80())) {
            load(server);
            server.execute(
                    "INSERT INTO otter.flyway_schema_history (installed_rank, version, description,"
                            + " type, script, checksum, installed_by, execution_time, success)"
                            + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 0,"
                            + " TRUE)");

            assertRefused(server.jdbcUrl("otter"), ErrorCode.STORE_UNUSABLE);
        }
    }

    private static void assertRefused(String url, ErrorCode code) {
        assertThatThrownBy(() -> Database.open(new StoreConfig(url, "root", "")).close())
                .isInstanceOfSatisfying(
                        OtterException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void load(MysqlServer server) throws Exception {
        String script = SchemaScript.resource("/sql/otter-manager-schema.sql");
        try (Connection connection =
                        DriverManager.getConnection(
                                server.jdbcUrl("") + "&allowMultiQueries=true", "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute(script);
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                assertThat((Object) statement.getWarnings()).isNull();
            }
        }
    }

    /** Columns and indexes of all our tables as the server tells them. */
    private static List<String> shape(MysqlServer server, String database) throws SQLException {
        List<String> shape = new ArrayList<>();
        read(
                server,
                "SELECT CONCAT_WS(' ', TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, COLUMN_TYPE,"
                        + " IS_NULLABLE, COLUMN_DEFAULT, COLLATION_NAME, EXTRA) FROM"
                        + " information_schema.COLUMNS WHERE TABLE_SCHEMA = '"
                        + database
                        + "' AND TABLE_NAME <> 'flyway_schema_history' ORDER BY 1",
                shape);
        read(
                server,
                "SELECT CONCAT_WS(' ', TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME,"
                        + " NON_UNIQUE) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = '"
                        + database
                        + "' AND TABLE_NAME <> 'flyway_schema_history' ORDER BY 1",
                shape);
        assertThat(shape).hasSizeGreaterThan(100);
        return shape;
    }

    private static int count(MysqlServer server, String table) throws SQLException {
        List<String> found = new ArrayList<>();
        read(server, "SELECT COUNT(*) FROM " + table, found);
        return Integer.parseInt(found.getFirst());
    }

    private static void read(MysqlServer server, String sql, List<String> into)
            throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                into.add(rows.getString(1));
            }
        }
    }

    /** How many migrations the script says are done. */
    private static int notes() throws Exception {
        return SchemaScript.resource("/sql/otter-manager-schema.sql")
                        .split("INSERT INTO flyway_schema_history", -1)
                        .length
                - 1;
    }
}
