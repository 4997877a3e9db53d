package dev.otter.engine.snapshot;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.wire.RowConsumer;
import dev.otter.model.position.LogPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Turns the rows of one answer into the text of a chunk as they come. One thread. */
final class RowGatherer implements RowConsumer {
    private final TableReading reading;
    private final int bytesMax;
    private final ByteWriter text;
    private final ByteWriter lastKey = new ByteWriter(64);
    private final int[] lastKeyEnds;
    private final int keysAt;
    private final BitSet relaxed = new BitSet();
    private KeyCells keys;
    private int[] ends = new int[256];
    private int rows;
    private int seen;
    private boolean full;

    /**
     * @param bytesMax rows behind this size are left to the next chunk
     */
    RowGatherer(TableReading reading, int bytesMax) {
        this.reading = reading;
        this.bytesMax = bytesMax;
        this.text = new ByteWriter(64 * 1024);
        this.keysAt = reading.columns().expressions().size();
        this.lastKeyEnds = new int[reading.key().size()];
        this.keys = keyCells();
    }

    private KeyCells keyCells() {
        return new KeyCells(reading.shape(), reading.target(), reading.columns().read());
    }

    @Override
    public void row(byte[] buffer, int[] offsets, int[] lengths) {
        seen++;
        if (full) {
            return;
        }
        if (reading.columns().row(text, buffer, offsets, lengths)) {
            relaxed.set(rows);
        }
        keys.row(buffer, offsets, lengths);
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, 2 * rows);
        }
        ends[rows++] = text.length();
        lastKey.clear();
        int first = keysAt;
        for (int i = 0; i < lastKeyEnds.length; i++) {
            lastKey.append(buffer, offsets[first + i], lengths[first + i]);
            lastKeyEnds[i] = lastKey.length();
        }
        full = text.length() >= bytesMax;
    }

    /** Rows that the answer had, taken or not. */
    int seen() {
        return seen;
    }

    /** Whether no more rows fit. */
    boolean full() {
        return full;
    }

    /** Bytes of SQL gathered. */
    int bytes() {
        return text.length();
    }

    int rows() {
        return rows;
    }

    /** Key of the last row gathered; none without rows. */
    KeyPoint next() {
        if (rows == 0) {
            return KeyPoint.NONE;
        }
        List<String> literals = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < lastKeyEnds.length; i++) {
            int length = lastKeyEnds[i] - start;
            literals.add(reading.key().get(i).literal(lastKey.array(), start, length));
            start = lastKeyEnds[i];
        }
        return new KeyPoint(literals);
    }

    /** What was gathered, where no rows have to go first; then it begins anew. */
    ReadChunk chunk(LogPosition high, boolean last) {
        return chunk(high, "", last);
    }

    /**
     * What was gathered; then it begins anew.
     *
     * @param clearing see {@link ReadChunk}
     */
    ReadChunk chunk(LogPosition high, String clearing, boolean last) {
        ReadChunk chunk =
                new ReadChunk(
                        high,
                        new ReadChunk.Text(
                                reading.head(),
                                reading.tail(),
                                text.toByteArray(),
                                Arrays.copyOf(ends, rows),
                                (BitSet) relaxed.clone()),
                        reading.shape(),
                        keys.cells(),
                        next(),
                        clearing,
                        last);
        text.clear();
        relaxed.clear();
        keys = keyCells();
        rows = 0;
        full = false;
        return chunk;
    }
}
