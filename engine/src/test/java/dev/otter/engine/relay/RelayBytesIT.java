package dev.otter.engine.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.event.EventType;
import dev.otter.binlog.gtid.Gtid;
import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.LogEnd;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.TlsMode;
import dev.otter.model.channel.LogSharing;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a relay gives, against what a connection of one's own gives, byte for byte. */
class RelayBytesIT {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final Set<Integer> BEGINNINGS =
            Set.of(
                    EventType.FORMAT_DESCRIPTION,
                    EventType.PREVIOUS_GTIDS,
                    EventType.ROTATE,
                    EventType.HEARTBEAT);

    @TempDir Path folder;

    /** An event and where it began; -1 for one that is in no file. */
    private record Read(String file, long start, byte[] bytes) {
        int type() {
            return bytes[4] & 0xFF;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MYSQL_8_0, true, CRC32",
        "MYSQL_8_0, false, NONE",
        "MYSQL_5_7, true, CRC32",
        "MYSQL_5_7, false, CRC32"
    })
    void events_are_those_of_an_own_connection(Flavor flavor, boolean gtids, String checksum)
            throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor).withGtid(gtids))) {
            server.execute("SET GLOBAL binlog_checksum = '" + checksum + "'");
            server.execute("CREATE DATABASE d", "CREATE TABLE d.t (id INT PRIMARY KEY, v LONGBLOB)");
            MysqlEndpoint endpoint =
                    MysqlEndpoint.of(server.host(), server.port(), "root", "")
                            .withTls(TlsMode.DISABLED);
            LogEnd begin;
            GtidSet before;
            RelaySource source;
            try (MysqlConnection connection = MysqlConnection.connect(endpoint)) {
                begin = new BinlogFiles(connection).end();
                before = GtidSet.parse(begin.gtids());
                source = new RelaySource(endpoint, uuid(connection), RelayBytesIT::uuid, gtids);
            }
            try (LogRelays relays = new LogRelays(folder, 64L << 20)) {
                SharedLog one = relays.log(source, LogSharing.AUTO);
                SharedLog two = relays.log(source, LogSharing.AUTO);
                one.enter();
                two.enter();
                ReadingPlace place =
                        new ReadingPlace(
                                begin.file(),
                                begin.offset(),
                                gtids ? Optional.of(before) : Optional.empty());
                try (LogFeed first = awaitFeed(one, place)) {
                    write(server);
                    LogEnd end;
                    try (MysqlConnection connection = MysqlConnection.connect(endpoint)) {
                        end = new BinlogFiles(connection).end();
                    }
                    readUntil(first, end);
                    List<Read> own = own(endpoint, begin.asStart());
                    comparePlaces(endpoint, two, own);
                    if (gtids) {
                        compareSets(endpoint, two, before, GtidSet.parse(end.gtids()));
                    }
                }
                one.leave();
                two.leave();
            }
        }
    }

    private static String uuid(MysqlConnection connection) {
        return connection.query("SELECT @@server_uuid").string(0, 0);
    }

    private static LogFeed awaitFeed(SharedLog log, ReadingPlace place) {
        long deadline = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < deadline) {
            if (log.offers(() -> place, () -> true)) {
                return log.join(place).orElseThrow();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("no relay was begun");
    }

    private static void write(MysqlServer server) throws Exception {
        for (int i = 0; i < 40; i++) {
            server.execute(
                    "INSERT INTO d.t VALUES (%d, REPEAT('x', %d))".formatted(i, i * i * 20),
                    "UPDATE d.t SET v = CONCAT(v, 'y') WHERE id <= " + i);
            if (i % 13 == 5) {
                server.execute("FLUSH BINARY LOGS");
            }
            if (i % 11 == 3) {
                server.execute("ALTER TABLE d.t ADD COLUMN c%d INT".formatted(i));
            }
        }
    }

    private static byte[] event(LogFeed feed) {
        return Arrays.copyOfRange(feed.buffer(), feed.offset(), feed.offset() + feed.length());
    }

    private static void readUntil(LogFeed feed, LogEnd end) {
        String file = "";
        long at = 0;
        long deadline = System.nanoTime() + PATIENCE;
        while (!file.equals(end.file()) || at < end.offset()) {
            assertThat(System.nanoTime()).as("%s:%s", file, at).isLessThan(deadline);
            assertThat(feed.next()).isTrue();
            byte[] event = event(feed);
            if (RecordReader.artificial(event, 0) && event[4] == EventType.ROTATE) {
                file = rotatedTo(event);
                at = 4;
            } else {
                at = RecordReader.end(at, event, 0);
            }
        }
    }

    private static String rotatedTo(byte[] event) {
        String text = new String(event, 27, event.length - 27, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf('.') + 7);
    }

    /** All that an own connection gives until the log's end now. */
    private static List<Read> own(MysqlEndpoint endpoint, StreamStart start) {
        List<Read> events = new ArrayList<>();
        MysqlConnection connection = MysqlConnection.connect(endpoint);
        StreamConfig config = StreamConfig.of(4711).untilEnd();
        try (BinlogStream stream = BinlogStream.open(connection, start, config)) {
            String file = "";
            long at = 0;
            while (stream.next()) {
                byte[] event =
                        Arrays.copyOfRange(
                                stream.buffer(),
                                stream.offset(),
                                stream.offset() + stream.length());
                boolean madeUp = RecordReader.artificial(event, 0);
                if (madeUp && event[4] == EventType.ROTATE) {
                    file = rotatedTo(event);
                    at = Bytes.i64(event, 19);
                }
                long behind = RecordReader.end(at, event, 0);
                events.add(new Read(file, behind == at ? -1 : at, event));
                at = behind;
            }
        }
        return events;
    }

    private static List<byte[]> shared(SharedLog log, ReadingPlace place) {
        List<byte[]> events = new ArrayList<>();
        try (LogFeed feed = log.join(place).orElseThrow(() -> new AssertionError("" + place))) {
            while (feed.available()) {
                assertThat(feed.next()).isTrue();
                byte[] event = event(feed);
                if (event[4] != EventType.HEARTBEAT) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    private static void comparePlaces(MysqlEndpoint endpoint, SharedLog log, List<Read> own) {
        int compared = 0;
        for (int i = 0; i < own.size(); i++) {
            Read each = own.get(i);
            boolean wanted = i % 17 == 3 || each.type() == EventType.FORMAT_DESCRIPTION;
            if (each.start() < 0 || !wanted) {
                continue;
            }
            List<byte[]> expected =
                    own(endpoint, new StreamStart.AtFile(each.file(), each.start())).stream()
                            .filter(it -> it.type() != EventType.HEARTBEAT)
                            .map(Read::bytes)
                            .toList();
            ReadingPlace place = new ReadingPlace(each.file(), each.start(), Optional.empty());
            assertThat(shared(log, place))
                    .as("from %s:%s", each.file(), each.start())
                    .containsExactlyElementsOf(expected);
            compared++;
        }
        assertThat(compared).isGreaterThan(10);
    }

    private static void compareSets(
            MysqlEndpoint endpoint, SharedLog log, GtidSet before, GtidSet after) {
        var source = after.sources().iterator().next();
        GtidSet added = after.subtract(before);
        long first = after.size() - added.size() + 1;
        for (GtidSet done :
                List.of(
                        before,
                        before.add(new Gtid(source, first + 2)),
                        before.add(new Gtid(source, first))
                                .add(new Gtid(source, first + 30)),
                        after.subtract(
                                GtidSet.empty()
                                        .add(new Gtid(source, first + 50))),
                        after)) {
            List<byte[]> expected =
                    own(endpoint, new StreamStart.AfterGtids(done)).stream()
                            .filter(it -> !BEGINNINGS.contains(it.type()))
                            .map(Read::bytes)
                            .toList();
            List<byte[]> found =
                    shared(log, new ReadingPlace("none", 4, Optional.of(done))).stream()
                            .filter(it -> !BEGINNINGS.contains(it[4] & 0xFF))
                            .toList();
            assertThat(found).as("after %s", done).containsExactlyElementsOf(expected);
        }
    }
}
