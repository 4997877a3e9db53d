package dev.otter.engine.load.write;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.RowChanges.Manner;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.table.Images;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.table.TablePlan;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.write.Expected.Kind;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows of the log into a table that is being copied, in the order of the log: what comes or
 * changes is written whole over what is there or not, what goes is deleted if it is there, and a
 * change of which the log tells only a part is made if its row is there (else the copy will bring
 * it). Done twice it does nothing more. Copied rows come the same way, but give way to those that
 * are there.
 *
 * <p>Foreign keys are not checked: parents may not be there yet. One group, one thread.
 */
final class AheadWriter {
    private static final int ROWS_MAX = 1000;
    private static final byte[] NOTHING = {};
    private static final int STATEMENT_BYTES = 256 * 1024;

    private final TablePlans plans;
    private final PacketSender out;
    private final int rowsMax;
    private final List<RowOp> run = new ArrayList<>();
    private long runBytes;
    private boolean upserts;

    /** Whether rows of the run give way to those that are there. */
    private boolean yielding;

    /**
     * @param joining whether rows may share a statement; without it a failure tells the row
     */
    AheadWriter(TablePlans plans, PacketSender out, boolean joining) {
        this.plans = plans;
        this.out = out;
        this.rowsMax = joining ? ROWS_MAX : 1;
    }

    void write(List<RowChanges> changes) {
        statement("SET foreign_key_checks=0");
        for (RowChanges change : changes) {
            RowPlan plan = plans.plan(change);
            boolean rivals = change.manner() == Manner.AGAIN && plan.hasSecondaryUniques();
            if (yielding != (change.manner() == Manner.BENEATH)) {
                flush();
                yielding = !yielding;
            }
            int rows = change.rows();
            for (int row = 0; row < rows; row++) {
                RowOp op = RowOp.of(plan, change, row);
                switch (op.kind) {
                    case INSERT -> whole(op, rivals);
                    case UPDATE -> update(op, rivals);
                    case DELETE -> gather(op, false);
                }
            }
        }
        flush();
        statement("SET foreign_key_checks=1");
    }

    /** Only MySQL is copied to, so the plans are all made as it wants them. */
    private static TablePlan plan(RowOp op) {
        return (TablePlan) op.plan;
    }

    private void update(RowOp op, boolean rivals) {
        if (!Images.full(op.afterOf, op.after)) {
            flush();
            inPart(op);
            return;
        }
        if (op.plan.keyChanges(op.beforeOf, op.before, op.afterOf, op.after)) {
            RowOp old = new RowOp(op.plan, ChangeKind.DELETE);
            old.beforeOf = op.beforeOf;
            old.before = op.before;
            gather(old, false);
        }
        whole(op, rivals);
    }

    private void inPart(RowOp op) {
        ByteWriter sql = out.begin();
        sql.append(plan(op).updateHead());
        if (!plan(op).assignments(sql, op.beforeOf, op.before, op.afterOf, op.after, false)) {
            plan(op).touch(sql);
        }
        plan(op).where(sql, op.beforeOf, op.before);
        out.end(new Expected(Kind.ANYTHING, 0, List.of(op)));
    }

    private void whole(RowOp op, boolean rivals) {
        if (rivals) {
            flush();
            plan(op).clearRivals(
                            op.afterOf,
                            op.after,
                            text -> {
                                text.accept(out.begin());
                                out.end(new Expected(Kind.ANYTHING, 0, List.of(op)));
                            });
        }
        gather(op, true);
    }

    private void gather(RowOp op, boolean upsert) {
        boolean joins =
                !run.isEmpty()
                        && upserts == upsert
                        && run.getFirst().plan.equals(op.plan)
                        && run.size() < rowsMax
                        && runBytes < STATEMENT_BYTES
                        && !relaxes(op)
                        && !relaxes(run.getFirst());
        if (!joins) {
            flush();
        }
        upserts = upsert;
        run.add(op);
        runBytes += bytes(upsert ? op.afterOf : op.beforeOf);
    }

    private static long bytes(RowChanges changes) {
        return changes.bytes().length / Math.max(1, changes.rows()) + 1L;
    }

    private static boolean relaxes(RowOp op) {
        return op.afterOf != null && plan(op).needsRelaxedMode(op.afterOf, op.after);
    }

    private void flush() {
        if (run.isEmpty()) {
            return;
        }
        List<RowOp> ops = List.copyOf(run);
        run.clear();
        runBytes = 0;
        if (upserts) {
            boolean relaxed = relaxes(ops.getFirst());
            if (relaxed) {
                statement("SET SESSION sql_mode='ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'");
            }
            upsert(ops);
            if (relaxed) {
                statement(
                        "SET SESSION sql_mode='STRICT_TRANS_TABLES,STRICT_ALL_TABLES,"
                                + "ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'");
            }
        } else {
            delete(ops);
        }
    }

    private void upsert(List<RowOp> ops) {
        TablePlan plan = plan(ops.getFirst());
        ByteWriter sql = out.begin();
        sql.append(plan.insertHead());
        for (int i = 0; i < ops.size(); i++) {
            sql.ascii(i == 0 ? "(" : ",(");
            plan.insertRow(sql, ops.get(i).afterOf, ops.get(i).after);
            sql.put(')');
        }
        sql.append(yielding ? yieldingTail(plan) : plan.upsertTail());
        out.end(new Expected(Kind.ANYTHING, 0, ops));
    }

    /** Makes rows that are there stay as they are; without a key there are none. */
    private static byte[] yieldingTail(TablePlan plan) {
        if (!plan.keyed()) {
            return NOTHING;
        }
        TargetTable table = plan.table();
        int column = table.rowKey().orElseThrow().parts().getFirst().column();
        String name = TableName.quote(table.columns().get(column).name());
        return (" ON DUPLICATE KEY UPDATE " + name + "=" + name).getBytes(StandardCharsets.UTF_8);
    }

    private void delete(List<RowOp> ops) {
        TablePlan plan = plan(ops.getFirst());
        ByteWriter sql = out.begin();
        sql.append(plan.deleteHead()).append(plan.keyListHead());
        for (int i = 0; i < ops.size(); i++) {
            if (i > 0) {
                sql.put(',');
            }
            plan.keyTuple(sql, ops.get(i).beforeOf, ops.get(i).before);
        }
        sql.put(')');
        out.end(new Expected(Kind.ANYTHING, 0, ops));
    }

    private void statement(String sql) {
        out.begin().ascii(sql);
        out.end(Expected.ANYTHING);
    }
}
