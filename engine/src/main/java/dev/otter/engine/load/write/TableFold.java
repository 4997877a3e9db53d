package dev.otter.engine.load.write;

import com.carrotsearch.hppc.LongObjectHashMap;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.table.Cells;
import dev.otter.engine.load.table.Images;
import dev.otter.engine.load.table.KeyPlan;
import dev.otter.engine.load.table.RowPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds the rows of one target table within a group: at most one operation per key is left.
 *
 * <p>It gives up ({@link #add} answers false) wherever the final states alone, in any order that
 * the folded form uses, might break a constraint that was never broken on the source, or might not
 * mean the same: the caller then applies the original rows in their original order. Reasons: a key
 * that cannot be hashed; equal hashes of unequal bytes (values equal only under a collation, or a
 * collision); a secondary unique value that two rows of the group hold one after the other; the key
 * of a referenced row changes; a delete that cascades; a row that goes and comes, by its key or by
 * a change of it, where columns keep what the target has; sequences that cannot be, such as two
 * inserts of one key.
 *
 * <p>One group, one thread.
 */
final class TableFold {
    private final LongObjectHashMap<RowOp> byKey = new LongObjectHashMap<>();
    private final LongObjectHashMap<RowOp> byUniqueValue = new LongObjectHashMap<>();
    private final List<RowOp> ops = new ArrayList<>();
    private final boolean fields;
    private RowPlan looked;
    private boolean leavesColumns;

    /**
     * @param fields whether an update writes the columns that changed, and no other
     */
    TableFold(boolean fields) {
        this.fields = fields;
    }

    /** What is left, in the order in which keys were first touched. */
    List<RowOp> ops() {
        return ops;
    }

    /**
     * Adds one row.
     *
     * @return false when the table's rows must be applied in their original order
     */
    boolean add(RowPlan plan, RowChanges changes, int row) {
        if (!plan.keyed()) {
            return false;
        }
        return switch (changes.kind()) {
            case INSERT -> insert(plan, changes, changes.after(row));
            case UPDATE -> update(plan, changes, changes.before(row), changes.after(row));
            case DELETE -> delete(plan, changes, changes.before(row));
        };
    }

    private boolean insert(RowPlan plan, RowChanges changes, int after) {
        long key = plan.rowKey().hash(changes, after);
        if (!known(key)) {
            return false;
        }
        RowOp existing = byKey.get(key);
        if (existing == null) {
            RowOp op = new RowOp(plan, ChangeKind.INSERT);
            op.afterOf = changes;
            op.after = after;
            return enter(key, op) && uniqueAfter(op, changes, after);
        }
        if (!sameRow(existing, plan, changes, after) || !fullBoth(existing, changes, after)) {
            return false;
        }
        if (existing.kind == null) {
            existing.kind = ChangeKind.INSERT;
        } else if (existing.kind == ChangeKind.DELETE && !keepsColumns(plan)) {
            existing.kind = ChangeKind.UPDATE;
        } else {
            return false;
        }
        existing.afterOf = changes;
        existing.after = after;
        existing.sourceRows++;
        return uniqueAfter(existing, changes, after);
    }

    /** A deleted row that comes back becomes an update, which needs to know all its columns. */
    private static boolean fullBoth(RowOp existing, RowChanges changes, int after) {
        return Images.full(changes, after)
                && (existing.beforeOf == null || Images.full(existing.beforeOf, existing.before));
    }

    private boolean update(RowPlan plan, RowChanges changes, int before, int after) {
        if (plan.touchesReferencedColumns(changes, before, after)
                || Images.partialJson(changes, after)) {
            return false;
        }
        if (plan.keyChanges(changes, before, changes, after)) {
            return !plan.hasSecondaryUniques()
                    && !keepsColumns(plan)
                    && Images.full(changes, before)
                    && Images.full(changes, after)
                    && delete(plan, changes, before)
                    && insert(plan, changes, after);
        }
        long key = plan.rowKey().hash(changes, before);
        if (!known(key)) {
            return false;
        }
        RowOp existing = byKey.get(key);
        if (existing == null) {
            RowOp op = new RowOp(plan, ChangeKind.UPDATE);
            op.beforeOf = changes;
            op.before = before;
            op.afterOf = changes;
            op.after = after;
            return enter(key, op) && uniqueUpdate(op, changes, before, after);
        }
        if (existing.kind == null
                || existing.kind == ChangeKind.DELETE
                || !sameRow(existing, plan, changes, before)) {
            return false;
        }
        if (Images.full(changes, after)) {
            existing.afterOf = changes;
            existing.after = after;
        } else {
            existing.afterOf = Images.overlay(existing.afterOf, existing.after, changes, after);
            existing.after = 0;
        }
        existing.sourceRows++;
        return uniqueUpdate(existing, changes, before, after);
    }

    /** Whether an update leaves columns as they are on the target, which a new row has not. */
    private boolean keepsColumns(RowPlan plan) {
        if (!plan.equals(looked)) {
            looked = plan;
            leavesColumns = plan.leavesColumns();
        }
        return fields || leavesColumns;
    }

    private boolean delete(RowPlan plan, RowChanges changes, int before) {
        long key = plan.cascades() ? KeyPlan.NONE : plan.rowKey().hash(changes, before);
        if (!known(key)) {
            return false;
        }
        RowOp existing = byKey.get(key);
        if (existing == null) {
            RowOp op = new RowOp(plan, ChangeKind.DELETE);
            op.beforeOf = changes;
            op.before = before;
            return enter(key, op) && uniqueBefore(op, changes, before);
        }
        if (existing.kind == null
                || existing.kind == ChangeKind.DELETE
                || !sameRow(existing, plan, changes, before)) {
            return false;
        }
        existing.sourceRows++;
        if (existing.kind == ChangeKind.INSERT) {
            existing.kind = null;
        } else {
            existing.kind = ChangeKind.DELETE;
            existing.afterOf = null;
        }
        return uniqueBefore(existing, changes, before);
    }

    private static boolean known(long hash) {
        return hash != KeyPlan.NONE && hash != KeyPlan.NULL && hash != KeyPlan.ABSENT;
    }

    private boolean enter(long hash, RowOp op) {
        byKey.put(hash, op);
        ops.add(op);
        return true;
    }

    /** The same hash must mean the same bytes in the same shape. */
    private static boolean sameRow(RowOp existing, RowPlan plan, RowChanges changes, int image) {
        if (!existing.plan.equals(plan)) {
            return false;
        }
        RowChanges other = existing.afterOf != null ? existing.afterOf : existing.beforeOf;
        int otherImage = existing.afterOf != null ? existing.after : existing.before;
        for (int column : plan.keyColumns()) {
            if (!sameKeyCell(existing, other, otherImage, column, changes, image)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameKeyCell(
            RowOp existing,
            RowChanges other,
            int otherImage,
            int column,
            RowChanges changes,
            int image) {
        if (other.length(otherImage + column) == RowChanges.ABSENT && existing.beforeOf != null) {
            return Cells.same(existing.beforeOf, existing.before + column, changes, image + column);
        }
        return Cells.same(other, otherImage + column, changes, image + column);
    }

    private boolean uniqueAfter(RowOp op, RowChanges changes, int after) {
        return op.plan.secondaryHashes(changes, -1, after, hash -> claim(hash, op));
    }

    private boolean uniqueBefore(RowOp op, RowChanges changes, int before) {
        return op.plan.secondaryHashes(changes, before, -1, hash -> claim(hash, op));
    }

    private boolean uniqueUpdate(RowOp op, RowChanges changes, int before, int after) {
        return op.plan.secondaryHashes(changes, before, after, hash -> claim(hash, op));
    }

    /** One unique value may be held by one row only during the whole group. */
    private boolean claim(long hash, RowOp op) {
        int index = byUniqueValue.indexOf(hash);
        if (byUniqueValue.indexExists(index)) {
            return byUniqueValue.indexGet(index) == op;
        }
        byUniqueValue.indexInsert(index, hash, op);
        return true;
    }
}
