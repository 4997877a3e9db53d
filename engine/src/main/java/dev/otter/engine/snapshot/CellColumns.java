package dev.otter.engine.snapshot;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.resync.CellText;
import dev.otter.engine.transform.view.TableView;
import dev.otter.engine.transform.view.WaysInto;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All columns of a source table, read into cells in the log's encoding, which then go through the
 * table's view as rows of the log do. One thread.
 */
final class CellColumns implements ReadColumns {
    private final TargetTable source;
    private final TargetTable target;
    private final SourceTable read;
    private final SourceTable shape;
    private final WaysInto ways;
    private final List<CellText> cells;

    /**
     * @param read the shape of the rows as they are read
     * @param ways what becomes of them on their way into the target
     */
    CellColumns(TargetTable source, TargetTable target, SourceTable read, WaysInto ways) {
        CellShape.requireReadable(source);
        this.source = source;
        this.target = target;
        this.read = read;
        this.ways = ways;
        this.shape = ways.view(read).map(TableView::viewed).orElse(read);
        this.cells = read.columns().stream().map(CellText::new).toList();
        for (LogColumn column : shape.columns()) {
            if (target.column(column.name()).isEmpty()) {
                throw new OtterException(
                        ErrorCode.TABLE_MISMATCH,
                        "the target has no column " + column.name(),
                        "source table " + source.name() + ", target table " + target.name(),
                        "Add the column to the target's table.");
            }
        }
    }

    @Override
    public List<String> expressions() {
        return source.columns().stream().map(CellShape::expression).toList();
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
        private final ByteWriter bytes = new ByteWriter(64 * 1024);
        private int[] offsets = new int[read.columns().size() * 64];
        private int[] lengths = new int[offsets.length];
        private int count;

        @Override
        public void row(byte[] buffer, int[] at, int[] length) {
            int columns = cells.size();
            if (count + columns > offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 2);
                lengths = Arrays.copyOf(lengths, lengths.length * 2);
            }
            for (int i = 0; i < columns; i++) {
                offsets[count] = bytes.length();
                lengths[count] = RowChanges.NULL;
                if (length[i] >= 0) {
                    cell(i, buffer, at[i], length[i]);
                    lengths[count] = bytes.length() - offsets[count];
                }
                count++;
            }
        }

        private void cell(int place, byte[] buffer, int offset, int length) {
            if (read.columns().get(place).type().kind() == Kind.JSON) {
                bytes.append(buffer, offset, length);
                return;
            }
            try {
                cells.get(place).append(buffer, offset, length, bytes);
            } catch (IllegalArgumentException e) {
                TableColumn column = source.columns().get(place);
                throw new OtterException(
                        ErrorCode.COPY_SOURCE_FAILED,
                        "a value that was read is none of its column's type: " + e.getMessage(),
                        "source table " + source.name() + ", column " + column.name(),
                        "Take the table out of the pipeline, and report the message with the"
                                + " server's version.",
                        e);
            }
        }

        @Override
        public int bytes() {
            return bytes.length();
        }

        @Override
        public ReadChunk.Rows take() {
            List<RowChanges> rows = new ArrayList<>();
            int taken = count / cells.size();
            if (taken > 0) {
                ways.apply(
                        new RowChanges(
                                ChangeKind.INSERT,
                                read,
                                ways.target(),
                                false,
                                new RowChanges.Cells(
                                        bytes.toByteArray(),
                                        Arrays.copyOf(offsets, count),
                                        Arrays.copyOf(lengths, count))),
                        rows::add);
            }
            bytes.clear();
            count = 0;
            return new ReadChunk.Rows.Logged(shape, List.copyOf(rows), taken);
        }
    }
}
