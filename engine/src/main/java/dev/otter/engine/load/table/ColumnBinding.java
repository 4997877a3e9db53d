package dev.otter.engine.load.table;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.database.value.Literals;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which column of a source shape goes into which column of a target table, by name, and how its
 * values are written. One thread: literals keep room to work in.
 */
final class ColumnBinding implements KeyColumns {
    private final SourceTable source;
    private final TargetTable target;

    /** Per source column its target column; null where the target computes the value itself. */
    private final TableColumn[] columns;

    private final Literals[] literals;
    private final int[] written;

    private ColumnBinding(SourceTable source, TargetTable target, boolean mariadb) {
        this.source = source;
        this.target = target;
        this.columns = bind(source, target);
        this.written = written(columns);
        this.literals = literals(source, columns, mariadb);
    }

    /**
     * @param mariadb whether the target is MariaDB
     * @throws OtterException TABLE_MISMATCH when a column has no place on the target, or does not
     *     fit
     */
    static ColumnBinding of(SourceTable source, TargetTable target, boolean mariadb) {
        return new ColumnBinding(source, target, mariadb);
    }

    @Override
    public SourceTable source() {
        return source;
    }

    @Override
    public TargetTable target() {
        return target;
    }

    /** Number of source columns. */
    int count() {
        return columns.length;
    }

    /** The target's column; null where the target computes the value itself. */
    TableColumn column(int sourceColumn) {
        return columns[sourceColumn];
    }

    /** How values of a source column are written; null where they are not. */
    Literals literals(int sourceColumn) {
        return literals[sourceColumn];
    }

    /** Source columns that are written, in order; not to be changed. */
    int[] written() {
        return written;
    }

    /** The source column of this name, letter case ignored; -1 when there is none. */
    @Override
    public int sourceColumn(String name) {
        for (int i = 0; i < columns.length; i++) {
            if (source.columns().get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean fills(int sourceColumn) {
        return columns[sourceColumn] != null;
    }

    @Override
    public TableColumn equality(LogColumn from, TableColumn column) {
        return column;
    }

    private static TableColumn[] bind(SourceTable source, TargetTable target) {
        TableColumn[] columns = new TableColumn[source.columns().size()];
        for (int i = 0; i < columns.length; i++) {
            LogColumn column = source.columns().get(i);
            Optional<TableColumn> found = target.column(column.name());
            if (found.isEmpty()) {
                throw mismatch(
                        source,
                        target,
                        "the target has no column " + column.name(),
                        "Add the column to the target's table.");
            }
            columns[i] = found.get().generated() ? null : found.get();
            Optional<String> loss =
                    columns[i] == null ? Optional.empty() : ColumnFit.loss(column, columns[i]);
            if (loss.isPresent()) {
                throw mismatch(
                        source,
                        target,
                        "the target's column " + column.name() + ", " + loss.get(),
                        "Give the target's column the source's type.");
            }
        }
        for (TableColumn column : target.columns()) {
            boolean filled =
                    source.columns().stream()
                            .anyMatch(c -> c.name().equalsIgnoreCase(column.name()));
            if (!filled
                    && !column.nullable()
                    && !column.hasDefault()
                    && !column.generated()
                    && !column.autoIncrement()) {
                throw mismatch(
                        source,
                        target,
                        "the target's column "
                                + column.name()
                                + " must not be NULL, has no default,"
                                + " and the source does not fill it",
                        "Give the column a default on the target, or add it to the source.");
            }
        }
        return columns;
    }

    private static OtterException mismatch(
            SourceTable source, TargetTable target, String what, String remedy) {
        return new OtterException(
                ErrorCode.TABLE_MISMATCH,
                what,
                "source table " + source.name() + ", target table " + target.name(),
                remedy);
    }

    private static int[] written(TableColumn[] columns) {
        int[] all = new int[columns.length];
        int count = 0;
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] != null) {
                all[count++] = i;
            }
        }
        return Arrays.copyOf(all, count);
    }

    private static Literals[] literals(SourceTable source, TableColumn[] columns, boolean mariadb) {
        Literals[] literals = new Literals[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] != null) {
                literals[i] = Literals.of(source.columns().get(i), columns[i], mariadb);
            }
        }
        return literals;
    }
}
