package dev.otter.engine.oracle.write;

import dev.otter.engine.load.table.Images;
import dev.otter.engine.load.table.KeyPlan;
import dev.otter.engine.load.write.RowOp;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.load.write.Step;
import dev.otter.engine.oracle.table.BoundStatement;
import dev.otter.engine.oracle.table.OraclePlan;
import dev.otter.engine.oracle.table.UnheldValueException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes steps to Oracle, a statement for each row. In strict mode each must affect one row; in
 * repair mode rows are written as the source has them whatever the target held.
 *
 * <p>One batch, one thread.
 */
final class StatementWriter {
    private final StatementBatch out;
    private final boolean proving;
    private final boolean rivals;

    /** Whether the step at hand has to be proved. */
    private boolean strict;

    StatementWriter(StatementBatch out, boolean strict) {
        this(out, strict, true);
    }

    /**
     * @param rivals whether rows that are written whatever the target holds may meet others with
     *     their unique values, which go first
     */
    StatementWriter(StatementBatch out, boolean strict, boolean rivals) {
        this.rivals = rivals;
        this.out = out;
        this.proving = strict;
        this.strict = strict;
    }

    void write(List<Step> steps) {
        for (Step step : steps) {
            strict = proving && !step.readAgain();
            switch (step) {
                case Step.Insert insert -> inserts(insert.ops());
                case Step.ListUpdate list -> listUpdates(list.ops());
                case Step.Update update -> update.ops().forEach(this::update);
                case Step.Delete delete -> delete.ops().forEach(this::delete);
                case Step.Upsert _, Step.Rewrite _ ->
                        throw new IllegalStateException("no step for Oracle: " + step);
            }
        }
    }

    private static OraclePlan plan(RowOp op) {
        return (OraclePlan) op.plan();
    }

    /** A value that cannot be written is as bad as one that the server refuses. */
    private static <T> T made(RowOp op, Supplier<T> statement) {
        try {
            return statement.get();
        } catch (UnheldValueException e) {
            throw StatementFailedException.refused(e, List.of(op));
        }
    }

    private int proved() {
        return strict ? 1 : StatementBatch.ANY;
    }

    private void inserts(List<RowOp> ops) {
        if (strict) {
            ops.forEach(this::plainInsert);
        } else {
            repairs(ops);
        }
    }

    private void plainInsert(RowOp op) {
        BoundStatement insert = made(op, () -> plan(op).insert(op.afterOf(), op.after()));
        out.add(insert, proved(), op);
    }

    /** Whole rows, whatever the target holds; others with the same unique values go first. */
    private void repairs(List<RowOp> ops) {
        OraclePlan plan = plan(ops.getFirst());
        for (KeyPlan unique : rivals ? plan.secondaryUniques() : List.<KeyPlan>of()) {
            for (RowOp op : ops) {
                Optional<BoundStatement> rivals =
                        made(op, () -> plan.clearRivals(unique, op.afterOf(), op.after()));
                rivals.ifPresent(statement -> out.add(statement, StatementBatch.ANY, op));
            }
        }
        for (RowOp op : ops) {
            if (plan.keyed()) {
                BoundStatement merge = made(op, () -> plan.merge(op.afterOf(), op.after()));
                out.add(merge, StatementBatch.ANY, op);
            } else {
                plainInsert(op);
            }
        }
    }

    /** Rows of a copy, which give way to those that are there. */
    void beneath(List<Step> steps) {
        strict = false;
        for (Step step : steps) {
            for (RowOp op : step.ops()) {
                OraclePlan plan = plan(op);
                if (plan.keyed()) {
                    BoundStatement merge = made(op, () -> plan.beneath(op.afterOf(), op.after()));
                    out.add(merge, StatementBatch.ANY, op);
                } else {
                    plainInsert(op);
                }
            }
        }
    }

    private void listUpdates(List<RowOp> ops) {
        boolean whole = ops.stream().allMatch(op -> Images.full(op.afterOf(), op.after()));
        if (!strict && whole) {
            repairs(ops);
        } else {
            ops.forEach(this::update);
        }
    }

    private void update(RowOp op) {
        OraclePlan plan = plan(op);
        if (!strict && plan.keyed() && Images.full(op.afterOf(), op.after())) {
            if (plan.keyChanges(op.beforeOf(), op.before(), op.afterOf(), op.after())) {
                delete(op);
            }
            repairs(List.of(op));
            return;
        }
        out.add(made(op, () -> plan.update(op, plan.changed(op))), proved(), op);
    }

    private void delete(RowOp op) {
        UnseenCascades.refuseDelete(op);
        out.add(made(op, () -> plan(op).delete(op.beforeOf(), op.before())), proved(), op);
    }
}
