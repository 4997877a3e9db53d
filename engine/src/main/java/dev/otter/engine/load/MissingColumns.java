package dev.otter.engine.load;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves out of rows those columns that the target's table does not have, as long as they hold
 * NULL; rows with a value there are refused, and what becomes of them is the pipeline's rule for
 * rows that cannot be applied. Owned by the load thread, for what the target has changes with each
 * statement that passes it.
 */
final class MissingColumns {
    private record Key(SourceTable source, TableName target) {}

    private static final int SHAPES_MAX = 20_000;

    private final TargetTables tables;
    private final boolean leavesOut;
    private final Map<Key, Kept> shapes = new HashMap<>();
    private long generation;

    /**
     * What is left of a shape.
     *
     * @param shape without the columns that are missing
     * @param columns which of the source's columns are left
     */
    private record Kept(SourceTable shape, boolean[] columns) {
        boolean whole() {
            return shape.columns().size() == columns.length;
        }
    }

    /**
     * @param leavesOut false leaves all rows as they are
     */
    MissingColumns(TargetTables tables, boolean leavesOut) {
        this.tables = tables;
        this.leavesOut = leavesOut;
    }

    /** The transaction as the target's tables can take it. */
    SourceTransaction fit(SourceTransaction t) {
        return leavesOut
                ? new SourceTransaction(
                        t.sequence(),
                        t.id(),
                        t.end(),
                        t.commitMicros(),
                        fit(t.changes()),
                        t.rows(),
                        t.bytes())
                : t;
    }

    /** The same of rows. */
    List<RowChanges> fit(List<RowChanges> changes) {
        if (!leavesOut) {
            return changes;
        }
        if (generation != tables.generation() || shapes.size() > SHAPES_MAX) {
            shapes.clear();
            generation = tables.generation();
        }
        List<RowChanges> fitting = new ArrayList<>(changes.size());
        for (RowChanges change : changes) {
            Kept kept = kept(change);
            boolean whole = kept.whole() || change.copied().isPresent();
            fitting.add(whole ? change : fit(change, kept));
        }
        return fitting;
    }

    private Kept kept(RowChanges change) {
        return shapes.computeIfAbsent(
                new Key(change.source(), change.target()),
                key -> {
                    TargetTable target = tables.find(key.target());
                    List<LogColumn> columns = key.source().columns();
                    List<LogColumn> left = new ArrayList<>();
                    boolean[] there = new boolean[columns.size()];
                    for (int i = 0; i < there.length; i++) {
                        // A table that is missing altogether is told of where rows are planned.
                        there[i] =
                                target == null || target.column(columns.get(i).name()).isPresent();
                        if (there[i]) {
                            left.add(columns.get(i));
                        }
                    }
                    SourceTable shape =
                            left.size() == there.length
                                    ? key.source()
                                    : new SourceTable(
                                            key.source().name(), left, key.source().readAgain());
                    return new Kept(shape, there);
                });
    }

    private static RowChanges fit(RowChanges change, Kept kept) {
        int perImage = kept.columns().length;
        int images = change.lengths().length / perImage;
        int left = kept.shape().columns().size();
        int[] offsets = new int[images * left];
        int[] lengths = new int[images * left];
        String valued = "";
        int to = 0;
        for (int from = 0; from < change.lengths().length; from++) {
            int column = from % perImage;
            if (kept.columns()[column]) {
                offsets[to] = change.offset(from);
                lengths[to++] = change.length(from);
            } else if (change.length(from) != RowChanges.NULL
                    && change.length(from) != RowChanges.ABSENT
                    && after(change.kind(), from / perImage)) {
                valued = change.source().columns().get(column).name();
            }
        }
        RowChanges fitting =
                new RowChanges(
                                change.kind(),
                                kept.shape(),
                                change.target(),
                                change.foreignKeyChecks(),
                                new RowChanges.Cells(change.bytes(), offsets, lengths))
                        .in(change.manner());
        if (change.refusal().isPresent()) {
            return fitting.refused(change.refusal().get());
        }
        return valued.isEmpty() ? fitting : fitting.refused(value(change, valued));
    }

    private static boolean after(ChangeKind kind, int image) {
        return switch (kind) {
            case INSERT -> true;
            case UPDATE -> image % 2 == 1;
            case DELETE -> false;
        };
    }

    private static OtterException value(RowChanges change, String column) {
        return new OtterException(
                ErrorCode.TABLE_MISMATCH,
                "the target has no column " + column + ", and the source's row has a value there",
                "source table " + change.source().name() + ", target table " + change.target(),
                "Add the column to the target's table, then let the row come again.");
    }
}
