package dev.otter.engine.postgresql.write;

import dev.otter.engine.load.table.Images;
import dev.otter.engine.load.table.KeyPlan;
import dev.otter.engine.load.write.RowOp;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.load.write.Step;
import dev.otter.engine.postgresql.table.PostgresPlan;
import dev.otter.engine.postgresql.table.UnheldValueException;
import java.util.BitSet;
import java.util.List;

/**
 * Writes the SQL of steps for PostgreSQL. In strict mode every statement says how many rows it must
 * affect; in repair mode rows are written as the source has them whatever the target held.
 *
 * <p>One batch, one thread.
 */
final class StatementWriter {
    private static final int ROWS_MAX = 1000;
    private static final int STATEMENT_CHARS = 256 * 1024;

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
        this.out = out;
        this.proving = strict;
        this.strict = strict;
        this.rivals = rivals;
    }

    void write(List<Step> steps) {
        for (Step step : steps) {
            strict = proving && !step.readAgain();
            switch (step) {
                case Step.Insert insert -> {
                    if (strict) {
                        inserts(insert.ops(), false);
                    } else {
                        repairs(insert.ops());
                    }
                }
                case Step.ListUpdate list -> {
                    if (strict) {
                        listUpdates(list.columns(), list.ops());
                    } else if (allFull(list.ops())) {
                        repairs(list.ops());
                    } else {
                        updates(list.ops());
                    }
                }
                case Step.Update update -> updates(update.ops());
                case Step.Delete delete -> deletes(delete.ops());
                case Step.Upsert _, Step.Rewrite _ ->
                        throw new IllegalStateException("no step for PostgreSQL: " + step);
            }
        }
    }

    private static boolean allFull(List<RowOp> ops) {
        return ops.stream().allMatch(op -> Images.full(op.afterOf(), op.after()));
    }

    private static PostgresPlan plan(RowOp op) {
        return (PostgresPlan) op.plan();
    }

    /** Part of a statement about one row. */
    private static void row(RowOp op, Runnable text) {
        row(List.of(op), text);
    }

    /** A value that cannot be written is as bad as one that the server refuses. */
    private static void row(List<RowOp> ops, Runnable text) {
        try {
            text.run();
        } catch (UnheldValueException e) {
            throw StatementFailedException.refused(e, ops);
        }
    }

    private int proved(int rows) {
        return strict ? rows : StatementBatch.ANY;
    }

    /** Rows of a copy, which give way to those that are there. */
    void beneath(List<RowOp> ops) {
        strict = false;
        inserts(ops, plan(ops.getFirst()).keyed() ? " ON CONFLICT DO NOTHING" : "");
    }

    /** Multi-row INSERT; with {@code over} rows that are there are changed instead. */
    private void inserts(List<RowOp> ops, boolean over) {
        inserts(ops, over ? plan(ops.getFirst()).conflictTail() : "");
    }

    private void inserts(List<RowOp> ops, String tail) {
        PostgresPlan plan = plan(ops.getFirst());
        int first = 0;
        while (first < ops.size()) {
            StringBuilder sql = new StringBuilder(plan.insertHead());
            int next = first;
            do {
                RowOp op = ops.get(next);
                sql.append(next == first ? "" : ",");
                row(op, () -> plan.insertRow(sql, op.afterOf(), op.after()));
                next++;
            } while (next < ops.size()
                    && next - first < ROWS_MAX
                    && sql.length() < STATEMENT_CHARS);
            sql.append(tail);
            out.add(sql.toString(), proved(next - first), ops.subList(first, next));
            first = next;
        }
    }

    /** Whole rows, whatever the target holds; other rows with the same unique values go first. */
    private void repairs(List<RowOp> ops) {
        PostgresPlan plan = plan(ops.getFirst());
        for (RowOp op : ops) {
            for (KeyPlan unique : rivals ? plan.secondaryUniques() : List.<KeyPlan>of()) {
                row(
                        op,
                        () -> {
                            StringBuilder sql = new StringBuilder();
                            if (plan.clearRivals(sql, unique, op.afterOf(), op.after())) {
                                out.add(sql.toString(), StatementBatch.ANY, List.of(op));
                            }
                        });
            }
        }
        inserts(ops, plan.keyed());
    }

    private void updates(List<RowOp> ops) {
        for (RowOp op : ops) {
            PostgresPlan plan = plan(op);
            UnseenCascades.refuseUpdate(op);
            if (!strict && plan.keyed() && Images.full(op.afterOf(), op.after())) {
                if (plan.keyChanges(op.beforeOf(), op.before(), op.afterOf(), op.after())) {
                    deletes(List.of(op));
                }
                repairs(List.of(op));
                continue;
            }
            StringBuilder sql = new StringBuilder();
            row(op, () -> plan.update(sql, op, plan.changed(op)));
            out.add(sql.toString(), proved(1), List.of(op));
        }
    }

    private void listUpdates(BitSet columns, List<RowOp> ops) {
        PostgresPlan plan = plan(ops.getFirst());
        int first = 0;
        while (first < ops.size()) {
            int next = first;
            long bytes = 0;
            do {
                bytes += bytes(ops.get(next++));
            } while (next < ops.size() && next - first < ROWS_MAX && bytes < STATEMENT_CHARS);
            List<RowOp> rows = ops.subList(first, next);
            if (rows.size() == 1) {
                updates(rows);
            } else {
                StringBuilder sql = new StringBuilder();
                row(rows, () -> plan.listUpdate(sql, columns, rows));
                out.add(sql.toString(), proved(rows.size()), rows);
            }
            first = next;
        }
    }

    private static long bytes(RowOp op) {
        long bytes = 0;
        int columns = op.plan().source().columns().size();
        for (int column = 0; column < columns; column++) {
            bytes += Math.max(0, op.afterOf().length(op.after() + column));
        }
        return bytes;
    }

    private void deletes(List<RowOp> ops) {
        PostgresPlan plan = plan(ops.getFirst());
        ops.forEach(UnseenCascades::refuseDelete);
        int first = 0;
        while (first < ops.size()) {
            int next = first + 1;
            StringBuilder sql = new StringBuilder();
            if (plan.keyed()) {
                sql.append(plan.deleteHead());
                key(sql, plan, ops.get(first), true);
                while (next < ops.size()
                        && next - first < ROWS_MAX
                        && sql.length() < STATEMENT_CHARS) {
                    sql.append(',');
                    key(sql, plan, ops.get(next++), false);
                }
                sql.append(plan.deleteTail());
            } else {
                RowOp op = ops.get(first);
                sql.append("DELETE FROM ").append(plan.quoted());
                row(op, () -> plan.where(sql, op.beforeOf(), op.before()));
            }
            List<RowOp> rows = ops.subList(first, next);
            out.add(sql.toString(), proved(rows.size()), rows);
            first = next;
        }
    }

    private static void key(StringBuilder sql, PostgresPlan plan, RowOp op, boolean first) {
        row(op, () -> plan.deleteKey(sql, op.beforeOf(), op.before(), first));
    }
}
