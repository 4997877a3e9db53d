package dev.otter.binlog.json;

import static dev.otter.binlog.bytes.BinlogFormatException.malformed;

import dev.otter.binlog.bytes.Bytes;

/**
 * A document in MySQL's binary form, as a JSON column's cell holds it.
 *
 * <pre>
 *  document   type byte, value
 *  object     count, size, (key offset, key length)*, (type, offset or small value)*, keys, values
 *  array      count, size, (type, offset or small value)*, values
 * </pre>
 *
 * Counts, sizes and offsets have two bytes in the small forms and four in the large ones; offsets
 * count from the container's count. Every offset is checked; sharing of bytes between values, which
 * servers never write, is refused before it can multiply the work.
 */
public record JsonBinary(byte[] buffer, int offset, int length) implements JsonDocument {
    private static final int SMALL_OBJECT = 0;
    private static final int LARGE_OBJECT = 1;
    private static final int SMALL_ARRAY = 2;
    private static final int LARGE_ARRAY = 3;
    private static final int LITERAL = 4;
    private static final int INT16 = 5;
    private static final int UINT16 = 6;
    private static final int INT32 = 7;
    private static final int UINT32 = 8;
    private static final int INT64 = 9;
    private static final int UINT64 = 10;
    private static final int DOUBLE = 11;
    private static final int STRING = 12;
    private static final int OPAQUE = 15;

    /** Servers stop at 100. */
    private static final int DEEPEST = 128;

    public JsonBinary {
        java.util.Objects.checkFromIndexSize(offset, length, buffer.length);
    }

    /** Tells the document; a cell without bytes is JSON's null. */
    @Override
    public void accept(JsonVisitor visitor) {
        if (length == 0) {
            visitor.nullValue();
            return;
        }
        new Walk(buffer, length, visitor)
                .value(buffer[offset] & 0xFF, offset + 1, offset + length, 0);
    }

    /** One pass; {@code budget} is what is left of the document's bytes that no value has used. */
    private static final class Walk {
        private final byte[] b;
        private final JsonVisitor visitor;
        private long budget;

        Walk(byte[] b, long budget, JsonVisitor visitor) {
            this.b = b;
            this.visitor = visitor;
            this.budget = budget;
        }

        void value(int type, int at, int limit, int depth) {
            switch (type) {
                case SMALL_OBJECT, LARGE_OBJECT, SMALL_ARRAY, LARGE_ARRAY ->
                        container(type, at, limit, depth);
                case LITERAL -> literal(Bytes.u8(b, need(at, 1, limit)));
                case INT16 -> visitor.signed((short) Bytes.u16(b, need(at, 2, limit)));
                case UINT16 -> visitor.unsigned(Bytes.u16(b, need(at, 2, limit)));
                case INT32 -> visitor.signed(Bytes.i32(b, need(at, 4, limit)));
                case UINT32 -> visitor.unsigned(Bytes.u32(b, need(at, 4, limit)));
                case INT64 -> visitor.signed(Bytes.i64(b, need(at, 8, limit)));
                case UINT64 -> visitor.unsigned(Bytes.i64(b, need(at, 8, limit)));
                case DOUBLE ->
                        visitor.real(Double.longBitsToDouble(Bytes.i64(b, need(at, 8, limit))));
                case STRING -> run(-1, at, limit);
                case OPAQUE -> run(Bytes.u8(b, need(at, 1, limit)), at + 1, limit);
                default -> throw malformed("JSON value of type " + type);
            }
        }

        private void literal(int value) {
            switch (value) {
                case 0 -> visitor.nullValue();
                case 1 -> visitor.bool(true);
                case 2 -> visitor.bool(false);
                default -> throw malformed("JSON literal " + value);
            }
        }

        /** A length in groups of seven bits, and that many bytes. */
        private void run(int opaqueType, int at, int limit) {
            long length = 0;
            int p = at;
            for (int shift = 0; ; shift += 7) {
                if (shift > 28) {
                    throw malformed("JSON length of more than five bytes");
                }
                int part = Bytes.u8(b, need(p++, 1, limit));
                length |= (long) (part & 0x7F) << shift;
                if (part < 0x80) {
                    break;
                }
            }
            need(p, length, limit);
            if (opaqueType < 0) {
                visitor.text(b, p, (int) length);
            } else {
                visitor.opaque(opaqueType, b, p, (int) length);
            }
        }

        private void container(int type, int at, int outerLimit, int depth) {
            if (depth >= DEEPEST) {
                throw malformed("JSON nested deeper than " + DEEPEST);
            }
            boolean object = type <= LARGE_OBJECT;
            int w = type == SMALL_OBJECT || type == SMALL_ARRAY ? 2 : 4;
            check(at, 2L * w, outerLimit);
            long count = Bytes.unsigned(b, at, w);
            long size = Bytes.unsigned(b, at + w, w);
            check(at, size, outerLimit);
            int keyEntry = object ? w + 2 : 0;
            int valueEntry = 1 + w;
            long head = 2L * w + count * (keyEntry + valueEntry);
            if (head > size) {
                throw malformed("JSON container of " + count + " values in " + size + " bytes");
            }
            spend(head);
            int limit = at + (int) size;
            int keys = at + 2 * w;
            int values = keys + (int) count * keyEntry;
            if (object) {
                visitor.startObject((int) count);
            } else {
                visitor.startArray((int) count);
            }
            for (int i = 0; i < count; i++) {
                if (object) {
                    key(at, keys + i * keyEntry, w, (int) head, limit);
                }
                entry(at, values + i * valueEntry, w, (int) head, limit, depth);
            }
            if (object) {
                visitor.endObject();
            } else {
                visitor.endArray();
            }
        }

        private void key(int start, int entry, int w, int head, int limit) {
            long offset = Bytes.unsigned(b, entry, w);
            int length = Bytes.u16(b, entry + w);
            if (offset < head) {
                throw malformed("JSON key inside its container's head");
            }
            visitor.key(b, need(start + offset, length, limit), length);
        }

        private void entry(int start, int entry, int w, int head, int limit, int depth) {
            int type = b[entry] & 0xFF;
            int inline =
                    switch (type) {
                        case LITERAL -> 1;
                        case INT16, UINT16 -> 2;
                        case INT32, UINT32 -> w == 4 ? 4 : 0;
                        default -> 0;
                    };
            if (inline > 0) {
                budget += inline; // its bytes were counted with the container's head
                value(type, entry + 1, limit, depth + 1);
                return;
            }
            long offset = Bytes.unsigned(b, entry + 1, w);
            if (offset < head) {
                throw malformed("JSON value inside its container's head");
            }
            value(type, check(start + offset, 1, limit), limit, depth + 1);
        }

        /** Checks that the bytes are there, counts them as used, returns the index. */
        private int need(long at, long count, int limit) {
            int index = check(at, count, limit);
            spend(count);
            return index;
        }

        private static int check(long at, long count, int limit) {
            if (at + count > limit) {
                throw malformed("JSON value of " + count + " bytes runs over its end");
            }
            return (int) at;
        }

        private void spend(long count) {
            budget -= count;
            if (budget < 0) {
                throw malformed("JSON values that share bytes");
            }
        }
    }
}
