package dev.otter.engine.postgresql.write;

import dev.otter.engine.load.table.Images;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.write.RowOp;
import dev.otter.engine.load.write.Step;
import dev.otter.engine.load.write.UpdateChoice;
import dev.otter.engine.postgresql.table.PostgresPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folded updates become joins with lists of values: rows that change the same columns share one,
 * rows few of their kind share one that sets the columns of all of them, as far as their images
 * tell these. Stateless.
 */
final class UpdateLists implements UpdateChoice {
    /** Fewer rows that change the same columns are not worth a statement of their own. */
    private static final int LIST_MIN = 8;

    @Override
    public void add(RowPlan plan, List<RowOp> ops, List<Step> steps) {
        PostgresPlan postgres = (PostgresPlan) plan;
        Map<BitSet, List<RowOp>> byColumns = new LinkedHashMap<>();
        List<RowOp> single = new ArrayList<>();
        for (RowOp op : ops) {
            BitSet columns = postgres.changed(op);
            if (columns.isEmpty() || Images.partialJson(op.afterOf(), op.after())) {
                single.add(op);
            } else {
                byColumns.computeIfAbsent(columns, _ -> new ArrayList<>()).add(op);
            }
        }
        BitSet union = new BitSet();
        List<RowOp> few = new ArrayList<>();
        byColumns.forEach((columns, alike) -> {
            if (alike.size() >= LIST_MIN) {
                steps.add(new Step.ListUpdate(columns, alike));
                return;
            }
            for (RowOp op : alike) {
                if (Images.full(op.afterOf(), op.after())) {
                    few.add(op);
                    union.or(columns);
                } else {
                    single.add(op);
                }
            }
        });
        if (!few.isEmpty()) {
            steps.add(new Step.ListUpdate(union, few));
        }
        if (!single.isEmpty()) {
            steps.add(new Step.Update(single));
        }
    }
}
