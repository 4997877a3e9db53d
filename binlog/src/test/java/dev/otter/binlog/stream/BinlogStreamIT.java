package dev.otter.binlog.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.QueryResult;
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
@EnumSource(
        value = Flavor.class,
        names = {"MYSQL_8_0", "MYSQL_5_7"})
final class BinlogStreamIT {
    private static final int ROTATE = 4;
    private static final int FORMAT_DESCRIPTION = 15;
    private static final int HEARTBEAT = 27;
    private static final int GTID = 33;
    private static final int WRITE_ROWS = 30;

    private static MysqlServer server;

    BinlogStreamIT(Flavor flavor) {
        assertThat(server.spec().flavor()).isEqualTo(flavor);
    }

    @BeforeParameterizedClassInvocation
    static void start(Flavor flavor) {
        server =
                MysqlServer.start(
                        ServerSpec.of(flavor)
                                .withOptions("--max-allowed-packet=256M", "--max-connections=50"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    private static MysqlConnection connect() {
        return MysqlConnection.connect(
                MysqlEndpoint.of(server.host(), server.port(), "root", "")
                        .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }

    @Test
    void a_file_is_read_from_its_start_to_its_end() {
        try (MysqlConnection connection = connect()) {
            connection.query("RESET MASTER");
            connection.query("CREATE DATABASE IF NOT EXISTS s");
            connection.query("CREATE OR REPLACE VIEW s.nothing AS SELECT 1");
            QueryResult logs = connection.query("SHOW BINARY LOGS");

            List<Integer> types = types(new StreamStart.AtFile(logs.string(0, 0), 4));

            assertThat(types.subList(0, 2)).containsExactly(ROTATE, FORMAT_DESCRIPTION);
            assertThat(types).filteredOn(t -> t == GTID).hasSize(2);
        }
    }

    private static List<Integer> types(StreamStart start) {
        List<Integer> types = new ArrayList<>();
        try (BinlogStream stream =
                BinlogStream.open(connect(), start, StreamConfig.of(77).untilEnd())) {
            while (stream.next()) {
                types.add((int) stream.buffer()[stream.offset() + 4]);
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
            connection.query("RESET MASTER");
            connection.query("CREATE DATABASE IF NOT EXISTS s");
            connection.query("DROP TABLE IF EXISTS s.g");
            connection.query("CREATE TABLE s.g (id INT PRIMARY KEY)");
            GtidSet done =
                    GtidSet.parse(connection.query("SELECT @@GLOBAL.gtid_executed").string(0, 0));
            connection.query("INSERT INTO s.g VALUES (1)");
            connection.query("INSERT INTO s.g VALUES (2)");

            assertThat(types(new StreamStart.AfterGtids(done)))
                    .filteredOn(t -> t == GTID)
                    .hasSize(2);
            assertThat(types(new StreamStart.AfterGtids(GtidSet.empty())))
                    .filteredOn(t -> t == GTID)
                    .hasSize(5);
        }
    }

    @Test
    void an_event_of_forty_megabytes_arrives_in_one_piece() {
        try (MysqlConnection connection = connect()) {
            connection.query("RESET MASTER");
            connection.query("CREATE DATABASE IF NOT EXISTS s");
            connection.query("DROP TABLE IF EXISTS s.big");
            connection.query("CREATE TABLE s.big (id INT PRIMARY KEY, v LONGTEXT)");
            connection.query("INSERT INTO s.big VALUES (1, REPEAT('abcdefgh', 5000000))");
            connection.query("INSERT INTO s.big VALUES (2, 'small')");

            List<Integer> lengths = new ArrayList<>();
            try (BinlogStream stream =
                    BinlogStream.open(
                            connect(),
                            new StreamStart.AfterGtids(GtidSet.empty()),
                            StreamConfig.of(78).untilEnd())) {
                while (stream.next()) {
                    assertThat(eventLength(stream)).isEqualTo(stream.length());
                    if (stream.buffer()[stream.offset() + 4] == WRITE_ROWS) {
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
            GtidSet done =
                    GtidSet.parse(connection.query("SELECT @@GLOBAL.gtid_executed").string(0, 0));
            StreamConfig config =
                    StreamConfig.of(79)
                            .withHeartbeat(Duration.ofMillis(100))
                            .withReplicaUuid(new UUID(1, 79));
            try (BinlogStream stream =
                    BinlogStream.open(connect(), new StreamStart.AfterGtids(done), config)) {
                readUntil(stream, HEARTBEAT);
                assertThat(connection.query("SHOW SLAVE HOSTS").string(0, 0)).isEqualTo("79");
                connection.query("CREATE DATABASE fresh");
                connection.query("DROP DATABASE fresh");
                readUntil(stream, GTID);
            }
        }
    }

    private static void readUntil(BinlogStream stream, int type) {
        int seen = 0;
        do {
            assertThat(stream.next()).isTrue();
            assertThat(seen++).isLessThan(10_000);
        } while (stream.buffer()[stream.offset() + 4] != type);
    }

    @Test
    void a_purged_start_is_refused_as_purged() {
        try (MysqlConnection connection = connect()) {
            connection.query("RESET MASTER");
            connection.query("CREATE DATABASE IF NOT EXISTS s");
            connection.query("FLUSH BINARY LOGS");
            connection.query("CREATE DATABASE gone");
            connection.query("DROP DATABASE gone");
            QueryResult logs = connection.query("SHOW BINARY LOGS");
            connection.query("PURGE BINARY LOGS TO '" + logs.string(1, 0) + "'");

            assertThatThrownBy(() -> types(new StreamStart.AfterGtids(GtidSet.empty())))
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
                                            .isEqualTo(DumpRefusedException.Reason.OUT_OF_RANGE));
            assertThatThrownBy(() -> types(new StreamStart.AtFile(logs.string(1, 0), 99_999)))
                    .isInstanceOfSatisfying(
                            DumpRefusedException.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(DumpRefusedException.Reason.OUT_OF_RANGE));
        }
    }
}
