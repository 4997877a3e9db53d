package dev.otter.binlog.event;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteReader;
import java.nio.charset.StandardCharsets;

/**
 * MySQL's self-describing form of a GTID event: numbers of one to nine bytes, whose trailing one
 * bits in the first byte tell how many follow; fields with their number in front, in order, each of
 * which may be missing.
 *
 * <pre>
 *  version · size of all · last field that a reader must know · (field number, value)*
 * </pre>
 */
record TaggedGtid(
        int flags,
        long high,
        long low,
        long number,
        String tag,
        long lastCommitted,
        long sequenceNumber,
        long immediateCommit,
        long originalCommit,
        long transactionLength) {
    private static final int FIELDS = 12;
    private static final int UUID_FIELD = 1;
    private static final int NUMBER_FIELD = 2;
    private static final int TAG_FIELD = 3;

    static TaggedGtid read(ByteReader in) {
        int start = in.position();
        long version = unsigned(in);
        long size = unsigned(in);
        long lastNeeded = unsigned(in);
        if (version != 1 || lastNeeded >= FIELDS) {
            throw BinlogFormatException.malformed(
                    "tagged GTID of version " + version + " that needs field " + lastNeeded);
        }
        int header = in.position() - start;
        if (size < header || size - header > in.remaining()) {
            throw BinlogFormatException.malformed("tagged GTID of " + size + " bytes");
        }
        int length = (int) size - header;
        return fields(new ByteReader(in.buffer(), in.skip(length), length));
    }

    private static TaggedGtid fields(ByteReader in) {
        long[] value = new long[FIELDS];
        long[] uuid = new long[2];
        String tag = "";
        long last = -1;
        while (in.remaining() > 0) {
            long field = unsigned(in);
            if (field <= last) {
                throw BinlogFormatException.malformed("field " + field + " after " + last);
            }
            if (field >= FIELDS) {
                break;
            }
            last = field;
            switch ((int) field) {
                case UUID_FIELD -> uuid(in, uuid);
                case TAG_FIELD -> tag = tag(in);
                case NUMBER_FIELD, 4, 5 -> value[(int) field] = signed(in);
                default -> value[(int) field] = unsigned(in);
            }
        }
        if (value[NUMBER_FIELD] <= 0) {
            throw BinlogFormatException.malformed("a GTID with number " + value[NUMBER_FIELD]);
        }
        long original = last >= 7 && value[7] != 0 ? value[7] : value[6];
        return new TaggedGtid(
                (int) value[0],
                uuid[0],
                uuid[1],
                value[NUMBER_FIELD],
                tag,
                value[4],
                value[5],
                value[6],
                original,
                value[8]);
    }

    private static void uuid(ByteReader in, long[] halves) {
        for (int i = 0; i < 16; i++) {
            long b = unsigned(in);
            if (b < 0 || b > 255) {
                throw BinlogFormatException.malformed("a UUID with a byte of " + b);
            }
            halves[i / 8] = halves[i / 8] << 8 | b;
        }
    }

    private static String tag(ByteReader in) {
        long length = unsigned(in);
        if (length < 0 || length > 32) {
            throw BinlogFormatException.malformed("a tag of " + length + " bytes");
        }
        return new String(in.take(length), StandardCharsets.US_ASCII);
    }

    private static long unsigned(ByteReader in) {
        int first = in.u8();
        int more = Integer.numberOfTrailingZeros(~first);
        if (more >= 8) {
            return in.i64();
        }
        long rest = more == 0 ? 0 : in.unsigned(more);
        return first >> more + 1 | rest << 7 - more;
    }

    private static long signed(ByteReader in) {
        long value = unsigned(in);
        return value >>> 1 ^ -(value & 1);
    }
}
