package dev.otter.engine.database.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Mixes values into a 64-bit hash: each step multiplies to 128 bits and folds both halves, so that
 * every bit of the input reaches every bit of the result. Not for secrets. Stateless.
 */
final class Mix {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xD6E8FEB86659FD93L;
    private static final long CASE_LOW = 0x3F3F3F3F3F3F3F3FL;
    private static final long CASE_HIGH = 0x2525252525252525L;
    private static final long SEVEN = 0x7F7F7F7F7F7F7F7FL;
    static final long TOPS = 0x8080808080808080L;
    private static final long FROM_SPACE = 0x6060606060606060L;
    private static final long ONES = 0x0101010101010101L;

    private Mix() {}

    /** The hash {@code h} with {@code value} mixed in. */
    static long step(long h, long value) {
        long x = h ^ value ^ FIRST;
        return Math.unsignedMultiplyHigh(x, SECOND) ^ x * SECOND;
    }

    /** With bytes mixed in, and their number. */
    static long bytes(long h, byte[] b, int offset, int length) {
        return bytes(h, b, offset, length, false);
    }

    /** With bytes mixed in, ASCII's capital letters taken as small ones. */
    static long folded(long h, byte[] b, int offset, int length) {
        return bytes(h, b, offset, length, true);
    }

    private static long bytes(long h, byte[] b, int offset, int length, boolean fold) {
        int end = offset + length;
        int i = offset;
        long hash = h;
        for (; i + 8 <= end; i += 8) {
            long w = (long) LONG.get(b, i);
            hash = step(hash, fold ? lower(w) : w);
        }
        long w = tail(b, i, end);
        return step(step(hash, fold ? lower(w) : w), length);
    }

    private static long tail(byte[] b, int from, int end) {
        long w = 0;
        for (int i = end - 1; i >= from; i--) {
            w = w << 8 | (b[i] & 0xFF);
        }
        return w;
    }

    /** Adding to seven bits cannot carry into the next byte: the top bit tells what was above. */
    private static long lower(long w) {
        long seven = w & SEVEN;
        long capital = (seven + CASE_LOW ^ seven + CASE_HIGH) & ~w & TOPS;
        return w | capital >>> 2;
    }

    /**
     * What is in the bytes besides printable ASCII: bit 0 bytes from 128 up, bit 1 control
     * characters.
     */
    static int odd(byte[] b, int offset, int length) {
        int end = offset + length;
        int i = offset;
        long high = 0;
        long control = 0;
        for (; i + 8 <= end; i += 8) {
            long w = (long) LONG.get(b, i);
            high |= w;
            control |= control(w);
        }
        for (; i < end; i++) {
            long w = (b[i] & 0xFF) | 0x2020202020202000L;
            high |= w;
            control |= control(w);
        }
        return ((high & TOPS) != 0 ? 1 : 0) | (control != 0 ? 2 : 0);
    }

    private static long control(long w) {
        long seven = w & SEVEN;
        return (~(seven + FROM_SPACE) | seven + ONES) & ~w & TOPS;
    }

    /** A hash of a name, the start of other hashes. */
    static long name(String... parts) {
        long h = parts.length;
        for (String part : parts) {
            byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
            h = bytes(h, utf8, 0, utf8.length);
        }
        return h;
    }
}
