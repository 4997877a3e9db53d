package dev.otter.binlog.event;

import static dev.otter.binlog.bytes.BinlogFormatException.malformed;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.BinlogFormatException.Code;
import dev.otter.binlog.bytes.ByteReader;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.event.Event.ContextKind;
import dev.otter.binlog.event.Event.MariaPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bodies of events that come once per file or statement and are decoded into records. */
final class RareEvents {
    private static final int VERSION_BYTES = 50;
    private static final int COUNT_MASK = 0xFFFFFFF;

    /** Reads the format description and fills {@code postHeader} by type. */
    Event.FormatDescription formatDescription(EventHeader header, ByteReader in, int[] postHeader) {
        int format = in.u16();
        if (format != 4) {
            throw malformed("binlog format " + format + "; only 4 is known");
        }
        int version = in.skip(VERSION_BYTES);
        int length = 0;
        while (length < VERSION_BYTES && in.buffer()[version + length] != 0) {
            length++;
        }
        long created = in.u32();
        int common = in.u8();
        if (common != EventHeader.LENGTH) {
            throw malformed("event headers of " + common + " bytes");
        }
        Arrays.fill(postHeader, 0);
        int types = in.remaining() - 1;
        for (int type = 1; type <= types; type++) {
            int bytes = in.u8();
            if (type < postHeader.length) {
                postHeader[type] = bytes;
            }
        }
        boolean checksums = in.u8() == 1;
        String server = new String(in.buffer(), version, length, StandardCharsets.UTF_8);
        return new Event.FormatDescription(header, server, created, checksums);
    }

    Event read(EventHeader header, ByteReader in) {
        return switch (header.type()) {
            case EventType.ROTATE -> rotate(header, in);
            case EventType.PREVIOUS_GTIDS ->
                    new Event.PreviousGtids(header, in.take(in.remaining()));
            case EventType.MARIADB_GTID_LIST -> gtidList(header, in);
            case EventType.XA_PREPARE -> xaPrepare(header, in);
            case EventType.HEARTBEAT ->
                    new Event.Heartbeat(header, in.utf8(in.remaining()), header.nextPosition());
            case EventType.HEARTBEAT_V2 -> heartbeat(header, in);
            case EventType.ROWS_QUERY -> {
                in.u8();
                yield new Event.RowsQuery(header, in.take(in.remaining()));
            }
            case EventType.INTVAR -> new Event.Context(header, ContextKind.INTVAR);
            case EventType.RAND -> new Event.Context(header, ContextKind.RAND);
            case EventType.USER_VAR -> new Event.Context(header, ContextKind.USER_VARIABLE);
            case EventType.BEGIN_LOAD_QUERY, EventType.APPEND_BLOCK, EventType.DELETE_FILE ->
                    new Event.LoadBlock(header);
            case EventType.INCIDENT -> incident(header, in);
            case EventType.STOP -> new Event.Stop(header);
            case EventType.IGNORABLE, EventType.TRANSACTION_CONTEXT, EventType.VIEW_CHANGE ->
                    new Event.Ignored(header);
            case EventType.MARIADB_BINLOG_CHECKPOINT, EventType.MARIADB_START_ENCRYPTION ->
                    new Event.Ignored(header);
            default -> unknown(header);
        };
    }

    private static Event unknown(EventHeader header) {
        if (header.ignorable()) {
            return new Event.Ignored(header);
        }
        throw new BinlogFormatException(
                Code.UNKNOWN_EVENT, "event type " + header.type() + " is not known");
    }

    private static Event rotate(EventHeader header, ByteReader in) {
        long position = in.i64();
        if (position < 0) {
            throw malformed("rotation to position " + Long.toUnsignedString(position));
        }
        return new Event.Rotate(header, in.utf8(in.remaining()), position);
    }

    private static Event gtidList(EventHeader header, ByteReader in) {
        long count = in.u32() & COUNT_MASK;
        if (count * 16 > in.remaining()) {
            throw malformed("a list of " + count + " GTIDs in " + in.remaining() + " bytes");
        }
        List<MariaPosition> positions = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            positions.add(new MariaPosition(in.u32(), in.u32(), in.i64()));
        }
        return new Event.MariaGtidList(header, List.copyOf(positions));
    }

    private static Event xaPrepare(EventHeader header, ByteReader in) {
        boolean onePhase = in.u8() != 0;
        long format = Bytes.i32(in.buffer(), in.skip(4));
        long global = in.u32();
        long branch = in.u32();
        return new Event.XaPrepare(header, onePhase, format, in.take(global), in.take(branch));
    }

    private static Event heartbeat(EventHeader header, ByteReader in) {
        String file = "";
        long position = 0;
        while (true) {
            int field = in.packedUpTo(Integer.MAX_VALUE, "heartbeat field");
            if (field == 0) {
                return new Event.Heartbeat(header, file, position);
            }
            int length = in.packedUpTo(in.remaining(), "length of a heartbeat field");
            ByteReader value = new ByteReader(in.buffer(), in.skip(length), length);
            switch (field) {
                case 1 -> file = value.utf8(length);
                case 2 -> position = value.packed();
                default -> value.skip(length);
            }
        }
    }

    private static Event incident(EventHeader header, ByteReader in) {
        int number = in.u16();
        String message = in.remaining() > 0 ? in.utf8(in.u8()) : "";
        return new Event.Incident(header, number, message);
    }
}
