package dev.otter.engine.snapshot;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Gathers, of copied rows, the values that stand in keys, in the encoding of the log, so that the
 * load stage sees which rows of the log they touch. Values of types that are not encoded here are
 * left out; the load stage then takes the whole table. One chunk, one thread.
 */
final class KeyCells {
    private final SourceTable shape;
    private final int[] place;
    private final ByteWriter bytes = new ByteWriter(1024);
    private int[] offsets;
    private int[] lengths;
    private int cells;

    /**
     * @param shape the source's columns
     * @param target the table that is written, whose keys count
     * @param read the columns in the order in which they are read
     */
    KeyCells(SourceTable shape, TargetTable target, List<TableColumn> read) {
        this.shape = shape;
        int columns = shape.columns().size();
        this.place = new int[columns];
        Set<String> keys = keyColumns(target);
        List<String> lower = read.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
        for (int i = 0; i < columns; i++) {
            String name = shape.columns().get(i).name().toLowerCase(Locale.ROOT);
            place[i] = keys.contains(name) ? lower.indexOf(name) : -1;
        }
        this.offsets = new int[columns * 64];
        this.lengths = new int[columns * 64];
    }

    private static Set<String> keyColumns(TargetTable target) {
        List<String> names = new ArrayList<>();
        target.uniqueIndexes()
                .forEach(index ->
                        index.parts().stream()
                                .filter(part -> part.column() >= 0)
                                .forEach(part ->
                                        names.add(target.columns().get(part.column()).name())));
        target.foreignKeys().forEach(key -> names.addAll(key.childColumns()));
        target.referencedBy().forEach(key -> names.addAll(key.parentColumns()));
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }

    /** Adds a row as it was read. */
    void row(byte[] buffer, int[] at, int[] length) {
        int columns = place.length;
        if (cells + columns > offsets.length) {
            offsets = java.util.Arrays.copyOf(offsets, offsets.length * 2);
            lengths = java.util.Arrays.copyOf(lengths, lengths.length * 2);
        }
        for (int i = 0; i < columns; i++) {
            int from = place[i];
            offsets[cells] = bytes.length();
            if (from < 0) {
                lengths[cells] = RowChanges.ABSENT;
            } else if (length[from] < 0) {
                lengths[cells] = RowChanges.NULL;
            } else {
                cell(shape.columns().get(i), buffer, at[from], length[from]);
            }
            cells++;
        }
    }

    private void cell(LogColumn column, byte[] buffer, int offset, int length) {
        int start = bytes.length();
        switch (column.type().kind()) {
            case TINYINT -> number(buffer, offset, length, 1);
            case SMALLINT -> number(buffer, offset, length, 2);
            case MEDIUMINT -> number(buffer, offset, length, 3);
            case INT -> number(buffer, offset, length, 4);
            case BIGINT -> number(buffer, offset, length, 8);
            case ENUM, SET -> number(buffer, offset, length, column.type().size());
            case CHAR, VARCHAR, BLOB -> bytes.append(buffer, offset, length);
            default -> {
                lengths[cells] = RowChanges.ABSENT;
                return;
            }
        }
        lengths[cells] = bytes.length() - start;
    }

    private void number(byte[] buffer, int offset, int length, int width) {
        String digits = new String(buffer, offset, length, StandardCharsets.US_ASCII);
        long value =
                digits.charAt(0) == '-' ? Long.parseLong(digits) : Long.parseUnsignedLong(digits);
        byte[] to = bytes.ensure(width);
        littleEndian(value, to, bytes.length(), width);
        bytes.advance(width);
    }

    static void littleEndian(long value, byte[] to, int offset, int width) {
        for (int i = 0; i < width; i++) {
            to[offset + i] = (byte) (value >>> 8 * i);
        }
    }

    /** Everything gathered. */
    RowChanges.Cells cells() {
        return new RowChanges.Cells(
                bytes.toByteArray(),
                java.util.Arrays.copyOf(offsets, cells),
                java.util.Arrays.copyOf(lengths, cells));
    }
}
