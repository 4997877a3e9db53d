package dev.otter.engine.verify.online;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.event.Cell;
import dev.otter.binlog.event.RowCursor;
import dev.otter.binlog.event.RowCursor.Image;
import dev.otter.binlog.event.TableMap;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.verify.RowHash;
import dev.otter.engine.verify.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Hashes keys so that a key read by a statement and the same key in the log have the same hash. It
 * never tells equal keys apart; different keys may be taken for equal, which only costs another
 * look. For one thread.
 */
final class TouchHash {
    private static final Set<String> UTF8 = Set.of("utf8", "utf8mb3", "utf8mb4", "ascii");
    private static final Set<String> SINGLE_BYTE =
            Set.of("latin1", "latin2", "latin5", "latin7", "cp1250", "cp1251", "greek", "hebrew");

    /** What of a column's value counts. */
    private enum Form {
        /** Decimal digits as printed. */
        DIGITS,
        /** As printed, without zeros at the end of the fraction. */
        TIME,
        /** The bytes without blanks at their end. */
        TEXT,
        /** Bytes of ASCII letters and digits only, whatever the character set. */
        ASCII,
        /** The bytes without zeros at their end. */
        BYTES,
        /** Nothing: all values are taken for equal. */
        NOTHING
    }

    private final List<String> names;
    private final List<Form> forms;
    private final RowHash hash = new RowHash();
    private final ByteWriter scratch = new ByteWriter(64);

    private TouchHash(List<String> names, List<Form> forms) {
        this.names = names;
        this.forms = forms;
    }

    /**
     * @param tables all source tables of the pair
     */
    static TouchHash of(RowLayout layout, List<TargetTable> tables) {
        List<String> names = new ArrayList<>();
        List<Form> forms = new ArrayList<>();
        for (int column : layout.key()) {
            String name = layout.name(column).toLowerCase(Locale.ROOT);
            List<Form> found =
                    tables.stream()
                            .map(table -> form(column(table, name), layout.converted(column)))
                            .distinct()
                            .toList();
            names.add(name);
            forms.add(found.size() == 1 ? found.getFirst() : Form.NOTHING);
        }
        return new TouchHash(List.copyOf(names), List.copyOf(forms));
    }

    private static TableColumn column(TargetTable table, String lowerName) {
        return table.columns().stream()
                .filter(column -> column.name().toLowerCase(Locale.ROOT).equals(lowerName))
                .findFirst()
                .orElseThrow();
    }

    private static Form form(TableColumn column, boolean converted) {
        return switch (column.dataType()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year" -> Form.DIGITS;
            case "date", "time", "datetime", "timestamp" -> Form.TIME;
            case "binary", "varbinary" -> Form.BYTES;
            case "char", "varchar" -> {
                if (UTF8.contains(column.charset())) {
                    yield Form.TEXT;
                }
                yield SINGLE_BYTE.contains(column.charset())
                        ? converted ? Form.ASCII : Form.TEXT
                        : Form.NOTHING;
            }
            default -> Form.NOTHING;
        };
    }

    /** The hash of a key that was read by a statement. */
    long of(RowKey key) {
        hash.begin();
        for (int i = 0; i < key.size(); i++) {
            byte[] cell = key.cell(i);
            add(forms.get(i), cell, 0, cell.length);
        }
        return hash.first();
    }

    private void add(Form form, byte[] b, int offset, int length) {
        switch (form) {
            case DIGITS -> hash.add(b, offset, length);
            case TIME -> hash.add(b, offset, withoutFractionZeros(b, offset, length));
            case TEXT -> hash.add(b, offset, without(b, offset, length, ' '));
            case BYTES -> hash.add(b, offset, without(b, offset, length, 0));
            case ASCII -> {
                byte[] kept = new byte[length];
                int count = 0;
                for (int i = offset; i < offset + length; i++) {
                    if (b[i] > ' ') {
                        kept[count++] = b[i];
                    }
                }
                hash.add(kept, 0, count);
            }
            case NOTHING -> {}
        }
    }

    private static int without(byte[] b, int offset, int length, int filler) {
        int end = length;
        while (end > 0 && b[offset + end - 1] == filler) {
            end--;
        }
        return end;
    }

    private static int withoutFractionZeros(byte[] b, int offset, int length) {
        for (int i = 0; i < length; i++) {
            if (b[offset + i] == '.') {
                int end = without(b, offset, length, '0');
                return b[offset + end - 1] == '.' ? end - 1 : end;
            }
        }
        return length;
    }

    /**
     * Finds the key in rows of the log.
     *
     * @param table the source table as it is now
     * @return empty when the log's rows are of another shape
     */
    Optional<InLog> in(TableMap map, TargetTable table) {
        int[] cells = new int[names.size()];
        ColumnType[] types = new ColumnType[names.size()];
        List<String> logged = map.metadata().names();
        if (logged.isEmpty() && map.columnCount() != table.columns().size()) {
            return Optional.empty();
        }
        for (int i = 0; i < cells.length; i++) {
            TableColumn column = column(table, names.get(i));
            cells[i] = logged.isEmpty() ? column.index() : indexOf(logged, names.get(i));
            if (cells[i] < 0 || !fits(forms.get(i), map.type(cells[i]).kind())) {
                return Optional.empty();
            }
            types[i] = map.type(cells[i]).with(column.unsigned() ? Sign.UNSIGNED : Sign.SIGNED);
        }
        return Optional.of(new InLog(cells, types));
    }

    private static int indexOf(List<String> names, String lowerName) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).toLowerCase(Locale.ROOT).equals(lowerName)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean fits(Form form, Kind kind) {
        return switch (form) {
            case DIGITS -> kind.integer() || kind == Kind.YEAR;
            case TIME ->
                    switch (kind) {
                        case DATE, TIME, DATETIME, TIMESTAMP -> true;
                        case OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP -> true;
                        default -> false;
                    };
            case TEXT, ASCII, BYTES ->
                    kind == Kind.CHAR || kind == Kind.VARCHAR || kind == Kind.COMPRESSED_VARCHAR;
            case NOTHING -> true;
        };
    }

    /** The key's place in rows of one shape. */
    final class InLog {
        private final int[] cells;
        private final ColumnType[] types;

        private InLog(int[] cells, ColumnType[] types) {
            this.cells = cells;
            this.types = types;
        }

        /**
         * The hash of the row's key in an image; what an image after leaves out is as it was
         * before. Empty when the row does not tell.
         */
        OptionalLong of(RowCursor row, Image image) {
            hash.begin();
            for (int i = 0; i < cells.length; i++) {
                Image from = image;
                if (row.state(from, cells[i]) == Cell.State.ABSENT
                        && image == Image.AFTER
                        && row.has(Image.BEFORE)) {
                    from = Image.BEFORE;
                }
                if (row.state(from, cells[i]) != Cell.State.PRESENT) {
                    return OptionalLong.empty();
                }
                add(i, row.buffer(), row.offset(from, cells[i]), row.length(from, cells[i]));
            }
            return OptionalLong.of(hash.first());
        }

        private void add(int part, byte[] b, int offset, int length) {
            Form form = forms.get(part);
            if (form == Form.NOTHING) {
                return;
            }
            scratch.clear();
            CellFormat.append(types[part], b, offset, length, scratch);
            TouchHash.this.add(form, scratch.array(), 0, scratch.length());
        }
    }
}
