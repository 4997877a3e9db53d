package dev.otter.testkit.compare;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * One row as bytes, a null for each NULL. Its key is its first values, or all of it when the table
 * has no primary key.
 */
final class Row {
    /** What finds the same row on the other side. */
    record Key(byte[][] values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.deepEquals(values, key.values);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(values);
        }
    }

    private final byte[][] values;
    private final int keyLength;

    Row(byte[][] values, int keyLength) {
        this.values = values;
        this.keyLength = keyLength;
    }

    Key key() {
        return keyLength == 0
                ? new Key(new byte[][] {digest()})
                : new Key(Arrays.copyOf(values, keyLength));
    }

    boolean sameKey(Row other) {
        int length = keyLength == 0 ? values.length : keyLength;
        for (int i = 0; i < length; i++) {
            if (!Arrays.equals(values[i], other.values[i])) {
                return false;
            }
        }
        return true;
    }

    byte[] value(int index) {
        return values[index];
    }

    int width() {
        return values.length;
    }

    long bytes() {
        long sum = 64;
        for (byte[] value : values) {
            sum += value == null ? 16 : 32 + value.length;
        }
        return sum;
    }

    String keyText() {
        return Rendering.row(keyLength == 0 ? values : Arrays.copyOf(values, keyLength));
    }

    byte[] digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] value : values) {
                int length = value == null ? -1 : value.length;
                digest.update((byte) (length >>> 24));
                digest.update((byte) (length >>> 16));
                digest.update((byte) (length >>> 8));
                digest.update((byte) length);
                if (value != null) {
                    digest.update(value);
                }
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
