package dev.otter.binlog.gtid;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/**
 * The byte form of GTID sets. Little-endian: number of sources, then per source its UUID (16
 * bytes), the number of intervals and their starts and excluded ends, 8 bytes each. Since 8.3 the
 * top byte of the first number is the format; in format 1 the count stands in bits 8–55, the low
 * byte repeats the format, and after each UUID come the doubled length of the tag and the tag.
 */
final class GtidBytes {
    private static final int TAGGED = 1;

    private GtidBytes() {}

    static byte[] encode(SortedMap<GtidSource, long[]> sources) {
        boolean tagged = sources.keySet().stream().anyMatch(s -> !s.tag().isEmpty());
        int size = 8;
        for (Map.Entry<GtidSource, long[]> entry : sources.entrySet()) {
            size += 24 + (tagged ? 1 + entry.getKey().tag().length() : 0);
            size += entry.getValue().length * 8;
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        long count = sources.size();
        out.putLong(tagged ? (long) TAGGED << 56 | count << 8 | TAGGED : count);
        sources.forEach((source, bounds) -> {
            uuid(out, source.uuid());
            if (tagged) {
                out.put((byte) (source.tag().length() << 1));
                out.put(source.tag().getBytes(StandardCharsets.US_ASCII));
            }
            out.putLong(bounds.length / 2);
            for (long bound : bounds) {
                out.putLong(bound);
            }
        });
        return out.array();
    }

    private static void uuid(ByteBuffer out, UUID uuid) {
        out.putLong(Long.reverseBytes(uuid.getMostSignificantBits()));
        out.putLong(Long.reverseBytes(uuid.getLeastSignificantBits()));
    }

    static GtidSet decode(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
        try {
            return decode(in);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(
                    "the bytes of a GTID set end too early, after " + length, e);
        }
    }

    private static GtidSet decode(ByteBuffer in) {
        long head = in.getLong();
        int format = (int) (head >>> 56);
        if (format > TAGGED) {
            throw new IllegalArgumentException("GTID set of the unknown format " + format);
        }
        boolean tagged = format == TAGGED;
        long count = tagged ? head >>> 8 & 0xFFFF_FFFF_FFFFL : head;
        GtidSetBuilder builder = new GtidSetBuilder();
        for (long i = 0; i < count; i++) {
            UUID uuid = new UUID(Long.reverseBytes(in.getLong()), Long.reverseBytes(in.getLong()));
            GtidSource source = new GtidSource(uuid, tagged ? tag(in) : "");
            long intervals = in.getLong();
            for (long j = 0; j < intervals; j++) {
                long start = in.getLong();
                builder.add(source, start, in.getLong() - 1);
            }
        }
        return builder.build();
    }

    private static String tag(ByteBuffer in) {
        int length = (in.get() & 0xFF) >> 1;
        byte[] tag = new byte[length];
        in.get(tag);
        return new String(tag, StandardCharsets.US_ASCII);
    }
}
