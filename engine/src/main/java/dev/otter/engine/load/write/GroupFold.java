package dev.otter.engine.load.write;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.table.Images;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.model.channel.RowMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the rows of a group, in log order, into few steps.
 *
 * <p>Tables linked by foreign keys form a family; families do not touch each other. A family whose
 * rows all fold (see {@link TableFold}) is written as: inserts, parents first; updates; deletes,
 * children first. That order cannot break a foreign key: parents exist before children refer to
 * them, and nobody refers to a parent any more when it goes. A family that does not fold keeps its
 * rows one by one in log order; only neighbours of one kind and table share statements.
 *
 * <p>One group, one thread.
 */
public final class GroupFold {
    private final TablePlans plans;
    private final boolean folding;
    private final UpdateChoice updates;
    private final RowMode rowMode;

    /**
     * @param plans how tables are written
     * @param folding false keeps every row as it is, in log order, one statement each
     */
    public GroupFold(TablePlans plans, boolean folding) {
        this(plans, folding, RowMode.AUTO);
    }

    /**
     * @param rowMode what an update writes of a row
     */
    GroupFold(TablePlans plans, boolean folding, RowMode rowMode) {
        this(plans, folding, UpdateSteps.of(rowMode), rowMode);
    }

    /**
     * @param updates chooses how folded updates are written
     */
    public GroupFold(TablePlans plans, boolean folding, UpdateChoice updates) {
        this(plans, folding, updates, RowMode.AUTO);
    }

    private GroupFold(TablePlans plans, boolean folding, UpdateChoice updates, RowMode rowMode) {
        this.plans = plans;
        this.folding = folding;
        this.updates = updates;
        this.rowMode = rowMode;
    }

    /** The steps for these rows. */
    public List<Step> steps(List<RowChanges> changes) {
        if (rowMode == RowMode.ROW) {
            changes.forEach(this::requireWhole);
        }
        Map<String, List<RowChanges>> families = new LinkedHashMap<>();
        for (RowChanges change : changes) {
            String family = plans.plan(change).family();
            families.computeIfAbsent(family, _ -> new ArrayList<>()).add(change);
        }
        List<Step> steps = new ArrayList<>();
        families.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(family -> family(family.getValue(), steps));
        return steps;
    }

    /** What the log leaves out of an update cannot be written. */
    private void requireWhole(RowChanges change) {
        if (change.kind() != ChangeKind.UPDATE || change.source().readAgain()) {
            return;
        }
        int count = change.rows();
        for (int row = 0; row < count; row++) {
            if (!Images.full(change, change.after(row))) {
                throw StatementFailedException.beforehand(
                        new OtterException(
                                ErrorCode.ROW_REFUSED,
                                "an update is to write the whole row, of which the log leaves out"
                                        + " a part",
                                "table " + change.target(),
                                "Set binlog_row_image=FULL on the source, for all sessions, and"
                                        + " clear binlog_row_value_options; or leave 'rows.mode' at"
                                        + " its default."),
                        RowOp.of(plans.plan(change), change, row));
            }
        }
    }

    private void family(List<RowChanges> changes, List<Step> steps) {
        if (!folding || !folded(changes, steps)) {
            inLogOrder(changes, steps);
        }
    }

    private boolean folded(List<RowChanges> changes, List<Step> steps) {
        Map<TableName, TableFold> folds = new LinkedHashMap<>();
        boolean foreignKeyChecks = changes.getFirst().foreignKeyChecks();
        for (RowChanges change : changes) {
            RowPlan plan = plans.plan(change);
            if (change.foreignKeyChecks() != foreignKeyChecks
                    || (plan.entangled() && foreignKeyChecks)) {
                return false;
            }
            TableFold fold =
                    folds.computeIfAbsent(
                            change.target(), _ -> new TableFold(rowMode == RowMode.FIELD));
            int rows = change.rows();
            for (int row = 0; row < rows; row++) {
                if (!fold.add(plan, change, row)) {
                    return false;
                }
            }
        }
        List<RowOp> ops = new ArrayList<>();
        folds.values().forEach(fold -> ops.addAll(fold.ops()));
        foldedSteps(ops, steps);
        return true;
    }

    private void foldedSteps(List<RowOp> ops, List<Step> steps) {
        Comparator<RowPlan> parentsFirst =
                Comparator.comparingInt(RowPlan::rank).thenComparing(RowPlan::target);
        Map<RowPlan, List<RowOp>> inserts = new LinkedHashMap<>();
        Map<RowPlan, List<RowOp>> changed = new LinkedHashMap<>();
        Map<RowPlan, List<RowOp>> deletes = new LinkedHashMap<>();
        for (RowOp op : ops) {
            if (op.kind == null || (op.sourceRows > 1 && op.changesNothing())) {
                continue;
            }
            Map<RowPlan, List<RowOp>> kind =
                    switch (op.kind) {
                        case INSERT -> inserts;
                        case UPDATE -> changed;
                        case DELETE -> deletes;
                    };
            kind.computeIfAbsent(op.plan, _ -> new ArrayList<>()).add(op);
        }
        inserts.keySet().stream()
                .sorted(parentsFirst)
                .forEach(plan -> steps.add(new Step.Insert(inserts.get(plan))));
        changed.keySet().stream()
                .sorted(parentsFirst)
                .forEach(plan -> updates.add(plan, changed.get(plan), steps));
        deletes.keySet().stream()
                .sorted(parentsFirst.reversed())
                .forEach(plan -> steps.add(new Step.Delete(deletes.get(plan))));
    }

    /** Rows as logged; neighbours of one kind and plan share a step. */
    private void inLogOrder(List<RowChanges> changes, List<Step> steps) {
        List<RowOp> run = new ArrayList<>();
        for (RowChanges change : changes) {
            RowPlan plan = plans.plan(change);
            int rows = change.rows();
            for (int row = 0; row < rows; row++) {
                RowOp op = RowOp.of(plan, change, row);
                requireFound(op);
                if (op.mayBeOverlooked()) {
                    if (!run.isEmpty()) {
                        steps.add(step(run));
                        run = new ArrayList<>();
                    }
                    rewrite(op, steps);
                    continue;
                }
                if (!run.isEmpty() && !joins(run.getLast(), op)) {
                    steps.add(step(run));
                    run = new ArrayList<>();
                }
                run.add(op);
            }
        }
        if (!run.isEmpty()) {
            steps.add(step(run));
        }
    }

    /** With a part of its key, or with nothing, a row would find others. */
    private static void requireFound(RowOp op) {
        if (op.kind != ChangeKind.INSERT && !op.plan.finds(op.beforeOf, op.before)) {
            throw StatementFailedException.beforehand(
                    new OtterException(
                            ErrorCode.ROW_REFUSED,
                            op.plan.keyed()
                                    ? "the log's row lacks a part of the key by which the target's"
                                            + " row is found"
                                    : "the log's row has no column by which the target's row could"
                                            + " be found",
                            "table " + op.plan.target(),
                            "Set binlog_row_image=FULL on the source, for all sessions; or give both"
                                    + " tables the same primary key."),
                    op);
        }
    }

    /** Without a key there is nothing that REPLACE would find. */
    private static void rewrite(RowOp op, List<Step> steps) {
        if (op.plan.keyed()) {
            steps.add(new Step.Rewrite(List.of(op)));
        } else {
            steps.add(new Step.Delete(List.of(op)));
            steps.add(new Step.Insert(List.of(op.reborn())));
        }
    }

    private boolean joins(RowOp last, RowOp next) {
        return folding
                && last.plan.equals(next.plan)
                && last.kind == next.kind
                && last.foreignKeyChecks() == next.foreignKeyChecks();
    }

    private static Step step(List<RowOp> run) {
        return switch (run.getFirst().kind) {
            case INSERT -> new Step.Insert(run);
            case UPDATE -> new Step.Update(run);
            case DELETE -> new Step.Delete(run);
        };
    }
}
