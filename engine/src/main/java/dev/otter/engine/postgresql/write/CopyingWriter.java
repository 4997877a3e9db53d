package dev.otter.engine.postgresql.write;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.CopiedRows;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.RowChanges.Manner;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.write.GroupFold;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.load.write.Step;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.table.PostgresPlan;
import dev.otter.engine.postgresql.table.UnheldValueException;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.copy.CopyIn;

/**
 * Writes groups that touch tables which are being copied. Families without such a table are written
 * as usual; in the others rows keep the order of the log. Copied rows come by COPY: straight into
 * the table as long as they meet no rows there, else through a temporary table, from which those
 * are taken that meet none.
 *
 * <p>References of rows that are not usual are not checked, for their parents may not be there yet.
 *
 * <p>One group, one thread.
 */
final class CopyingWriter {
    private static final int PIECE_CHARS = 64 * 1024;
    private static final String STAGING = "otter_copied";
    private static final String UNIQUE = "23505";
    private static final String DENIED = "42501";

    private final TablePlans plans;
    private final StatementBatch out;
    private final Set<TableName> contested;
    private final boolean strict;
    private final boolean folding;

    /**
     * @param contested tables whose copied rows have met others; more are added
     * @param strict whether the counts of usual rows are proved
     * @param folding without it each row is a statement, so that a failure tells it
     */
    CopyingWriter(
            TablePlans plans,
            StatementBatch out,
            Set<TableName> contested,
            boolean strict,
            boolean folding) {
        this.plans = plans;
        this.out = out;
        this.contested = contested;
        this.strict = strict;
        this.folding = folding;
    }

    void write(List<RowChanges> changes) {
        Map<String, List<RowChanges>> families = new LinkedHashMap<>();
        for (RowChanges change : changes) {
            families.computeIfAbsent(plans.plan(change).family(), _ -> new ArrayList<>())
                    .add(change);
        }
        families.values().forEach(this::inLogOrder);
    }

    private void inLogOrder(List<RowChanges> changes) {
        int first = 0;
        while (first < changes.size()) {
            RowChanges begun = changes.get(first);
            int next = first + 1;
            while (next < changes.size() && joins(begun, changes.get(next))) {
                next++;
            }
            run(changes.subList(first, next));
            first = next;
        }
    }

    private static boolean joins(RowChanges one, RowChanges other) {
        return one.manner() == other.manner() && one.copied().isEmpty() && other.copied().isEmpty();
    }

    private void run(List<RowChanges> run) {
        RowChanges first = run.getFirst();
        if (first.usual()) {
            new StatementWriter(out, strict).write(steps(run, folding));
            return;
        }
        if (first.copied().isPresent()) {
            notes(first);
            return;
        }
        boolean linked = run.stream().map(plans::plan).anyMatch(RowPlan::linked);
        unchecked(linked, () -> unusual(first.manner(), run));
    }

    private void unusual(Manner manner, List<RowChanges> run) {
        switch (manner) {
            case AHEAD -> new StatementWriter(out, false, false).write(steps(run, folding));
            case AGAIN -> run.forEach(this::again);
            case BENEATH -> run.forEach(this::beneath);
            case WHOLE -> throw new IllegalStateException("usual rows are written before");
        }
    }

    /**
     * A row that came and went may lie in the chunk: nothing may be folded away. The rows of one
     * event have keys of their own, and so have those of one chunk.
     */
    private void again(RowChanges change) {
        boolean joined = folding && change.kind() != ChangeKind.UPDATE;
        new StatementWriter(out, false, true).write(steps(List.of(change), joined));
    }

    /** References of what is written are not checked. */
    private void unchecked(boolean linked, Runnable writes) {
        if (linked) {
            statement("SET LOCAL session_replication_role=replica");
        }
        writes.run();
        if (linked) {
            statement("SET LOCAL session_replication_role=origin");
        }
    }

    private List<Step> steps(List<RowChanges> changes, boolean folded) {
        return new GroupFold(plans, folded, new UpdateLists()).steps(changes);
    }

    private void statement(String sql) {
        out.add(sql, StatementBatch.ANY, List.of());
    }

    private void notes(RowChanges change) {
        CopiedRows copied = change.copied().orElseThrow();
        if (copied.rows() > 0) {
            throw new IllegalStateException("copied rows are text of another kind of target");
        }
        if (!copied.clearing().isEmpty()) {
            unchecked(plans.plan(change).linked(), () -> statement(copied.clearing()));
        }
        copied.notes().forEach(note -> out.add(note, 1, List.of()));
    }

    private void beneath(RowChanges rows) {
        PostgresPlan plan = (PostgresPlan) plans.plan(rows);
        if (!folding) {
            inserted(rows);
        } else if (!plan.keyed()) {
            copied(plan.copyInto(plan.quoted()), plan, rows);
        } else if (contested.contains(plan.target()) || !straight(plan, rows)) {
            contested.add(plan.target());
            if (!staged(plan, rows)) {
                inserted(rows);
            }
        }
    }

    private void inserted(RowChanges rows) {
        StatementWriter writer = new StatementWriter(out, false);
        steps(List.of(rows), folding).forEach(step -> writer.beneath(step.ops()));
    }

    /** False, with nothing done, when a row meets another. */
    private boolean straight(PostgresPlan plan, RowChanges rows) {
        return unless(UNIQUE, () -> copied(plan.copyInto(plan.quoted()), plan, rows));
    }

    /** False, with nothing done, when the account may not make temporary tables. */
    private boolean staged(PostgresPlan plan, RowChanges rows) {
        if (!unless(DENIED, () -> out.count(plan.staging(STAGING)))) {
            return false;
        }
        copied(plan.copyInto("pg_temp." + STAGING), plan, rows);
        statement(plan.takeFrom("pg_temp." + STAGING));
        statement("DROP TABLE pg_temp." + STAGING);
        return true;
    }

    /** Goes back to where it was before when the server refuses with this SQLSTATE. */
    private boolean unless(String state, Runnable attempt) {
        out.count("SAVEPOINT otter_copied");
        try {
            attempt.run();
        } catch (StatementFailedException e) {
            if (e.refusal() instanceof PostgresException refusal
                    && refusal.sqlState().equals(state)) {
                out.count("ROLLBACK TO SAVEPOINT otter_copied");
                return false;
            }
            throw e;
        }
        statement("RELEASE SAVEPOINT otter_copied");
        return true;
    }

    private void copied(String sql, PostgresPlan plan, RowChanges rows) {
        try {
            out.copy(sql, to -> send(plan, rows, to));
        } catch (UnheldValueException e) {
            // Taken apart, the row will be told.
            throw StatementFailedException.refused(e, List.of());
        }
    }

    private static void send(PostgresPlan plan, RowChanges rows, CopyIn to) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.rows(); row++) {
            plan.copyRow(text, rows, rows.after(row));
            if (text.length() >= PIECE_CHARS || row == rows.rows() - 1) {
                byte[] piece = text.toString().getBytes(StandardCharsets.UTF_8);
                to.writeToCopy(piece, 0, piece.length);
                text.setLength(0);
            }
        }
    }
}
