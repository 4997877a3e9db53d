package dev.otter.binlog.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growable run of bytes to write text or packets into. Not thread safe. Grows up to the limit of
 * an array and no further; {@link #clear} keeps the array.
 */
public final class ByteWriter {
    private static final byte[] DIGIT_TENS = new byte[100];
    private static final byte[] DIGIT_ONES = new byte[100];
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MIN_LONG =
            Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
    private static final int MOST = Integer.MAX_VALUE - 16;

    static {
        for (int i = 0; i < 100; i++) {
            DIGIT_TENS[i] = (byte) ('0' + i / 10);
            DIGIT_ONES[i] = (byte) ('0' + i % 10);
        }
    }

    private byte[] array;
    private int length;

    public ByteWriter(int capacity) {
        array = new byte[Math.max(16, capacity)];
    }

    /** The bytes; only the first {@link #length()} count. Changes when the writer grows. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    /** Forgets all bytes, keeps the room. */
    public void clear() {
        length = 0;
    }

    /** Forgets all bytes from {@code newLength} on. */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("length " + newLength + " of " + length);
        }
        length = newLength;
    }

    /**
     * Makes sure that {@code more} bytes fit; returns the array to write into at {@link #length}.
     */
    public byte[] ensure(int more) {
        if (more > array.length - length) {
            grow(more);
        }
        return array;
    }

    /** Counts {@code count} bytes as written that were put into {@link #ensure}'s array. */
    public void advance(int count) {
        java.util.Objects.checkFromIndexSize(length, count, array.length);
        length += count;
    }

    private void grow(int more) {
        long needed = (long) length + more;
        if (needed > MOST) {
            throw new IllegalStateException("more than " + MOST + " bytes in one writer");
        }
        array = Arrays.copyOf(array, (int) Math.min(MOST, Math.max(needed, array.length * 2L)));
    }

    /** Appends one byte. */
    public ByteWriter put(int b) {
        ensure(1)[length++] = (byte) b;
        return this;
    }

    public ByteWriter append(byte[] bytes) {
        return append(bytes, 0, bytes.length);
    }

    public ByteWriter append(byte[] bytes, int offset, int count) {
        System.arraycopy(bytes, offset, ensure(count), length, count);
        length += count;
        return this;
    }

    /** Appends characters below 128; others are a programming error. */
    public ByteWriter ascii(String text) {
        int count = text.length();
        byte[] to = ensure(count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c > 127) {
                throw new IllegalArgumentException("not ASCII: " + text);
            }
            to[length + i] = (byte) c;
        }
        length += count;
        return this;
    }

    public ByteWriter utf8(String text) {
        return append(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a signed number in decimal digits. */
    public ByteWriter decimal(long value) {
        if (value >= 0) {
            return digits(value);
        }
        if (value == Long.MIN_VALUE) {
            return append(MIN_LONG);
        }
        put('-');
        return digits(-value);
    }

    /** Appends a number taken as unsigned in decimal digits. */
    public ByteWriter unsignedDecimal(long value) {
        if (value >= 0) {
            return digits(value);
        }
        long quotient = Long.divideUnsigned(value, 100);
        int rest = (int) (value - quotient * 100);
        digits(quotient);
        put(DIGIT_TENS[rest]);
        return put(DIGIT_ONES[rest]);
    }

    private ByteWriter digits(long value) {
        int count = width(value);
        byte[] to = ensure(count);
        int at = length + count;
        length = at;
        long rest = value;
        while (rest >= 100) {
            long quotient = rest / 100;
            int pair = (int) (rest - quotient * 100);
            to[--at] = DIGIT_ONES[pair];
            to[--at] = DIGIT_TENS[pair];
            rest = quotient;
        }
        to[--at] = DIGIT_ONES[(int) rest];
        if (rest >= 10) {
            to[--at] = DIGIT_TENS[(int) rest];
        }
        return this;
    }

    private static int width(long value) {
        int count = 1;
        long bound = 10;
        while (count < 19 && value >= bound) {
            count++;
            bound *= 10;
        }
        return count;
    }

    /** Appends a number that is not negative with zeros in front, at least {@code width} digits. */
    public ByteWriter padded(int value, int width) {
        for (int i = width(value); i < width; i++) {
            put('0');
        }
        return digits(value);
    }

    /** Appends two upper case hexadecimal digits per byte. */
    public ByteWriter hex(byte[] bytes, int offset, int count) {
        byte[] to = ensure(Math.multiplyExact(count, 2));
        int at = length;
        for (int i = 0; i < count; i++) {
            int b = bytes[offset + i];
            to[at++] = HEX[b >> 4 & 0xF];
            to[at++] = HEX[b & 0xF];
        }
        length = at;
        return this;
    }

    /** The bytes read as UTF-8, for messages and tests. */
    @Override
    public String toString() {
        return new String(array, 0, length, StandardCharsets.UTF_8);
    }
}
