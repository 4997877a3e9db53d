package dev.otter.binlog.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.MariadbGtids;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Flavor.class)
final class BinlogStreamIT {
    private static final int ROTATE = 4;
    private static final int FORMAT_DESCRIPTION = 15;
    private static final int HEARTBEAT = 27;

    private static MysqlServer server;

    BinlogStreamIT(Flavor flavor) {
        assertThat(server.spec().flavor()).isEqualTo(flavor);
    }

    @BeforeParameterizedClassInvocation
    static void start(Flavor flavor) {
        Availability availability = MysqlServer.available(flavor);
        assumeTrue(availability.ready(), availability.reason());
        server =
                MysqlServer.start(
                        ServerSpec.of(flavor)
                                .withOptions("--max-allowed-packet=256M", "--max-connections=50"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static boolean mariaDb() {
        return server.spec().flavor() == Flavor.MARIADB;
    }

    private static void reset(MysqlConnection connection) {
        boolean nine = connection.serverVersion().mysqlAtLeast(8, 2, 0);
        connection.query(nine ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER");
    }

    private static StreamStart afterAll(MysqlConnection connection) {
        BinlogFiles files = new BinlogFiles(connection);
        return mariaDb()
                ? new StreamStart.AfterMariadbGtids(files.mariadbEnd())
                : new StreamStart.AfterGtids(files.executed());
    }

    private static StreamStart beginning() {
        return mariaDb()
                ? new StreamStart.AfterMariadbGtids(MariadbGtids.empty())
                : new StreamStart.AfterGtids(GtidSet.empty());
    }

    private static int gtidType() {
        return mariaDb() ? 162 : 33;
    }

    private static MysqlConnection connect() {
        return MysqlConnection.connect(
                MysqlEndpoint.of(server.host(), server.port(), "root", "")
                        .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }

    @Test
    void a_file_is_read_from_its_start_to_its_end() {
        try (MysqlConnection connection = connect()) {
            reset(connection);
            connection.query("CREATE DATABASE IF NOT EXISTS s");
            connection.query("CREATE OR REPLACE VIEW s.nothing AS SELECT 1");
            QueryResult logs = connection.query("SHOW BINARY LOGS");

            List<Integer> types = types(new StreamStart.AtFile(logs.string(0, 0), 4));

            assertThat(types.subList(0, 2)).containsExactly(ROTATE, FORMAT_DESCRIPTION);
            assertThat(types).filteredOn(t -> t == gtidType()).hasSize(2);
        }
    }

    private static List<Integer> types(StreamStart start) {
        List<Integer> types = new ArrayList<>();
        try (BinlogStream stream =
                BinlogStream.open(connect(), start, StreamConfig.of(77).untilEnd())) {
            while (stream.next()) {
                types.add(stream.buffer()[stream.offset() + 4] & 0xFF);
                assertThat(eventLength(stream)).isEqualTo(stream.length());
            }
        }
        return types;
    }

    private static int eventLength(BinlogStream stream) {
        int length = 0;
        for (int i = 3; i >= 0; i--) {
            length = length << 8 | stream.buffer()[stream.offset() + 9 + i] & 0xFF;
        }
        return length;
    }

    @Test
    void transactions_that_are_done_are_not_sent_again() {
        try (MysqlConnection connection = connect()) {
            reset(connection);
            connection.query("CREATE DATABASE IF NOT EXISTS s");
            connection.query("DROP TABLE IF EXISTS s.g");
            connection.query("CREATE TABLE s.g (id INT PRIMARY KEY)");
            StreamStart done = afterAll(connection);
            connection.query("INSERT INTO s.g VALUES (1)");
            connection.query("INSERT INTO s.g VALUES (2)");

            assertThat(types(done)).filteredOn(t -> t == gtidType()).hasSize(2);
            assertThat(types(beginning())).filteredOn(t -> t == gtidType()).hasSize(5);
        }
    }

    @Test
    void an_event_of_forty_megabytes_arrives_in_one_piece() {
        try (MysqlConnection connection = connect()) {
            reset(connection);
            connection.query("CREATE DATABASE IF NOT EXISTS s");
            connection.query("DROP TABLE IF EXISTS s.big");
            connection.query("CREATE TABLE s.big (id INT PRIMARY KEY, v LONGTEXT)");
            connection.query("INSERT INTO s.big VALUES (1, REPEAT('abcdefgh', 5000000))");
            connection.query("INSERT INTO s.big VALUES (2, 'small')");

            List<Integer> lengths = new ArrayList<>();
            try (BinlogStream stream =
                    BinlogStream.open(connect(), beginning(), StreamConfig.of(78).untilEnd())) {
                while (stream.next()) {
                    assertThat(eventLength(stream)).isEqualTo(stream.length());
                    if (stream.buffer()[stream.offset() + 4] == (mariaDb() ? 23 : 30)) {
                        lengths.add(stream.length());
                        checkPattern(stream);
                    }
                }
            }
            assertThat(lengths).hasSize(2);
            assertThat(lengths.get(0)).isGreaterThan(40_000_000);
        }
    }

    private static void checkPattern(BinlogStream stream) {
        if (stream.length() < 40_000_000) {
            return;
        }
        int end = stream.offset() + stream.length() - 4;
        byte[] buffer = stream.buffer();
        for (int i = 0; i < 40_000_000; i++) {
            if (buffer[end - 1 - i] != (byte) ('h' - i % 8)) {
                throw new AssertionError("wrong byte " + i + " before the end");
            }
        }
    }

    @Test
    void an_idle_stream_beats_and_then_brings_what_is_new() {
        try (MysqlConnection connection = connect()) {
            connection.query("CREATE DATABASE IF NOT EXISTS s");
            StreamStart done = afterAll(connection);
            StreamConfig config =
                    StreamConfig.of(79)
                            .withHeartbeat(Duration.ofMillis(100))
                            .withReplicaUuid(new UUID(1, 79));
            try (BinlogStream stream = BinlogStream.open(connect(), done, config)) {
                readUntil(stream, HEARTBEAT);
                boolean nine = server.spec().flavor() == Flavor.MYSQL_9;
                String hosts = nine ? "SHOW REPLICAS" : "SHOW SLAVE HOSTS";
                assertThat(connection.query(hosts).string(0, 0)).isEqualTo("79");
                connection.query("CREATE DATABASE fresh");
                connection.query("DROP DATABASE fresh");
                readUntil(stream, gtidType());
            }
        }
    }

    private static void readUntil(BinlogStream stream, int type) {
        int seen = 0;
        do {
            assertThat(stream.next()).isTrue();
            assertThat(seen++).isLessThan(10_000);
        } while ((stream.buffer()[stream.offset() + 4] & 0xFF) != type);
    }

    @Test
    void a_purged_start_is_refused_as_purged() {
        try (MysqlConnection connection = connect()) {
            reset(connection);
            connection.query("CREATE DATABASE IF NOT EXISTS s");
            connection.query("FLUSH BINARY LOGS");
            connection.query("CREATE DATABASE gone");
            connection.query("DROP DATABASE gone");
            QueryResult logs = connection.query("SHOW BINARY LOGS");
            connection.query("PURGE BINARY LOGS TO '" + logs.string(1, 0) + "'");

            assertThatThrownBy(() -> types(beginning()))
                    .isInstanceOfSatisfying(
                            DumpRefusedException.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(DumpRefusedException.Reason.PURGED));
            assertThatThrownBy(() -> types(new StreamStart.AtFile(logs.string(0, 0), 4)))
                    .isInstanceOfSatisfying(
                            DumpRefusedException.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(DumpRefusedException.Reason.PURGED));
            assertThatThrownBy(() -> types(new StreamStart.AtFile(logs.string(1, 0), 99_999)))
                    .isInstanceOfSatisfying(
                            DumpRefusedException.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(DumpRefusedException.Reason.OUT_OF_RANGE));
        }
    }

    @Test
    void tagged_transactions_that_are_done_are_not_sent_again() {
        assumeTrue(server.spec().flavor() == Flavor.MYSQL_9, "tags came with MySQL 8.3");
        try (MysqlConnection connection = connect()) {
            reset(connection);
            connection.query("CREATE DATABASE IF NOT EXISTS s");
            connection.query("SET gtid_next = 'AUTOMATIC:blue'");
            connection.query("CREATE DATABASE tagged");
            GtidSet done = new BinlogFiles(connection).executed();
            connection.query("DROP DATABASE tagged");
            connection.query("SET gtid_next = 'AUTOMATIC'");

            assertThat(done.tagged()).isTrue();
            int tagged = 42;
            assertThat(types(new StreamStart.AfterGtids(done)))
                    .filteredOn(t -> t == gtidType() || t == tagged)
                    .hasSize(1);
            assertThat(types(beginning()))
                    .filteredOn(t -> t == gtidType() || t == tagged)
                    .hasSize(3);
        }
    }
}
