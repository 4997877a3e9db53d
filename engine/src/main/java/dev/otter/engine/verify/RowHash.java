package dev.otter.engine.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 128-bit hash over cells, in two halves that are computed side by side. Lengths and NULLs count,
 * so that cells cannot flow into each other. Not meant against an adversary. For one thread.
 */
public final class RowHash {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long A = 0x9E3779B97F4A7C15L;
    private static final long B = 0xC2B2AE3D27D4EB4FL;
    private static final long C = 0x165667B19E3779F9L;
    private static final long D = 0xD6E8FEB86659FD93L;

    private long first;
    private long second;

    /** Begins a new hash. */
    public void begin() {
        first = A;
        second = B;
    }

    /** Adds a cell. */
    public void add(byte[] buffer, int offset, int length) {
        mix(length);
        int end = offset + length;
        int at = offset;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            mix((long) LONG.get(buffer, at));
        }
        if (at < end) {
            long rest = 0;
            for (int shift = 0; at < end; at++, shift += 8) {
                rest |= (buffer[at] & 0xFFL) << shift;
            }
            mix(rest);
        }
    }

    /** Adds a cell that is NULL. */
    public void addNull() {
        mix(-1);
    }

    private void mix(long value) {
        first = Long.rotateLeft(first ^ value * A, 29) * C;
        second = Long.rotateLeft(second + value * B, 31) * D;
    }

    /** The first half. */
    public long first() {
        return finish(first);
    }

    /** The second half. */
    public long second() {
        return finish(second ^ first);
    }

    private static long finish(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ mixed >>> 29) * 0x9FB21C651E98DF25L;
        return mixed ^ mixed >>> 32;
    }
}
