package dev.otter.binlog.event;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteReader;

/**
 * A whole transaction's events in one compressed event. {@link PayloadReader} expands them one by
 * one; each goes to {@link EventDecoder#decodeInner}. Points at the decoded event's bytes: these
 * must stay until the reader is through, also while inner events are decoded.
 *
 * @param compressed the payload is zstd, otherwise it is plain
 * @param expandedLength bytes of all inner events
 */
public record TransactionPayload(
        EventHeader header,
        boolean compressed,
        long expandedLength,
        byte[] buffer,
        int offset,
        int length)
        implements Event {
    private static final int ZSTD = 0;
    private static final int NONE = 255;

    static TransactionPayload read(EventHeader header, ByteReader in) {
        long payload = -1;
        long method = -1;
        long expanded = -1;
        while (true) {
            int field = in.packedUpTo(Integer.MAX_VALUE, "payload field");
            if (field == 0) {
                break;
            }
            int length = in.packedUpTo(in.remaining(), "length of payload field " + field);
            ByteReader value = new ByteReader(in.buffer(), in.skip(length), length);
            switch (field) {
                case 1 -> payload = value.packed();
                case 2 -> method = value.packed();
                case 3 -> expanded = value.packed();
                default -> value.skip(length);
            }
        }
        if (payload != in.remaining()) {
            throw BinlogFormatException.malformed(
                    "a payload of " + payload + " bytes, " + in.remaining() + " are there");
        }
        if (method != ZSTD && method != NONE) {
            throw BinlogFormatException.malformed("compression method " + method);
        }
        int length = in.remaining();
        long size = expanded >= 0 ? expanded : method == NONE ? length : -1;
        if (size < 0) {
            throw BinlogFormatException.malformed("a payload of unknown expanded size");
        }
        return new TransactionPayload(
                header, method == ZSTD, size, in.buffer(), in.skip(length), length);
    }
}
