package dev.otter.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.otter.testkit.server.ServerSpec.RowImage;
import dev.otter.testkit.server.ServerSpec.RowMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MysqlServerIT {
    private static final String BINLOG = "REPLICATION SLAVE, REPLICATION CLIENT ON *.*";

    @ParameterizedTest
    @EnumSource
    void committed_rows_survive_a_clean_stop_and_a_kill(Flavor flavor) throws Exception {
        assumeAvailable(flavor);
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor))) {
            server.execute("CREATE DATABASE d", "CREATE TABLE d.t (id INT PRIMARY KEY)");
            server.execute("INSERT INTO d.t VALUES (1)");
            int port = server.port();
            long pid = server.pid();

            server.stop();
            server.restart();
            server.execute("INSERT INTO d.t VALUES (2)");
            server.kill();
            assertThat(server.running()).isFalse();
            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(server.pid()).isNotEqualTo(pid);
            assertThat(read(server, "SELECT SUM(id) FROM d.t")).isEqualTo("3");
            assertThat(server.dataFolder().resolve("binlog.000001")).exists();
            assertThat(server.logTail()).contains("ready for connections");
            assertThat(read(server, "SELECT @@server_id")).isEqualTo(Integer.toString(port));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_spec_reaches_the_server(Flavor flavor) throws Exception {
        assumeAvailable(flavor);
        boolean old = flavor == Flavor.MYSQL_5_7;
        boolean compressing = flavor == Flavor.MYSQL_9 || flavor == Flavor.MARIADB;
        ServerSpec spec =
                ServerSpec.of(flavor)
                        .withGtid(false)
                        .withRowImage(RowImage.MINIMAL)
                        .withRowMetadata(old ? RowMetadata.MINIMAL : RowMetadata.FULL)
                        .withCompressed(compressing)
                        .withDurable(true)
                        .withServerId(77)
                        .withOptions("--max-connections=33", "--lower-case-table-names=1");

        try (MysqlServer server = MysqlServer.start(spec)) {
            assertThat(read(server, "SELECT @@server_id")).isEqualTo("77");
            assertThat(read(server, "SELECT @@max_connections")).isEqualTo("33");
            assertThat(read(server, "SELECT @@lower_case_table_names")).isEqualTo("1");
            assertThat(read(server, "SELECT @@binlog_row_image")).isEqualTo("MINIMAL");
            assertThat(read(server, "SELECT @@sync_binlog")).isEqualTo("1");
            if (!old) {
                assertThat(read(server, "SELECT @@binlog_row_metadata")).isEqualTo("FULL");
            }
            switch (flavor) {
                case MARIADB ->
                        assertThat(read(server, "SELECT @@log_bin_compress")).isEqualTo("1");
                case MYSQL_9 -> {
                    assertThat(read(server, "SELECT @@gtid_mode")).isEqualTo("OFF");
                    assertThat(read(server, "SELECT @@binlog_transaction_compression"))
                            .isEqualTo("1");
                }
                case MYSQL_8_0, MYSQL_5_7 ->
                        assertThat(read(server, "SELECT @@gtid_mode")).isEqualTo("OFF");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_created_user_comes_in_with_its_rights(Flavor flavor) throws Exception {
        assumeAvailable(flavor);
        String plugin =
                switch (flavor) {
                    case MYSQL_5_7, MARIADB -> "mysql_native_password";
                    case MYSQL_8_0, MYSQL_9 -> "caching_sha2_password";
                };
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor))) {
            server.execute("CREATE DATABASE d");
            server.createUser("re'ader", "p'\\w", plugin, BINLOG, "SELECT ON d.*");

            try (Connection connection = server.connect("re'ader", "p'\\w", "d");
                    Statement statement = connection.createStatement()) {
                assertThat(statement.execute("SELECT 1")).isTrue();
            }
        }
    }

    @Test
    void every_server_has_an_identity_of_its_own_and_leaves_nothing_behind() throws Exception {
        Path folder;
        try (MysqlServer one = MysqlServer.start(ServerSpec.of(Flavor.MYSQL_5_7));
                MysqlServer two = MysqlServer.start(ServerSpec.of(Flavor.MYSQL_5_7))) {
            assertThat(read(one, "SELECT @@server_uuid"))
                    .isNotEqualTo(read(two, "SELECT @@server_uuid"));
            assertThat(one.port()).isNotEqualTo(two.port());
            folder = one.dataFolder();
        }
        assertThat(folder.getParent()).doesNotExist();
    }

    @Test
    void a_server_dies_with_a_jvm_that_is_killed(@TempDir Path folder) throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/setpriv"))).as("setpriv").isTrue();
        Path note = folder.resolve("pid");
        List<String> words =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsAndHalts.class.getName(),
                        note.toString());

        new Command(words, Map.of(), folder, Duration.ofMinutes(1)).run();

        long pid = Long.parseLong(Files.readString(note));
        await().atMost(Duration.ofSeconds(20)).until(() -> dead(pid));
    }

    /** A process nobody has reaped yet has no command any more. */
    private static boolean dead(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isEmpty();
    }

    private static void assumeAvailable(Flavor flavor) {
        Availability availability = MysqlServer.available(flavor);
        assumeThat(availability.ready()).as(flavor.title() + ": " + availability.reason()).isTrue();
    }

    private static String read(MysqlServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
