package dev.otter.engine.oracle.write;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.CopiedRows;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.write.GroupFold;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.load.write.Step;
import java.util.List;

/**
 * Writes groups that touch tables which are being copied, in the order of the log: copied rows give
 * way to those that are there, and the log's changes go over what is there or not.
 *
 * <p>One group, one thread.
 */
final class CopyingWriter {
    private final TablePlans plans;
    private final StatementBatch out;
    private final boolean strict;
    private final boolean folding;

    /**
     * @param strict whether the counts of usual rows are proved
     * @param folding without it nothing is folded
     */
    CopyingWriter(TablePlans plans, StatementBatch out, boolean strict, boolean folding) {
        this.plans = plans;
        this.out = out;
        this.strict = strict;
        this.folding = folding;
    }

    void write(List<RowChanges> changes) {
        int first = 0;
        while (first < changes.size()) {
            RowChanges begun = changes.get(first);
            int next = first + 1;
            while (next < changes.size() && joins(begun, changes.get(next))) {
                next++;
            }
            run(begun, changes.subList(first, next));
            first = next;
        }
    }

    private static boolean joins(RowChanges one, RowChanges other) {
        return one.manner() == other.manner() && one.copied().isEmpty() && other.copied().isEmpty();
    }

    private void run(RowChanges first, List<RowChanges> run) {
        if (first.copied().isPresent()) {
            notes(first.copied().get());
            return;
        }
        switch (first.manner()) {
            case WHOLE -> new StatementWriter(out, strict).write(steps(run, folding));
            case AHEAD -> new StatementWriter(out, false, false).write(steps(run, folding));
            case AGAIN -> run.forEach(this::again);
            case BENEATH -> new StatementWriter(out, false).beneath(steps(run, false));
        }
    }

    /** A row that came and went may lie in the chunk: nothing may be folded away. */
    private void again(RowChanges change) {
        boolean joined = folding && change.kind() != ChangeKind.UPDATE;
        new StatementWriter(out, false).write(steps(List.of(change), joined));
    }

    private List<Step> steps(List<RowChanges> changes, boolean folded) {
        return new GroupFold(plans, folded, new UpdateGroups()).steps(changes);
    }

    private void notes(CopiedRows copied) {
        if (copied.rows() > 0) {
            throw new IllegalStateException("copied rows are text of another kind of target");
        }
        if (!copied.clearing().isEmpty()) {
            out.run(copied.clearing());
        }
        for (String note : copied.notes()) {
            int affected = out.run(note);
            if (affected != 1) {
                throw StatementFailedException.diverged(
                        "the record of the full load has " + affected + " rows in the place of one",
                        List.of());
            }
        }
    }
}
