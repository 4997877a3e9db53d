package dev.otter.engine.load.write;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.table.Images;
import dev.otter.engine.load.table.ListUpdate;
import dev.otter.engine.load.table.RowPlan;

/**
 * What is to be done with one row of the target: one row of the log, or several of one key folded.
 * Not thread safe; belongs to one group.
 */
public final class RowOp implements ListUpdate.Row {
    /** Null when folding left nothing to do (a row was inserted and deleted within the group). */
    ChangeKind kind;

    final RowPlan plan;

    /** Where the image before lies; null for inserts. */
    RowChanges beforeOf;

    int before;

    /** Where the image after lies; null for deletes. */
    RowChanges afterOf;

    int after;

    /** Source rows that it stands for. */
    int sourceRows = 1;

    RowOp(RowPlan plan, ChangeKind kind) {
        this.plan = plan;
        this.kind = kind;
    }

    /** The operation of one row of the log as it is. */
    static RowOp of(RowPlan plan, RowChanges changes, int row) {
        RowOp op = new RowOp(plan, changes.kind());
        if (changes.kind() != ChangeKind.INSERT) {
            op.beforeOf = changes;
            op.before = changes.before(row);
        }
        if (changes.kind() != ChangeKind.DELETE) {
            op.afterOf = changes;
            op.after = changes.after(row);
        }
        return op;
    }

    /** How rows of its kind are written. */
    public RowPlan plan() {
        return plan;
    }

    @Override
    public RowChanges beforeOf() {
        return beforeOf;
    }

    @Override
    public int before() {
        return before;
    }

    @Override
    public RowChanges afterOf() {
        return afterOf;
    }

    @Override
    public int after() {
        return after;
    }

    /**
     * The row as it is afterwards, as an insert of its own; also of columns that did not change.
     */
    RowOp reborn() {
        RowOp op = new RowOp(plan, ChangeKind.INSERT);
        boolean full = Images.full(afterOf, after);
        op.afterOf = full ? afterOf : Images.overlay(beforeOf, before, afterOf, after);
        op.after = full ? after : 0;
        return op;
    }

    /** Whether the server might take the row afterwards for the one that is there. */
    boolean mayBeOverlooked() {
        return kind == ChangeKind.UPDATE && plan.mayBeOverlooked(this);
    }

    /** False only where it makes a difference: the table has foreign keys or is referred to. */
    boolean foreignKeyChecks() {
        return !plan.linked() || (afterOf != null ? afterOf : beforeOf).foreignKeyChecks();
    }

    /** The images differ in no cell, so that nothing would change. */
    public boolean changesNothing() {
        return kind == ChangeKind.UPDATE
                && Images.equal(beforeOf, before, afterOf, after, plan.source().columns().size());
    }
}
