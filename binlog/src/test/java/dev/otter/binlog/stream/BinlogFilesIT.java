package dev.otter.binlog.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Flavor.class)
final class BinlogFilesIT {
    private static MysqlServer server;

    BinlogFilesIT(Flavor flavor) {
        assertThat(server.spec().flavor()).isEqualTo(flavor);
    }

    @BeforeParameterizedClassInvocation
    static void start(Flavor flavor) throws Exception {
        Availability availability = MysqlServer.available(flavor);
        assumeTrue(availability.ready(), availability.reason());
        server = MysqlServer.start(ServerSpec.of(flavor));
        server.execute("CREATE DATABASE f");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static boolean nine() {
        return server.spec().flavor() == Flavor.MYSQL_9;
    }

    private static String plugin() {
        return nine() ? "caching_sha2_password" : "mysql_native_password";
    }

    private static MysqlConnection connect(String user, String password) {
        return MysqlConnection.connect(
                MysqlEndpoint.of(server.host(), server.port(), user, password));
    }

    @Test
    void the_end_of_the_log_moves_with_each_commit() {
        try (MysqlConnection connection = connect("root", "")) {
            BinlogFiles files = new BinlogFiles(connection);
            LogEnd before = files.end();
            connection.query("CREATE TABLE f.moves (id INT PRIMARY KEY)");
            LogEnd after = files.end();

            assertThat(after.offset()).isGreaterThan(before.offset());
            assertThat(files.list()).last().isEqualTo(new LogFile(after.file(), after.offset()));
            if (server.spec().flavor() == Flavor.MARIADB) {
                assertThat(files.mariadbEnd()).hasToString(after.gtids());
            } else {
                assertThat(files.executed()).hasToString(after.gtids());
                assertThat(files.executed().contains(files.purged())).isTrue();
            }
            try (BinlogStream stream =
                    BinlogStream.open(
                            connect("root", ""), before.asStart(), StreamConfig.of(5).untilEnd())) {
                int events = 0;
                while (stream.next()) {
                    events++;
                }
                assertThat(events).isGreaterThanOrEqualTo(4);
            }
        }
    }

    @Test
    void a_moment_is_found_in_the_file_begun_before_it() {
        try (MysqlConnection connection = connect("root", "")) {
            BinlogFiles files = new BinlogFiles(connection);
            connection.query(nine() ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER");
            List<Instant> moments = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Instant begun = now(connection);
                await().until(() -> now(connection).isAfter(begun.plusMillis(2100)));
                moments.add(now(connection));
                connection.query("FLUSH BINARY LOGS");
            }
            List<LogFile> list = files.list();
            assertThat(list).hasSize(5);
            for (int i = 0; i < moments.size(); i++) {
                BinlogFiles.Located found = files.locate(moments.get(i));
                assertThat(found.start().file()).isEqualTo(list.get(i).name());
                assertThat(found.reachesBack()).isTrue();
                assertThat(found.begins()).isBefore(moments.get(i));
            }
            BinlogFiles.Located early = files.locate(moments.getFirst().minusSeconds(1000));
            assertThat(early.start().file()).isEqualTo(list.getFirst().name());
            assertThat(early.reachesBack()).isFalse();
        }
    }

    private static Instant now(MysqlConnection connection) {
        String seconds = connection.query("SELECT UNIX_TIMESTAMP(NOW(3)) * 1000").string(0, 0);
        return Instant.ofEpochMilli((long) Double.parseDouble(seconds));
    }

    @Test
    void a_good_source_only_gets_advice() {
        try (MysqlConnection connection = connect("root", "")) {
            assertThat(SourceChecks.run(connection))
                    .noneMatch(p -> p.severity() == SourceProblem.Severity.ERROR);
            connection.query("SET GLOBAL binlog_format = 'MIXED'");
            assertThat(SourceChecks.run(connection).getFirst().code()).isEqualTo("source.format");
            connection.query("SET GLOBAL binlog_format = 'ROW'");
        }
    }

    @Test
    void missing_rights_are_named() throws Exception {
        server.createUser("nobody", "x", plugin());
        server.createUser("reader", "x", plugin(), "SELECT ON f.*");
        server.createUser(
                "replica",
                "x",
                plugin(),
                "REPLICATION SLAVE, REPLICATION CLIENT ON *.*",
                "SELECT ON f.*");

        assertThat(errors("nobody"))
                .containsExactly(
                        "source.right-slave", "source.right-client", "source.right-select");
        assertThat(errors("reader")).containsExactly("source.right-slave", "source.right-client");
        assertThat(errors("replica")).isEmpty();
    }

    private static List<String> errors(String user) {
        try (MysqlConnection connection = connect(user, "x")) {
            return SourceChecks.run(connection).stream()
                    .filter(p -> p.severity() == SourceProblem.Severity.ERROR)
                    .map(SourceProblem::code)
                    .toList();
        }
    }

    @Test
    void rights_that_come_by_a_role_count() throws Exception {
        if (server.spec().flavor() == Flavor.MYSQL_5_7) {
            return;
        }
        boolean mariaDb = server.spec().flavor() == Flavor.MARIADB;
        server.execute(
                "CREATE ROLE r",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT, SELECT ON *.* TO r",
                "CREATE USER u IDENTIFIED BY 'x'",
                "GRANT r TO u",
                "SET DEFAULT ROLE r " + (mariaDb ? "FOR" : "TO") + " u");

        assertThat(errors("u")).isEmpty();
    }
}
