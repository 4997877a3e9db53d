package dev.otter.engine.load.write;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.CopiedRows;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.RowChanges.Manner;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.write.Expected.Kind;
import dev.otter.model.channel.RowMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes groups that touch tables which are being copied. Families without such a table are written
 * as usual; in the others rows keep the order of the log: runs of usual rows are folded, rows ahead
 * of the copy go through {@link AheadWriter}, copied rows are inserted where they are absent.
 *
 * <p>One group, one thread.
 */
final class CopyWriter {
    private static final int STATEMENT_BYTES = 512 * 1024;
    private static final int STATEMENT_ROWS = 5_000;

    private final TablePlans plans;
    private final PacketSender out;
    private final boolean strict;
    private final boolean folding;
    private final RowMode rowMode;

    CopyWriter(
            TablePlans plans, PacketSender out, boolean strict, boolean folding, RowMode rowMode) {
        this.plans = plans;
        this.out = out;
        this.strict = strict;
        this.folding = folding;
        this.rowMode = rowMode;
    }

    void write(List<RowChanges> changes) {
        Map<String, List<RowChanges>> families = new LinkedHashMap<>();
        for (RowChanges change : changes) {
            families.computeIfAbsent(plans.plan(change).family(), _ -> new ArrayList<>())
                    .add(change);
        }
        List<RowChanges> usual = new ArrayList<>();
        List<List<RowChanges>> copying = new ArrayList<>();
        families.values()
                .forEach(family -> {
                    if (family.stream().allMatch(RowChanges::usual)) {
                        usual.addAll(family);
                    } else {
                        copying.add(family);
                    }
                });
        usual(usual);
        copying.forEach(this::inLogOrder);
    }

    private void usual(List<RowChanges> changes) {
        if (!changes.isEmpty()) {
            new StepWriter(out, strict, rowMode)
                    .write(new GroupFold(plans, folding, rowMode).steps(changes));
        }
    }

    private enum Run {
        USUAL,
        AHEAD,
        COPIED
    }

    private static Run run(RowChanges change) {
        if (change.copied().isPresent()) {
            return Run.COPIED;
        }
        return change.manner() == Manner.WHOLE ? Run.USUAL : Run.AHEAD;
    }

    private void inLogOrder(List<RowChanges> changes) {
        int first = 0;
        while (first < changes.size()) {
            Run run = run(changes.get(first));
            int next = first + 1;
            while (next < changes.size() && run(changes.get(next)) == run) {
                next++;
            }
            List<RowChanges> part = changes.subList(first, next);
            switch (run) {
                case USUAL -> usual(part);
                case AHEAD -> new AheadWriter(plans, out, folding).write(part);
                case COPIED -> part.forEach(this::copied);
            }
            first = next;
        }
    }

    /** Rows that are there already are newer: the log has brought them. */
    private void copied(RowChanges change) {
        CopiedRows rows = change.copied().orElseThrow();
        if (rows.rows() > 0 || !rows.clearing().isEmpty()) {
            statement("SET foreign_key_checks=0");
            if (!rows.clearing().isEmpty()) {
                out.begin().utf8(rows.clearing());
                out.end(Expected.ANYTHING);
            }
            inserts(change, rows);
            statement("SET foreign_key_checks=1");
        }
        for (String note : rows.notes()) {
            out.begin().utf8(note);
            out.end(new Expected(Kind.AFFECTED, 1, List.of()));
        }
    }

    private void inserts(RowChanges change, CopiedRows rows) {
        RowPlan plan = plans.plan(change);
        int row = 0;
        while (row < rows.rows()) {
            boolean relaxed = rows.relaxed().get(row);
            if (relaxed) {
                statement("SET SESSION sql_mode='ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'");
            }
            row = insert(plan, change, rows, row);
            if (relaxed) {
                statement(
                        "SET SESSION sql_mode='STRICT_TRANS_TABLES,STRICT_ALL_TABLES,"
                                + "ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'");
            }
        }
    }

    /** One statement, of one row where failures are to tell it; gives the row behind its last. */
    private int insert(RowPlan plan, RowChanges change, CopiedRows rows, int first) {
        RowOp example = RowOp.of(plan, change, first);
        example.sourceRows = folding ? Math.max(2, rows.rows()) : 1;
        ByteWriter sql = out.begin();
        sql.append(rows.head());
        int from = rows.start(first);
        int row = first;
        do {
            if (row > first) {
                sql.put(',');
            }
            int start = rows.start(row);
            sql.append(rows.text(), start, rows.ends()[row] - start);
            row++;
        } while (folding
                && row < rows.rows()
                && row - first < STATEMENT_ROWS
                && rows.ends()[row] - from < STATEMENT_BYTES
                && rows.relaxed().get(row) == rows.relaxed().get(first));
        sql.append(rows.tail());
        out.end(new Expected(Kind.ANYTHING, 0, List.of(example)));
        return row;
    }

    private void statement(String sql) {
        out.begin().ascii(sql);
        out.end(Expected.ANYTHING);
    }
}
