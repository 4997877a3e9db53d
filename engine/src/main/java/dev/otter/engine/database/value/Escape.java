package dev.otter.engine.database.value;

import dev.otter.binlog.bytes.ByteWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes bytes so that they can stand between single quotes: quote, backslash and NUL get a
 * backslash. Right only where the server reads statements byte by byte (character_set_client
 * binary) and backslashes escape. Stateless.
 *
 * <p>Eight bytes are looked at together. A byte of {@code w} is zero where {@code (w - 0x01…) & ~w}
 * has its top bit set; the lowest such byte is always a true one, which is the one that counts.
 */
public final class Escape {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '\'';
    private static final long BACKSLASHES = ONES * '\\';
    private static final int CHUNK = 4096;

    private Escape() {}

    /** Appends the bytes, escaped. */
    public static void append(byte[] b, int offset, int length, ByteWriter out) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int stop = end - at > CHUNK ? at + CHUNK : end;
            chunk(b, at, stop, out);
            at = stop;
        }
    }

    private static void chunk(byte[] b, int from, int end, ByteWriter out) {
        byte[] to = out.ensure(2 * (end - from) + 8);
        int start = out.length();
        int at = start;
        int i = from;
        while (i + 8 <= end) {
            long w = (long) LONG.get(b, i);
            LONG.set(to, at, w);
            long found = zeros(w) | zeros(w ^ QUOTES) | zeros(w ^ BACKSLASHES);
            if (found == 0) {
                at += 8;
                i += 8;
            } else {
                int clean = Long.numberOfTrailingZeros(found) >>> 3;
                at += clean;
                i += clean;
                to[at++] = '\\';
                to[at++] = escaped(b[i++]);
            }
        }
        for (; i < end; i++) {
            byte c = b[i];
            if (c == '\'' || c == '\\' || c == 0) {
                to[at++] = '\\';
                to[at++] = escaped(c);
            } else {
                to[at++] = c;
            }
        }
        out.advance(at - start);
    }

    private static long zeros(long w) {
        return (w - ONES) & ~w & TOPS;
    }

    private static byte escaped(byte c) {
        return c == 0 ? (byte) '0' : c;
    }
}
