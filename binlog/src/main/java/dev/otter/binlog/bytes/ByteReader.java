package dev.otter.binlog.bytes;

import java.nio.charset.StandardCharsets;

/**
 * Reads forward through a slice of a byte array and never leaves the slice: what does not fit is a
 * {@link BinlogFormatException}. Not thread safe; shares the array with its owner.
 */
public final class ByteReader {
    private byte[] buffer;
    private int position;
    private int limit;

    public ByteReader(byte[] buffer, int offset, int length) {
        reset(buffer, offset, length);
    }

    /** Points this reader to another slice. */
    public void reset(byte[] array, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, array.length);
        buffer = array;
        position = offset;
        limit = offset + length;
    }

    public byte[] buffer() {
        return buffer;
    }

    /** Index in the array of the next byte. */
    public int position() {
        return position;
    }

    /** Index in the array after the last byte of the slice. */
    public int limit() {
        return limit;
    }

    public int remaining() {
        return limit - position;
    }

    /** Passes over {@code count} bytes and returns the index of the first of them. */
    public int skip(long count) {
        if (count < 0 || count > limit - position) {
            throw BinlogFormatException.malformed(
                    Long.toUnsignedString(count) + " bytes wanted, " + remaining() + " left");
        }
        int start = position;
        position += (int) count;
        return start;
    }

    public int u8() {
        return buffer[skip(1)] & 0xFF;
    }

    public int u16() {
        return Bytes.u16(buffer, skip(2));
    }

    public long u32() {
        return Bytes.u32(buffer, skip(4));
    }

    public long u48() {
        return Bytes.u48(buffer, skip(6));
    }

    public long i64() {
        return Bytes.i64(buffer, skip(8));
    }

    /** One to eight bytes, little end first. */
    public long unsigned(int size) {
        return Bytes.unsigned(buffer, skip(size), size);
    }

    /** A length-encoded number of the protocol: one byte, or 252, 253, 254 and 2, 3, 8 bytes. */
    public long packed() {
        int first = u8();
        return switch (first) {
            case 251, 255 ->
                    throw BinlogFormatException.malformed(
                            "byte " + first + " starts no packed number");
            case 252 -> u16();
            case 253 -> Bytes.u24(buffer, skip(3));
            case 254 -> i64();
            default -> first;
        };
    }

    /** A packed number that must lie in 0..max. */
    public int packedUpTo(int max, String what) {
        long value = packed();
        if (value < 0 || value > max) {
            throw BinlogFormatException.malformed(
                    what + " is " + Long.toUnsignedString(value) + ", more than " + max);
        }
        return (int) value;
    }

    /** Copies the next {@code count} bytes. */
    public byte[] take(long count) {
        int start = skip(count);
        return java.util.Arrays.copyOfRange(buffer, start, start + (int) count);
    }

    /** The next {@code count} bytes as UTF-8. */
    public String utf8(long count) {
        int start = skip(count);
        return new String(buffer, start, (int) count, StandardCharsets.UTF_8);
    }
}
