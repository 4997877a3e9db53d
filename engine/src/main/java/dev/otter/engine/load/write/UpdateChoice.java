package dev.otter.engine.load.write;

import dev.otter.engine.load.table.RowPlan;
import java.util.List;

/** Chooses how the changed rows of one table are written to one kind of target. */
@FunctionalInterface
public interface UpdateChoice {

    /**
     * Adds the steps for these rows of one plan. Their keys differ, and no unique value passes from
     * one to another, so that their order is free.
     */
    void add(RowPlan plan, List<RowOp> ops, List<Step> steps);
}
