package dev.otter.binlog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Flavor.class)
final class MysqlConnectionIT {
    private static MysqlServer server;

    MysqlConnectionIT(Flavor flavor) {
        assertThat(server.spec().flavor()).isEqualTo(flavor);
    }

    @BeforeParameterizedClassInvocation
    static void start(Flavor flavor) throws Exception {
        Availability availability = MysqlServer.available(flavor);
        assumeTrue(availability.ready(), availability.reason());
        server = MysqlServer.start(ServerSpec.of(flavor).withOptions("--max-allowed-packet=64M"));
        server.execute("CREATE DATABASE w", "CREATE TABLE w.t (id INT PRIMARY KEY, v LONGBLOB)");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static MysqlEndpoint root() {
        return MysqlEndpoint.of(server.host(), server.port(), "root", "")
                .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    private static void send(MysqlConnection connection, String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        connection.send(bytes, 0, bytes.length);
    }

    @Test
    void metadata_comes_with_names_and_nulls() {
        try (MysqlConnection connection = MysqlConnection.connect(root())) {
            QueryResult result =
                    connection.query(
                            "SELECT 1 AS one, NULL AS nothing, 'ü€😀' AS text, '' AS blank");

            assertThat(result.columns())
                    .extracting(Column::name)
                    .containsExactly("one", "nothing", "text", "blank");
            assertThat(result.number(0, 0)).isEqualTo(1);
            assertThat(result.cell(0, 1)).isNull();
            assertThat(result.string(0, "TEXT")).isEqualTo("ü€😀");
            assertThat(result.string(0, 3)).isEmpty();
            assertThat(connection.query("SELECT CONNECTION_ID()").number(0, 0))
                    .isEqualTo(connection.connectionId());
            assertThat(connection.query("SELECT VERSION()").string(0, 0))
                    .isEqualTo(connection.serverVersion().text().replaceFirst("^5.5.5-", ""));
            assertThat(connection.maxAllowedPacket()).isEqualTo(64L << 20);
            connection.ping();
        }
    }

    @Test
    void statements_in_one_packet_report_one_by_one() {
        try (MysqlConnection connection = MysqlConnection.connect(root())) {
            connection.query("DELETE FROM w.t");
            send(
                    connection,
                    "BEGIN;INSERT INTO w.t VALUES (1,'a'),(2,'b'),(3,'c');"
                            + "UPDATE w.t SET v='b' WHERE id>1;SELECT id FROM w.t;COMMIT");

            assertThat(connection.next().inTransaction()).isTrue();
            assertThat(connection.next().affectedRows()).isEqualTo(3);
            StatementOutcome update = connection.next();
            assertThat(update.affectedRows()).isEqualTo(1);
            assertThat(update.matchedRows()).isEqualTo(2);
            StatementOutcome select = connection.next();
            assertThat(select.resultSet()).isTrue();
            assertThat(select.affectedRows()).isEqualTo(3);
            StatementOutcome commit = connection.next();
            assertThat(commit.inTransaction()).isFalse();
            assertThat(commit.moreFollow()).isFalse();
        }
    }

    @Test
    void nothing_after_a_failed_statement_of_a_packet_is_run() {
        try (MysqlConnection connection = MysqlConnection.connect(root())) {
            connection.query("DELETE FROM w.t");
            send(
                    connection,
                    "BEGIN;INSERT INTO w.t VALUES (1,'a');INSERT INTO w.t VALUES (1,'x');COMMIT");
            assertThatThrownBy(connection::readOutcomes)
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> {
                                assertThat(e.errorNumber()).isEqualTo(1062);
                                assertThat(e.statementIndex()).isEqualTo(2);
                            });

            assertThat(connection.query("SELECT COUNT(*) FROM w.t").outcome().inTransaction())
                    .isTrue();
            connection.query("ROLLBACK");
            assertThat(connection.query("SELECT COUNT(*) FROM w.t").number(0, 0)).isZero();
        }
    }

    @Test
    void packets_sent_ahead_are_answered_in_order() {
        try (MysqlConnection connection = MysqlConnection.connect(root())) {
            connection.query("DELETE FROM w.t");
            for (int i = 0; i < 200; i++) {
                send(
                        connection,
                        "INSERT INTO w.t VALUES (" + i + ",'x')" + (i == 77 ? ",(0,'')" : ""));
            }
            int failed = 0;
            for (int i = 0; i < 200; i++) {
                try {
                    assertThat(connection.next().affectedRows()).isEqualTo(1);
                } catch (ServerErrorException e) {
                    assertThat(i).isEqualTo(77);
                    failed++;
                }
            }
            assertThat(failed).isEqualTo(1);
            assertThat(connection.query("SELECT COUNT(*) FROM w.t").number(0, 0)).isEqualTo(199);
        }
    }

    @Test
    void forty_megabytes_go_there_and_come_back() {
        try (MysqlConnection connection = MysqlConnection.connect(root())) {
            connection.query("DELETE FROM w.t");
            byte[] head = "INSERT INTO w.t VALUES (1,'".getBytes(StandardCharsets.US_ASCII);
            byte[] sql = Arrays.copyOf(head, head.length + 40_000_000 + 2);
            for (int i = head.length; i < sql.length - 2; i++) {
                sql[i] = (byte) ('a' + i * 31L % 26);
            }
            sql[sql.length - 2] = '\'';
            sql[sql.length - 1] = ')';
            connection.send(sql, 0, sql.length);
            assertThat(connection.next().affectedRows()).isEqualTo(1);

            byte[] cell = connection.query("SELECT v FROM w.t").cell(0, 0);
            assertThat(Arrays.equals(cell, 0, cell.length, sql, head.length, sql.length - 2))
                    .isTrue();
            assertThat(connection.query("SELECT 1").number(0, 0)).isEqualTo(1);
        }
    }

    @Test
    void a_packet_above_the_servers_limit_is_a_lost_connection_with_the_reason() {
        try (MysqlConnection connection = MysqlConnection.connect(root())) {
            byte[] sql = new byte[70 << 20];
            Arrays.fill(sql, (byte) ' ');
            assertThatThrownBy(
                            () -> {
                                connection.send(sql, 0, sql.length);
                                connection.next();
                            })
                    .isInstanceOf(ConnectionLostException.class);
            assertThat(connection.closed()).isTrue();
        }
    }

    @Test
    void a_million_rows_stream_by() {
        try (MysqlConnection connection = MysqlConnection.connect(root())) {
            long[] seen = new long[2];
            StatementOutcome outcome =
                    connection.stream(
                            "SELECT 12345 FROM (SELECT 0 UNION SELECT 1 UNION SELECT 2 UNION SELECT"
                                    + " 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7"
                                    + " UNION SELECT 8 UNION SELECT 9) a JOIN information_schema.COLLATIONS"
                                    + " b JOIN information_schema.COLLATIONS c",
                            (buffer, offsets, lengths) -> {
                                seen[0]++;
                                seen[1] += lengths[0];
                                assertThat(buffer[offsets[0]]).isEqualTo((byte) '1');
                            });
            assertThat(seen[0]).isEqualTo(outcome.affectedRows()).isGreaterThan(400_000);
            assertThat(seen[1]).isEqualTo(5 * seen[0]);
        }
    }

    @Test
    void a_killed_or_silent_connection_is_lost_not_refused() throws Exception {
        try (MysqlConnection victim = MysqlConnection.connect(root());
                MysqlConnection killer = MysqlConnection.connect(root())) {
            killer.query("KILL " + victim.connectionId());
            assertThatThrownBy(
                            () -> {
                                victim.query("SELECT 1");
                                victim.query("SELECT 1");
                            })
                    .isInstanceOf(WireException.class);
            killer.readTimeout(Duration.ofMillis(200));
            assertThatThrownBy(() -> killer.query("SELECT SLEEP(5)"))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("read timeout");
        }
        MysqlConnection waiting = MysqlConnection.connect(root());
        send(waiting, "SELECT SLEEP(30)");
        CompletableFuture<Void> waiter = CompletableFuture.runAsync(waiting::next);
        waiting.abort();
        assertThatThrownBy(() -> waiter.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ConnectionLostException.class);
    }

    @Test
    void passwords_are_proved_without_tls_by_every_plugin() throws Exception {
        for (String plugin : plugins()) {
            String user = "clear_" + plugin.substring(0, 6);
            server.createUser(user, "pässword", plugin, "SELECT ON w.*");
            MysqlEndpoint endpoint =
                    MysqlEndpoint.of(server.host(), server.port(), user, "pässword")
                            .withTls(TlsMode.DISABLED);
            if (plugin.startsWith("sha256") && server.spec().flavor() == Flavor.MYSQL_5_7) {
                // This 5.7 archive has neither RSA keys nor TLS.
                continue;
            }
            for (int round = 0; round < 2; round++) {
                try (MysqlConnection connection = MysqlConnection.connect(endpoint)) {
                    assertThat(connection.encrypted()).isFalse();
                    assertThat(connection.query("SELECT USER()").string(0, 0)).startsWith(user);
                }
            }
            assertThatThrownBy(() ->
                            MysqlConnection.connect(
                                    MysqlEndpoint.of(server.host(), server.port(), user, "wrong")))
                    .isInstanceOf(AuthRefusedException.class)
                    .hasMessageContaining("check user name and password");
        }
    }

    private static List<String> plugins() {
        if (server.spec().flavor() == Flavor.MARIADB) {
            return List.of("mysql_native_password");
        }
        try (MysqlConnection connection = MysqlConnection.connect(root())) {
            QueryResult result =
                    connection.query(
                            "SELECT plugin_name FROM information_schema.plugins WHERE"
                                    + " plugin_type = 'AUTHENTICATION' AND plugin_status = 'ACTIVE'"
                                    + " AND plugin_name IN ('mysql_native_password',"
                                    + " 'caching_sha2_password', 'sha256_password')");
            return IntStream.range(0, result.size()).mapToObj(i -> result.string(i, 0)).toList();
        }
    }

    @Test
    void tls_is_used_as_far_as_it_is_asked_for_and_offered() throws Exception {
        Flavor flavor = server.spec().flavor();
        if (flavor == Flavor.MYSQL_5_7 || flavor == Flavor.MARIADB) {
            try (MysqlConnection connection = MysqlConnection.connect(root())) {
                assertThat(connection.encrypted()).isFalse();
            }
            assertThatThrownBy(() -> MysqlConnection.connect(root().withTls(TlsMode.REQUIRED)))
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining("offers no TLS");
            return;
        }
        for (String plugin : plugins()) {
            String user = "tls_" + plugin.substring(0, 6);
            server.createUser(user, "secret", plugin);
            server.execute("ALTER USER '" + user + "'@'%' REQUIRE SSL");
            MysqlEndpoint endpoint = MysqlEndpoint.of(server.host(), server.port(), user, "secret");
            for (TlsMode mode : new TlsMode[] {TlsMode.PREFERRED, TlsMode.REQUIRED}) {
                try (MysqlConnection connection = MysqlConnection.connect(endpoint.withTls(mode))) {
                    assertThat(connection.encrypted()).isTrue();
                    assertThat(connection.query("SHOW STATUS LIKE 'Ssl_cipher'").string(0, 1))
                            .isNotEmpty();
                }
            }
            assertThatThrownBy(() -> MysqlConnection.connect(endpoint.withTls(TlsMode.DISABLED)))
                    .isInstanceOf(AuthRefusedException.class);
        }
        MysqlEndpoint verified =
                root().withTls(TlsMode.VERIFY_CA).withTrust(server.dataFolder().resolve("ca.pem"));
        try (MysqlConnection connection = MysqlConnection.connect(verified)) {
            assertThat(connection.query("SELECT REPEAT('x', 20000000)").cell(0, 0))
                    .hasSize(20_000_000);
        }
        assertThatThrownBy(() -> MysqlConnection.connect(verified.withTls(TlsMode.VERIFY_IDENTITY)))
                .isInstanceOf(ConnectFailedException.class);
        assertThatThrownBy(() -> MysqlConnection.connect(root().withTls(TlsMode.VERIFY_CA)))
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining("TLS");
    }
}
