package dev.otter.engine.load.write;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.load.table.Images;
import dev.otter.engine.load.table.ListUpdate;
import dev.otter.engine.load.table.TablePlan;
import dev.otter.engine.load.write.Expected.Kind;
import dev.otter.model.channel.RowMode;
import java.util.List;

/**
 * Writes the SQL of steps. In strict mode every statement says which counts prove it; in repair
 * mode, and where rows were read again, they are written as the source has them whatever the target
 * held.
 *
 * <p>One connection, one thread.
 */
final class StepWriter {
    private static final int ROWS_MAX = 1000;
    private static final int STATEMENT_BYTES = 256 * 1024;

    private final PacketSender out;
    private final boolean proving;
    private final RowMode wanted;

    /** Whether the step at hand has to be proved. */
    private boolean strict;

    /** What its updates write; rows that were read again are written as they are. */
    private RowMode mode;

    private boolean foreignKeyChecks = true;
    private boolean relaxed;

    StepWriter(PacketSender out, boolean strict, RowMode mode) {
        this.out = out;
        this.proving = strict;
        this.strict = strict;
        this.wanted = mode;
        this.mode = mode;
    }

    /** Writes all steps; the session is left with foreign keys checked. */
    void write(List<Step> steps) {
        for (Step step : steps) {
            strict = proving && !step.readAgain();
            mode = step.readAgain() ? RowMode.AUTO : wanted;
            switch (step) {
                case Step.Insert insert -> {
                    if (strict) {
                        inserts(insert.ops(), false);
                    } else {
                        repairs(insert.ops());
                    }
                    if (step.readAgain()) {
                        types(insert.ops());
                    }
                }
                case Step.Upsert upsert -> {
                    if (strict) {
                        inserts(upsert.ops(), true);
                    } else {
                        repairs(upsert.ops());
                    }
                    if (step.readAgain()) {
                        types(upsert.ops());
                    }
                }
                case Step.ListUpdate list -> {
                    if (strict) {
                        listUpdates(list);
                    } else if (mode != RowMode.FIELD && allFull(list.ops())) {
                        repairs(list.ops());
                    } else {
                        updates(list.ops());
                    }
                }
                case Step.Update update -> updates(update.ops());
                case Step.Rewrite rewrite -> rewrites(rewrite.ops());
                case Step.Delete delete -> deletes(delete.ops());
            }
        }
        foreignKeyChecks(true);
        relaxed(false);
    }

    private static boolean allFull(List<RowOp> ops) {
        return ops.stream().allMatch(op -> Images.full(op.afterOf, op.after));
    }

    private void foreignKeyChecks(boolean wanted) {
        if (wanted != foreignKeyChecks) {
            out.begin().ascii(wanted ? "SET foreign_key_checks=1" : "SET foreign_key_checks=0");
            out.end(Expected.ANYTHING);
            foreignKeyChecks = wanted;
        }
    }

    /** The invalid ENUM value '' can only be written where errors in values are warnings. */
    private void relaxed(boolean wanted) {
        if (wanted != relaxed) {
            out.begin()
                    .ascii("SET SESSION sql_mode='")
                    .ascii(wanted ? "" : "STRICT_TRANS_TABLES,STRICT_ALL_TABLES,")
                    .ascii("ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'");
            out.end(Expected.ANYTHING);
            relaxed = wanted;
        }
    }

    /** Plans of targets that are written here are all made as MySQL wants them. */
    private static TablePlan plan(RowOp op) {
        return (TablePlan) op.plan;
    }

    private static boolean relaxes(RowOp op) {
        return op.afterOf != null && plan(op).needsRelaxedMode(op.afterOf, op.after);
    }

    /** Multi-row INSERT, with ON DUPLICATE KEY UPDATE when the rows must exist already. */
    private void inserts(List<RowOp> ops, boolean upsert) {
        int first = 0;
        while (first < ops.size()) {
            RowOp head = ops.get(first);
            foreignKeyChecks(head.foreignKeyChecks());
            relaxed(relaxes(head));
            TablePlan plan = plan(head);
            ByteWriter sql = out.begin();
            int start = sql.length();
            sql.append(plan.insertHead());
            int next = first;
            do {
                sql.put(next == first ? '(' : ',');
                if (next > first) {
                    sql.put('(');
                }
                RowOp op = ops.get(next++);
                plan.insertRow(sql, op.afterOf, op.after);
                sql.put(')');
            } while (next < ops.size()
                    && next - first < ROWS_MAX
                    && sql.length() - start < STATEMENT_BYTES
                    && ops.get(next).foreignKeyChecks() == foreignKeyChecks
                    && relaxes(ops.get(next)) == relaxed);
            List<RowOp> rows = ops.subList(first, next);
            if (upsert) {
                sql.append(plan.upsertTail());
            }
            long count = upsert ? 2L * rows.size() : rows.size();
            out.end(new Expected(strict ? Kind.AFFECTED : Kind.ANYTHING, count, rows));
            first = next;
        }
    }

    /** Whole rows, whatever the target holds; other rows with the same unique values go first. */
    private void repairs(List<RowOp> ops) {
        ops.forEach(this::clearRivals);
        if (ops.getFirst().plan.keyed()) {
            inserts(ops, true);
        } else {
            inserts(ops, false);
        }
    }

    /** Documents that the target took for those it had, although types in them were others. */
    private void types(List<RowOp> ops) {
        for (RowOp op : ops) {
            if (op.plan.keyed() && plan(op).quietJson().sets(op)) {
                rewrite(op, op.afterOf, op.after, Kind.ANYTHING);
            }
        }
    }

    private void clearRivals(RowOp op) {
        foreignKeyChecks(op.foreignKeyChecks());
        plan(op).clearRivals(
                        op.afterOf,
                        op.after,
                        text -> {
                            text.accept(out.begin());
                            out.end(new Expected(Kind.ANYTHING, 0, List.of(op)));
                        });
    }

    /** The columns that changed where the row is there, the whole row where it is not. */
    private void merge(RowOp op) {
        clearRivals(op);
        TablePlan plan = plan(op);
        ByteWriter sql = out.begin();
        sql.append(plan.insertHead()).put('(');
        plan.insertRow(sql, op.afterOf, op.after);
        sql.ascii(") ON DUPLICATE KEY UPDATE ");
        if (!plan.assignments(sql, op.beforeOf, op.before, op.afterOf, op.after, false)) {
            plan.touch(sql);
        }
        out.end(new Expected(Kind.ANYTHING, 1, List.of(op)));
    }

    private void updates(List<RowOp> ops) {
        for (RowOp op : ops) {
            RowChanges changes = op.afterOf;
            foreignKeyChecks(op.foreignKeyChecks());
            relaxed(relaxes(op));
            if (!strict && op.plan.keyed() && Images.full(changes, op.after)) {
                if (op.plan.keyChanges(op.beforeOf, op.before, changes, op.after)) {
                    deletes(List.of(op));
                    repairs(List.of(op));
                } else if (mode == RowMode.FIELD) {
                    merge(op);
                } else {
                    repairs(List.of(op));
                }
                continue;
            }
            ByteWriter sql = out.begin();
            sql.append(plan(op).updateHead());
            boolean all = mode == RowMode.ROW;
            if (!plan(op).assignments(sql, op.beforeOf, op.before, op.afterOf, op.after, all)) {
                // Nothing that the target keeps has changed; the row only has to be there.
                plan(op).touch(sql);
            }
            plan(op).where(sql, op.beforeOf, op.before);
            out.end(new Expected(strict ? Kind.MATCHED : Kind.ANYTHING, 1, List.of(op)));
        }
    }

    private void listUpdates(Step.ListUpdate step) {
        List<RowOp> ops = step.ops();
        ListUpdate text = plan(ops.getFirst()).listUpdate();
        int first = 0;
        while (first < ops.size()) {
            boolean checked = ops.get(first).foreignKeyChecks();
            int next = first;
            int bytes = 0;
            do {
                bytes += text.size(ops.get(next++), step.columns());
            } while (next < ops.size()
                    && next - first < ListUpdate.ROWS_MAX
                    && bytes < STATEMENT_BYTES
                    && ops.get(next).foreignKeyChecks() == checked);
            List<RowOp> rows = ops.subList(first, next);
            if (rows.size() == 1) {
                updates(rows);
            } else {
                foreignKeyChecks(checked);
                relaxed(false);
                text.append(out.begin(), step.columns(), rows);
                out.end(new Expected(Kind.MATCHED, rows.size(), rows));
            }
            first = next;
        }
    }

    /**
     * A REPLACE that removes rows must not touch those that refer to them; the row comes back with
     * the same key. Where it may be missing it is written as well.
     */
    private void rewrites(List<RowOp> ops) {
        for (RowOp op : ops) {
            rewrite(op, op.beforeOf, op.before, strict ? Kind.REPLACED : Kind.ANYTHING);
            if (!strict && op.plan.keyed() && Images.full(op.afterOf, op.after)) {
                repairs(List.of(op));
            }
        }
    }

    /**
     * @param of the image whose key finds the row
     */
    private void rewrite(RowOp op, RowChanges of, int image, Kind expected) {
        foreignKeyChecks(!op.plan.linked());
        relaxed(relaxes(op));
        ByteWriter sql = out.begin();
        plan(op).quietJson().append(sql, op);
        plan(op).where(sql, of, image);
        out.end(new Expected(expected, 1, List.of(op)));
    }

    private void deletes(List<RowOp> ops) {
        int first = 0;
        while (first < ops.size()) {
            RowOp head = ops.get(first);
            TablePlan plan = plan(head);
            foreignKeyChecks(head.foreignKeyChecks());
            ByteWriter sql = out.begin();
            int start = sql.length();
            sql.append(plan.deleteHead());
            int next = first + 1;
            if (!plan.keyListable()) {
                plan.where(sql, head.beforeOf, head.before);
            } else {
                sql.append(plan.keyListHead());
                plan.keyTuple(sql, head.beforeOf, head.before);
                while (next < ops.size()
                        && next - first < ROWS_MAX
                        && sql.length() - start < STATEMENT_BYTES
                        && ops.get(next).foreignKeyChecks() == foreignKeyChecks) {
                    sql.put(',');
                    RowOp op = ops.get(next++);
                    plan.keyTuple(sql, op.beforeOf, op.before);
                }
                sql.put(')');
            }
            List<RowOp> rows = ops.subList(first, next);
            out.end(new Expected(strict ? Kind.AFFECTED : Kind.ANYTHING, rows.size(), rows));
            first = next;
        }
    }
}
