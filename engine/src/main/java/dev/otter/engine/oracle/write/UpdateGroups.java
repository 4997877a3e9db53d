package dev.otter.engine.oracle.write;

import dev.otter.engine.load.table.Images;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.write.RowOp;
import dev.otter.engine.load.write.Step;
import dev.otter.engine.load.write.UpdateChoice;
import dev.otter.engine.oracle.table.OraclePlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folded updates that change the same columns stand together, so that they share a batch.
 * Stateless.
 */
final class UpdateGroups implements UpdateChoice {
    @Override
    public void add(RowPlan plan, List<RowOp> ops, List<Step> steps) {
        OraclePlan oracle = (OraclePlan) plan;
        Map<BitSet, List<RowOp>> byColumns = new LinkedHashMap<>();
        List<RowOp> single = new ArrayList<>();
        for (RowOp op : ops) {
            BitSet columns = oracle.changed(op);
            if (columns.isEmpty() || Images.partialJson(op.afterOf(), op.after())) {
                single.add(op);
            } else {
                byColumns.computeIfAbsent(columns, _ -> new ArrayList<>()).add(op);
            }
        }
        byColumns.forEach((columns, alike) -> steps.add(new Step.ListUpdate(columns, alike)));
        if (!single.isEmpty()) {
            steps.add(new Step.Update(single));
        }
    }
}
