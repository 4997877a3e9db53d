package dev.otter.engine.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.EventType;
import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.BinlogStream;
import dev.otter.binlog.stream.LogEnd;
import dev.otter.binlog.stream.StreamConfig;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a source sends before the first transaction, and that it moves nothing. */
class StreamHeadIT {
    private static final int TYPE = 4;
    private static final int NEXT = 13;
    private static final int FLAGS = 17;
    private static final int ARTIFICIAL = 0x20;
    private static final long FAR = 3L << 30;

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_5_7", "MYSQL_8_0", "MYSQL_9"})
    void the_head_of_a_file_moves_nothing(Flavor flavor) throws Exception {
        Availability available = MysqlServer.available(flavor);
        assumeThat(available.ready()).as(available.reason()).isTrue();
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor).withServerId(1))) {
            server.execute(
                    "CREATE DATABASE head",
                    "CREATE TABLE head.t (id INT PRIMARY KEY)",
                    "INSERT INTO head.t VALUES (1),(2)");
            MysqlEndpoint endpoint = MysqlEndpoint.of("127.0.0.1", server.port(), "root", "");
            GtidSet all;
            LogEnd end;
            try (MysqlConnection connection = MysqlConnection.connect(endpoint)) {
                all = GtidSet.parse(connection.query("SELECT @@GLOBAL.gtid_executed").string(0, 0));
                end = new BinlogFiles(connection).end();
            }
            LogPosition far = new LogPosition(end.file(), FAR);

            Map<Integer, Long> behindGtids =
                    sent(endpoint, new StreamStart.AfterGtids(all), far);
            Map<Integer, Long> atFile =
                    sent(endpoint, new StreamStart.AtFile(end.file(), end.offset()), far);

            assertThat(behindGtids.get(EventType.FORMAT_DESCRIPTION)).isBetween(100L, 200L);
            assertThat(behindGtids).containsKey(EventType.PREVIOUS_GTIDS);
            assertThat(atFile).containsEntry(EventType.FORMAT_DESCRIPTION, 0L);
            assertThat(atFile).doesNotContainKey(EventType.PREVIOUS_GTIDS);
        }
    }

    /** Places by type of event, of those that say that they stand in the file. */
    private static Map<Integer, Long> sent(
            MysqlEndpoint endpoint, StreamStart start, LogPosition done) {
        Map<Integer, Long> places = new HashMap<>();
        Told told = new Told();
        try (BinlogStream stream =
                        BinlogStream.open(
                                MysqlConnection.connect(endpoint),
                                start,
                                StreamConfig.of(77).untilEnd());
                TransactionReader reader = new TransactionReader(new EventDecoder(), told, done)) {
            while (stream.next()) {
                reader.event(stream.buffer(), stream.offset(), stream.length());
                ByteBuffer event =
                        ByteBuffer.wrap(stream.buffer(), stream.offset(), stream.length())
                                .slice()
                                .order(ByteOrder.LITTLE_ENDIAN);
                if ((event.getShort(FLAGS) & ARTIFICIAL) == 0) {
                    places.put((int) event.get(TYPE), Integer.toUnsignedLong(event.getInt(NEXT)));
                }
            }
            assertThat(reader.position()).isEqualTo(done);
        }
        assertThat(told.committed).isEmpty();
        assertThat(told.moved).allMatch(done::equals);
        return places;
    }
}
