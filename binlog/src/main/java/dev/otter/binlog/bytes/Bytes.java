package dev.otter.binlog.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers inside byte arrays, in both byte orders. Only the array's own bounds are checked; who
 * must not leave an event's bounds checks first, or uses {@link ByteReader}. Stateless.
 */
public final class Bytes {
    private static final VarHandle SHORT_LE = view(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT_LE = view(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG_LE = view(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT_BE = view(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT_BE = view(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG_BE = view(long[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    private static VarHandle view(Class<?> array, ByteOrder order) {
        return MethodHandles.byteArrayViewVarHandle(array, order);
    }

    /** One unsigned byte. */
    public static int u8(byte[] b, int i) {
        return b[i] & 0xFF;
    }

    /** Two bytes, little end first, unsigned. */
    public static int u16(byte[] b, int i) {
        return (short) SHORT_LE.get(b, i) & 0xFFFF;
    }

    /** Three bytes, little end first, unsigned. */
    public static int u24(byte[] b, int i) {
        return (b[i] & 0xFF) | (b[i + 1] & 0xFF) << 8 | (b[i + 2] & 0xFF) << 16;
    }

    /** Four bytes, little end first, signed. */
    public static int i32(byte[] b, int i) {
        return (int) INT_LE.get(b, i);
    }

    /** Four bytes, little end first, unsigned. */
    public static long u32(byte[] b, int i) {
        return (int) INT_LE.get(b, i) & 0xFFFFFFFFL;
    }

    /** Six bytes, little end first, unsigned. */
    public static long u48(byte[] b, int i) {
        return u32(b, i) | (long) u16(b, i + 4) << 32;
    }

    /** Eight bytes, little end first. */
    public static long i64(byte[] b, int i) {
        return (long) LONG_LE.get(b, i);
    }

    /** One to eight bytes, little end first, unsigned. */
    public static long unsigned(byte[] b, int i, int size) {
        long value = 0;
        for (int k = size - 1; k >= 0; k--) {
            value = value << 8 | (b[i + k] & 0xFF);
        }
        return value;
    }

    /** Two bytes, big end first, unsigned. */
    public static int u16be(byte[] b, int i) {
        return (short) SHORT_BE.get(b, i) & 0xFFFF;
    }

    /** Four bytes, big end first, unsigned. */
    public static long u32be(byte[] b, int i) {
        return (int) INT_BE.get(b, i) & 0xFFFFFFFFL;
    }

    /** Eight bytes, big end first. */
    public static long i64be(byte[] b, int i) {
        return (long) LONG_BE.get(b, i);
    }

    /** Zero to eight bytes, big end first, unsigned. */
    public static long unsignedBe(byte[] b, int i, int size) {
        long value = 0;
        for (int k = 0; k < size; k++) {
            value = value << 8 | (b[i + k] & 0xFF);
        }
        return value;
    }
}
