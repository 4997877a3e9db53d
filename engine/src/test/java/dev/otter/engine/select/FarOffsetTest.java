package dev.otter.engine.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.EventType;
import dev.otter.model.position.LogPosition;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of more than 2 and 4 GiB, whose events tell 32 bits of their places. */
class FarOffsetTest {
    private static final String FILE = "log.000007";
    private static final int ARTIFICIAL = 0x20;
    private static final long GIB = 1L << 30;

    private static final byte[] VERSION = "8.0.36".getBytes(StandardCharsets.US_ASCII);

    private final Told told = new Told();

    private TransactionReader at(long offset) {
        return new TransactionReader(new EventDecoder(), told, new LogPosition(FILE, offset));
    }

    private static void send(TransactionReader reader, int type, int flags, long next, byte[] body) {
        ByteBuffer event =
                ByteBuffer.allocate(19 + body.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(flags == 0 ? 1_700_000_000 : 0)
                        .put((byte) type)
                        .putInt(7)
                        .putInt(19 + body.length)
                        .putInt((int) next)
                        .putShort((short) flags)
                        .put(body);
        reader.event(event.array(), 0, event.position());
    }

    /** The one that names the file, made by the sender. */
    private static void named(TransactionReader reader) {
        ByteBuffer body = ByteBuffer.allocate(8 + FILE.length()).order(ByteOrder.LITTLE_ENDIAN);
        body.putLong(4).put(FILE.getBytes(StandardCharsets.US_ASCII));
        send(reader, EventType.ROTATE, ARTIFICIAL, 0, body.array());
    }

    /** Without checksums, for which there is room all the same. */
    private static void format(TransactionReader reader, long next) {
        ByteBuffer body = ByteBuffer.allocate(2 + 50 + 4 + 1 + 41 + 1 + 4);
        body.order(ByteOrder.LITTLE_ENDIAN).putShort((short) 4).put(VERSION);
        body.position(52).putInt(0).put((byte) 19);
        send(reader, EventType.FORMAT_DESCRIPTION, 0, next, body.array());
    }

    private static void head(TransactionReader reader) {
        named(reader);
        format(reader, 126);
        send(reader, EventType.PREVIOUS_GTIDS, 0, 197, new byte[8]);
    }

    private static void heartbeat(TransactionReader reader, long next) {
        byte[] file = FILE.getBytes(StandardCharsets.US_ASCII);
        send(reader, EventType.HEARTBEAT, 0, next, file);
    }

    private static void commit(TransactionReader reader, long next) {
        send(reader, EventType.XID, 0, next, new byte[8]);
    }

    /** Behind a set of GTIDs a source sends the file from its start, with heartbeats meanwhile. */
    @ParameterizedTest
    @ValueSource(longs = {GIB, 3 * GIB, 4 * GIB - 200, 5 * GIB, 7 * GIB})
    void the_head_of_the_file_is_no_round_of_the_offset(long done) {
        TransactionReader reader = at(done);
        head(reader);
        heartbeat(reader, GIB / 2);
        heartbeat(reader, done);

        assertThat(reader.position()).isEqualTo(new LogPosition(FILE, done));
        assertThat(told.moved).allMatch(new LogPosition(FILE, done)::equals);

        commit(reader, done + 300);
        assertThat(told.committed).containsExactly(new LogPosition(FILE, done + 300));
    }

    /** Asked for by file and offset, it sends the description of the file without a place. */
    @ParameterizedTest
    @ValueSource(longs = {GIB, 3 * GIB, 4 * GIB - 200})
    void the_offset_goes_round_where_the_file_goes_on(long done) {
        TransactionReader reader = at(done);
        named(reader);
        format(reader, 0);
        commit(reader, done + 150);
        commit(reader, done + GIB + 7);
        commit(reader, done + 2 * GIB + 7);
        commit(reader, done + 2 * GIB + 90);

        assertThat(told.committed)
                .extracting(LogPosition::offset)
                .containsExactly(
                        done + 150, done + GIB + 7, done + 2 * GIB + 7, done + 2 * GIB + 90);
    }
}
