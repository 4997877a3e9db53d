package dev.otter.engine.verify.online;

import java.util.Arrays;
import java.util.HexFormat;

/** The values of a row's key as both sides read them; equal when all bytes are. Immutable. */
public final class RowKey {
    private final byte[][] cells;
    private final int hash;

    private RowKey(byte[][] cells) {
        this.cells = cells;
        this.hash = Arrays.deepHashCode(cells);
    }

    /** Of these values, which are copied. */
    public static RowKey of(byte[][] cells) {
        byte[][] copy = new byte[cells.length][];
        for (int i = 0; i < cells.length; i++) {
            copy[i] = cells[i].clone();
        }
        return new RowKey(copy);
    }

    /** The key of a row whose cells lie in a buffer. */
    static RowKey read(int[] key, byte[] buffer, int[] offsets, int[] lengths) {
        byte[][] cells = new byte[key.length][];
        for (int i = 0; i < key.length; i++) {
            int column = key[i];
            if (lengths[column] < 0) {
                throw new IllegalStateException("NULL in a key column that takes none");
            }
            cells[i] =
                    Arrays.copyOfRange(buffer, offsets[column], offsets[column] + lengths[column]);
        }
        return new RowKey(cells);
    }

    int size() {
        return cells.length;
    }

    /** About the bytes of memory that it takes. */
    public long memory() {
        long bytes = 64;
        for (byte[] cell : cells) {
            bytes += 24 + cell.length;
        }
        return bytes;
    }

    /** The bytes of one column; not to be changed. */
    byte[] cell(int index) {
        return cells[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey that
                && hash == that.hash
                && Arrays.deepEquals(cells, that.cells);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (byte[] cell : cells) {
            text.append(text.isEmpty() ? "" : ",").append(HexFormat.of().formatHex(cell));
        }
        return text.toString();
    }
}
