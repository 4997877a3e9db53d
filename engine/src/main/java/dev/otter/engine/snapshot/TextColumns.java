package dev.otter.engine.snapshot;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TargetTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Columns as the text of an INSERT into a table of MySQL or MariaDB. One thread. */
final class TextColumns implements ReadColumns {
    private final TargetTable target;
    private final SourceTable shape;
    private final CopyColumns columns;
    private final byte[] head;
    private final byte[] tail;

    /**
     * @param head what stands in front of the rows
     * @param tail what stands behind them
     */
    private TextColumns(
            TargetTable target, SourceTable shape, CopyColumns columns, byte[] head, byte[] tail) {
        this.target = target;
        this.shape = shape;
        this.columns = columns;
        this.head = head;
        this.tail = tail;
    }

    TextColumns(TargetTable source, TargetTable target, CopyColumns columns) {
        this(target, SourceShape.of(source), columns, new byte[0], new byte[0]);
    }

    /** The same between these texts. */
    TextColumns between(byte[] before, byte[] behind) {
        return new TextColumns(target, shape, columns, before, behind);
    }

    /** What stands in front of the rows, with this verb. */
    byte[] head(String verb) {
        return columns.head(verb);
    }

    @Override
    public List<String> expressions() {
        return columns.expressions();
    }

    @Override
    public SourceTable shape() {
        return shape;
    }

    @Override
    public ChunkRows rows() {
        return new Rows();
    }

    private final class Rows implements ChunkRows {
        private final ByteWriter text = new ByteWriter(64 * 1024);
        private final BitSet relaxed = new BitSet();
        private KeyCells keys = keyCells();
        private int[] ends = new int[256];
        private int rows;

        private KeyCells keyCells() {
            return new KeyCells(shape, target, columns.read());
        }

        @Override
        public void row(byte[] buffer, int[] offsets, int[] lengths) {
            if (columns.row(text, buffer, offsets, lengths)) {
                relaxed.set(rows);
            }
            keys.row(buffer, offsets, lengths);
            if (rows == ends.length) {
                ends = Arrays.copyOf(ends, 2 * rows);
            }
            ends[rows++] = text.length();
        }

        @Override
        public int bytes() {
            return text.length();
        }

        @Override
        public ReadChunk.Rows take() {
            ReadChunk.Text taken =
                    new ReadChunk.Text(
                            head,
                            tail,
                            text.toByteArray(),
                            Arrays.copyOf(ends, rows),
                            (BitSet) relaxed.clone());
            ReadChunk.Rows written = new ReadChunk.Rows.Written(shape, taken, keys.cells());
            text.clear();
            relaxed.clear();
            keys = keyCells();
            rows = 0;
            return written;
        }
    }
}
