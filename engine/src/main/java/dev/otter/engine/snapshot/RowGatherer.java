package dev.otter.engine.snapshot;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.wire.RowConsumer;
import dev.otter.model.position.LogPosition;
import java.util.ArrayList;
import java.util.List;

/** Makes chunks of the rows of one answer as they come. One thread. */
final class RowGatherer implements RowConsumer {
    private final TableReading reading;
    private final int bytesMax;
    private final ChunkRows gathered;
    private final ByteWriter lastKey = new ByteWriter(64);
    private final int[] lastKeyEnds;
    private final int keysAt;
    private int rows;
    private int seen;
    private boolean full;

    /**
     * @param bytesMax rows behind this size are left to the next chunk
     */
    RowGatherer(TableReading reading, int bytesMax) {
        this.reading = reading;
        this.bytesMax = bytesMax;
        this.gathered = reading.columns().rows();
        this.keysAt = reading.columns().expressions().size();
        this.lastKeyEnds = new int[reading.key().size()];
    }

    @Override
    public void row(byte[] buffer, int[] offsets, int[] lengths) {
        seen++;
        if (full) {
            return;
        }
        gathered.row(buffer, offsets, lengths);
        rows++;
        lastKey.clear();
        int first = keysAt;
        for (int i = 0; i < lastKeyEnds.length; i++) {
            lastKey.append(buffer, offsets[first + i], lengths[first + i]);
            lastKeyEnds[i] = lastKey.length();
        }
        full = gathered.bytes() >= bytesMax;
    }

    /** Rows that the answer had, taken or not. */
    int seen() {
        return seen;
    }

    /** Whether no more rows fit. */
    boolean full() {
        return full;
    }

    /** Bytes gathered. */
    int bytes() {
        return gathered.bytes();
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
        ReadChunk chunk = new ReadChunk(high, gathered.take(), next(), clearing, last);
        rows = 0;
        full = false;
        return chunk;
    }
}
