package dev.otter.binlog.json;

import static dev.otter.binlog.bytes.BinlogFormatException.malformed;

import dev.otter.binlog.bytes.ByteWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Writes documents in MySQL's binary form, byte for byte as the server writes a new value and as
 * {@link JsonBinary} reads it. A container is of the small form when it fits into 65,535 bytes and
 * holds none of the large form; numbers and literals stand in their entries where these have room.
 *
 * <p>Takes about three times the document's size, and copies a value once for each level that it is
 * deep.
 */
public final class JsonCell {
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

    private static final int U16_MAX = 0xFFFF;
    private static final long U32_MAX = 0xFFFFFFFFL;
    private static final byte[] NO_KEY = new byte[0];

    private JsonCell() {}

    /**
     * Appends the cell of a document.
     *
     * @throws dev.otter.binlog.bytes.BinlogFormatException when MySQL has no such document: a key
     *     of more than 65,535 bytes, a key twice, more than an array holds
     */
    public static void append(JsonDocument document, ByteWriter out) {
        Build build = new Build();
        document.accept(build);
        build.finish(out);
    }

    /**
     * A value that is told.
     *
     * @param from where its bytes are; -1 for a number of at most 32 bits, which may stand in an
     *     entry
     * @param length of its bytes
     */
    private record Item(byte[] key, int type, int number, int from, int length) {
        /** Whether it stands in its entry. */
        boolean inline(boolean large) {
            return from < 0 && (large || length < Integer.BYTES);
        }

        /** How many bytes it takes behind the keys. */
        int body(boolean large) {
            return inline(large) ? 0 : length;
        }
    }

    private static final class Container {
        private static final Comparator<Item> ORDER =
                Comparator.comparing(Item::key, JsonNode.KEY_ORDER);

        private final byte[] key;
        private final boolean object;
        private final int start;
        private final List<Item> items = new ArrayList<>();
        private boolean large;

        /**
         * @param start where the bytes of its values begin
         */
        Container(byte[] key, boolean object, int start) {
            this.key = key;
            this.object = object;
            this.start = start;
        }

        void sort() {
            items.sort(ORDER);
            for (int i = 1; i < items.size(); i++) {
                if (ORDER.compare(items.get(i - 1), items.get(i)) == 0) {
                    throw malformed("a JSON object that has a key twice");
                }
            }
        }

        long head(boolean inLarge) {
            int width = width(inLarge);
            int keyEntry = object ? width + Short.BYTES : 0;
            return 2L * width + items.size() * (long) (keyEntry + 1 + width);
        }

        long keys() {
            return object ? items.stream().mapToLong(item -> item.key().length).sum() : 0;
        }

        long size(boolean inLarge) {
            long body = items.stream().mapToLong(item -> item.body(inLarge)).sum();
            return head(inLarge) + keys() + body;
        }
    }

    private static int width(boolean large) {
        return large ? Integer.BYTES : Short.BYTES;
    }

    private static void littleEnd(long value, int width, ByteWriter out) {
        for (int i = 0; i < width; i++) {
            out.put((int) (value >>> 8 * i));
        }
    }

    /** Hears the document; a container is laid out when it ends, and takes its values' place. */
    private static final class Build implements JsonVisitor {
        private final ByteWriter values = new ByteWriter(256);
        private final ByteWriter room = new ByteWriter(256);
        private final Deque<Container> open = new ArrayDeque<>();
        private byte[] key = NO_KEY;
        private Item root;

        void finish(ByteWriter out) {
            if (root == null) {
                throw new IllegalStateException("the document told no value");
            }
            out.put(root.type());
            write(root, out);
        }

        private void write(Item item, ByteWriter out) {
            if (item.from() < 0) {
                littleEnd(item.number(), item.length(), out);
            } else {
                out.append(values.array(), item.from(), item.length());
            }
        }

        private void add(Item item) {
            key = NO_KEY;
            Container in = open.peek();
            if (in == null) {
                root = item;
            } else {
                in.items.add(item);
                in.large |= item.type() == LARGE_OBJECT || item.type() == LARGE_ARRAY;
            }
        }

        private void number(int type, long number, int width) {
            add(new Item(key, type, (int) number, -1, width));
        }

        /** A value whose bytes are all that stands behind {@code from}. */
        private void bytes(int type, int from) {
            add(new Item(key, type, 0, from, values.length() - from));
        }

        private void start(boolean object) {
            open.push(new Container(key, object, values.length()));
            key = NO_KEY;
        }

        private void end() {
            Container container = open.pop();
            if (container.object) {
                container.sort();
            }
            boolean large = container.large || container.size(false) > U16_MAX;
            long size = container.size(large);
            if (size > Integer.MAX_VALUE) {
                throw malformed("a JSON container of " + size + " bytes");
            }
            room.clear();
            layOut(container, large, size);
            values.truncate(container.start);
            values.append(room.array(), 0, room.length());
            key = container.key;
            if (container.object) {
                bytes(large ? LARGE_OBJECT : SMALL_OBJECT, container.start);
            } else {
                bytes(large ? LARGE_ARRAY : SMALL_ARRAY, container.start);
            }
        }

        private void layOut(Container container, boolean large, long size) {
            int width = width(large);
            littleEnd(container.items.size(), width, room);
            littleEnd(size, width, room);
            long at = container.head(large);
            if (container.object) {
                for (Item item : container.items) {
                    littleEnd(at, width, room);
                    littleEnd(item.key().length, Short.BYTES, room);
                    at += item.key().length;
                }
            }
            for (Item item : container.items) {
                room.put(item.type());
                littleEnd(item.inline(large) ? item.number() : at, width, room);
                at += item.body(large);
            }
            if (container.object) {
                container.items.forEach(item -> room.append(item.key()));
            }
            for (Item item : container.items) {
                if (!item.inline(large)) {
                    write(item, room);
                }
            }
        }

        @Override
        public void startObject(int members) {
            start(true);
        }

        @Override
        public void key(byte[] buffer, int offset, int length) {
            if (length > U16_MAX) {
                throw malformed("a JSON key of " + length + " bytes");
            }
            key = Arrays.copyOfRange(buffer, offset, offset + length);
        }

        @Override
        public void endObject() {
            end();
        }

        @Override
        public void startArray(int elements) {
            start(false);
        }

        @Override
        public void endArray() {
            end();
        }

        @Override
        public void nullValue() {
            number(LITERAL, 0, 1);
        }

        @Override
        public void bool(boolean value) {
            number(LITERAL, value ? 1 : 2, 1);
        }

        @Override
        public void signed(long value) {
            if (value == (short) value) {
                number(INT16, value, Short.BYTES);
            } else if (value == (int) value) {
                number(INT32, value, Integer.BYTES);
            } else {
                wide(INT64, value);
            }
        }

        @Override
        public void unsigned(long value) {
            if (value >= 0 && value <= U16_MAX) {
                number(UINT16, value, Short.BYTES);
            } else if (value >= 0 && value <= U32_MAX) {
                number(UINT32, value, Integer.BYTES);
            } else {
                wide(UINT64, value);
            }
        }

        @Override
        public void real(double value) {
            wide(DOUBLE, Double.doubleToRawLongBits(value));
        }

        private void wide(int type, long bits) {
            int from = values.length();
            littleEnd(bits, Long.BYTES, values);
            bytes(type, from);
        }

        @Override
        public void text(byte[] buffer, int offset, int length) {
            int from = values.length();
            run(buffer, offset, length);
            bytes(STRING, from);
        }

        @Override
        public void opaque(int type, byte[] buffer, int offset, int length) {
            int from = values.length();
            values.put(type);
            run(buffer, offset, length);
            bytes(OPAQUE, from);
        }

        /** The length in groups of seven bits, the lowest first, then the bytes. */
        private void run(byte[] buffer, int offset, int length) {
            int rest = length;
            while (rest > 0x7F) {
                values.put(rest & 0x7F | 0x80);
                rest >>>= 7;
            }
            values.put(rest).append(buffer, offset, length);
        }
    }
}
