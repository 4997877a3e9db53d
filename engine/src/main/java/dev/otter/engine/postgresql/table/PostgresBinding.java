package dev.otter.engine.postgresql.table;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.table.KeyColumns;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which column of a source shape goes into which column of a PostgreSQL table: the one of the same
 * name, else the only one that differs by letter case. One thread.
 */
final class PostgresBinding implements KeyColumns {
    private final SourceTable source;
    private final TargetTable target;

    /** Per source column; null where the target computes the value itself. */
    private final ValueWriter[] writers;

    private final int[] written;

    /**
     * @throws OtterException TABLE_MISMATCH when a column has no place on the target, or does not
     *     fit
     */
    PostgresBinding(SourceTable source, TargetTable target) {
        this.source = source;
        this.target = target;
        this.writers = new ValueWriter[source.columns().size()];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = writer(source.columns().get(i));
        }
        this.written = IntStream.range(0, writers.length).filter(this::fills).toArray();
        requireFilled();
    }

    private ValueWriter writer(LogColumn column) {
        TableColumn found =
                find(target.columns().stream().map(TableColumn::name).toList(), column.name())
                        .map(target.columns()::get)
                        .orElseThrow(() ->
                                mismatch(
                                        "the target has no column " + column.name(),
                                        "Add the column to the target's table."));
        try {
            return found.generated() ? null : new ValueWriter(column, found);
        } catch (OtterException e) {
            throw e.within("source table " + source.name() + ", target table " + target.name());
        }
    }

    /** The place of a name; letter case is ignored where that leaves only one. */
    private static Optional<Integer> find(List<String> names, String name) {
        int exact = names.indexOf(name);
        if (exact >= 0) {
            return Optional.of(exact);
        }
        List<Integer> alike =
                IntStream.range(0, names.size())
                        .filter(i -> names.get(i).equalsIgnoreCase(name))
                        .boxed()
                        .toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    private void requireFilled() {
        for (TableColumn column : target.columns()) {
            boolean must = !column.nullable() && !column.hasDefault() && !column.generated();
            if (must && Arrays.stream(written).noneMatch(i -> writers[i].target().equals(column))) {
                throw mismatch(
                        "the target's column "
                                + column.name()
                                + " must not be NULL, has no default, and the source does not fill"
                                + " it",
                        "Give the column a default on the target, or add it to the source.");
            }
        }
    }

    private OtterException mismatch(String what, String remedy) {
        return new OtterException(
                ErrorCode.TABLE_MISMATCH,
                what,
                "source table " + source.name() + ", target table " + target.name(),
                remedy);
    }

    @Override
    public SourceTable source() {
        return source;
    }

    @Override
    public TargetTable target() {
        return target;
    }

    @Override
    public int sourceColumn(String name) {
        return find(source.columns().stream().map(LogColumn::name).toList(), name).orElse(-1);
    }

    @Override
    public boolean fills(int sourceColumn) {
        return writers[sourceColumn] != null;
    }

    @Override
    public TableColumn equality(LogColumn from, TableColumn column) {
        return PostgresEquality.of(from, column);
    }

    /** How values of a source column are written; null where they are not. */
    ValueWriter writer(int sourceColumn) {
        return writers[sourceColumn];
    }

    /** Source columns that are written, in order; not to be changed. */
    int[] written() {
        return written;
    }
}
