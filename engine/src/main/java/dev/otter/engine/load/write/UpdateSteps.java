package dev.otter.engine.load.write;

import dev.otter.engine.load.table.Images;
import dev.otter.engine.load.table.ListUpdate;
import dev.otter.engine.load.table.TablePlan;
import dev.otter.model.channel.RowMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses how the changed rows of one table are written. Rows that change the same columns share
 * key lists; rows too few of their kind share one that sets the columns of all of them, as far as
 * their images tell these. What lists cannot do, or only dearer, is written whole by multi-row
 * upserts where the table allows it; the rest goes row by row. Where only changed columns may be
 * written, or all must be, fewer of these forms are left.
 *
 * <p>The rows' keys differ, and no unique value passes from one to another (see {@link TableFold}),
 * so that their order is free.
 */
final class UpdateSteps {
    /** Fewer rows that change the same columns are not worth a statement of their own. */
    private static final int LIST_MIN = 8;

    private final TablePlan plan;
    private final List<Step> steps;
    private final RowMode mode;
    private final List<RowOp> whole = new ArrayList<>();
    private final List<RowOp> single = new ArrayList<>();
    private final List<RowOp> rewrites = new ArrayList<>();

    private UpdateSteps(TablePlan plan, List<Step> steps, RowMode mode) {
        this.plan = plan;
        this.steps = steps;
        this.mode = mode;
    }

    /** Chooses for updates that write this of a row. */
    static UpdateChoice of(RowMode mode) {
        return (plan, ops, steps) -> new UpdateSteps((TablePlan) plan, steps, mode).add(ops);
    }

    private void add(List<RowOp> ops) {
        ListUpdate lists = plan.listUpdate();
        Map<BitSet, List<RowOp>> byColumns = new LinkedHashMap<>();
        for (RowOp op : ops) {
            if (rewritten(op)) {
                continue;
            }
            BitSet columns = mode == RowMode.ROW ? new BitSet() : lists.changed(op);
            if (columns.isEmpty() || (writtenWhole(op) && !lists.cheaper(columns))) {
                withoutList(op);
            } else {
                byColumns.computeIfAbsent(columns, _ -> new ArrayList<>()).add(op);
            }
        }
        lists(byColumns);
        if (!whole.isEmpty()) {
            steps.add(new Step.Upsert(whole));
        }
        if (!single.isEmpty()) {
            steps.add(new Step.Update(single));
        }
        if (!rewrites.isEmpty()) {
            steps.add(new Step.Rewrite(rewrites));
        }
    }

    private boolean rewritten(RowOp op) {
        boolean rewrite = op.mayBeOverlooked();
        if (rewrite) {
            rewrites.add(op);
        }
        return rewrite;
    }

    private void lists(Map<BitSet, List<RowOp>> byColumns) {
        BitSet union = new BitSet();
        List<RowOp> few = new ArrayList<>();
        byColumns.forEach((columns, ops) -> {
            if (ops.size() >= LIST_MIN) {
                steps.add(new Step.ListUpdate(columns, ops));
                return;
            }
            for (RowOp op : ops) {
                if (mode == RowMode.AUTO && Images.full(op.afterOf, op.after)) {
                    few.add(op);
                    union.or(columns);
                } else {
                    single.add(op);
                }
            }
        });
        if (few.isEmpty()) {
            return;
        }
        if (plan.upsertable() && !plan.listUpdate().cheaper(union)) {
            whole.addAll(few);
        } else {
            steps.add(new Step.ListUpdate(union, few));
        }
    }

    /** A row that changes nothing is only looked for: an upsert would not count it as changed. */
    private void withoutList(RowOp op) {
        (writtenWhole(op) && !op.changesNothing() ? whole : single).add(op);
    }

    private boolean writtenWhole(RowOp op) {
        return mode != RowMode.FIELD && plan.upsertable() && Images.full(op.afterOf, op.after);
    }
}
