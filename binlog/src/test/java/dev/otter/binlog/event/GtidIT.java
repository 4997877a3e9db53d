package dev.otter.binlog.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The name of the last transaction in the log is the one that the server knows. */
final class GtidIT {
    @ParameterizedTest
    @EnumSource(Flavor.class)
    void names_of_transactions_are_those_of_the_server(Flavor flavor) throws Exception {
        Availability availability = MysqlServer.available(flavor);
        assumeTrue(availability.ready(), availability.reason());
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor))) {
            server.execute("CREATE DATABASE d", "CREATE TABLE d.t (id INT PRIMARY KEY)");
            server.execute("INSERT INTO d.t VALUES (1)", "INSERT INTO d.t VALUES (2)");

            Gtid last = last(server);

            switch (flavor) {
                case MARIADB -> {
                    assertThat(last.text()).isEqualTo(ask(server, "SELECT @@gtid_binlog_pos"));
                    assertThat(last.standalone()).isFalse();
                }
                case MYSQL_8_0, MYSQL_5_7, MYSQL_9 -> {
                    assertThat(covers(server, last.text())).isTrue();
                    assertThat(covers(server, last.source() + ":" + (last.number() + 1))).isFalse();
                    assertThat(last.sequenceNumber()).isGreaterThan(last.lastCommitted());
                    assertThat(last.immediateCommitMicros() > 0)
                            .isEqualTo(flavor != Flavor.MYSQL_5_7);
                    assertThat(last.originalCommitMicros()).isEqualTo(last.immediateCommitMicros());
                    assertThat(last.transactionLength() > 0).isEqualTo(flavor != Flavor.MYSQL_5_7);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MYSQL_9")
    void tagged_names_are_those_of_the_server(Flavor flavor) throws Exception {
        Availability availability = MysqlServer.available(flavor);
        assumeTrue(availability.ready(), availability.reason());
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor))) {
            server.execute("CREATE DATABASE d", "CREATE TABLE d.t (id INT PRIMARY KEY)");
            server.execute("SET gtid_next='AUTOMATIC:blue'", "INSERT INTO d.t VALUES (3)");

            Gtid last = last(server);

            assertThat(last.tag()).isEqualTo("blue");
            assertThat(last.number()).isEqualTo(1);
            assertThat(covers(server, last.text())).isTrue();
            assertThat(last.immediateCommitMicros()).isPositive();
            assertThat(last.transactionLength()).isPositive();
        }
    }

    private static Gtid last(MysqlServer server) throws Exception {
        List<Gtid> found = new ArrayList<>();
        for (Path file : LogFile.of(server)) {
            LogFile.decode(
                    file,
                    new EventDecoder(),
                    event -> {
                        if (event instanceof Gtid gtid) {
                            found.add(gtid);
                        } else if (event instanceof Xid) {
                            assertThat(found).isNotEmpty();
                        }
                    });
        }
        // The event is refilled for each transaction of a file: it holds the last one now.
        return found.getLast();
    }

    private static boolean covers(MysqlServer server, String gtid) throws SQLException {
        return ask(server, "SELECT GTID_SUBSET('" + gtid + "', @@global.gtid_executed)")
                .equals("1");
    }

    private static String ask(MysqlServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
