package dev.otter.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MysqlServerIT {
    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_5_7"})
    void committed_rows_survive_a_clean_stop_and_a_kill(Flavor flavor) throws Exception {
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
        }
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
