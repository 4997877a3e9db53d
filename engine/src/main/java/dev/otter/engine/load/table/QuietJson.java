package dev.otter.engine.load.table;

import dev.otter.binlog.json.JsonBinary;
import dev.otter.binlog.json.JsonLikeness;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.change.RowChanges;
import java.util.BitSet;

/**
 * Finds updates that MySQL 8.0 would not carry out: it leaves a row alone when each column is as
 * before, and takes JSON for as before when it compares equal, types of numbers aside. The source
 * logs such a change when it came by REPLACE, or together with another one that folding took back.
 * Setting the column to something else first makes the server write it.
 *
 * <p>One thread, as its plan.
 */
public final class QuietJson {
    private final ColumnBinding binding;
    private final BitSet json = new BitSet();

    /**
     * @param mariadb whether the target is MariaDB, whose JSON is text
     */
    QuietJson(ColumnBinding binding, boolean mariadb) {
        this.binding = binding;
        for (int column : binding.written()) {
            if (!mariadb && binding.column(column).dataType().equals("json")) {
                json.set(column);
            }
        }
    }

    /** Whether there is nothing to look for. */
    public boolean none() {
        return json.isEmpty();
    }

    /**
     * The columns that must be set to something else first; most often none.
     *
     * @param sourceRows of how many rows of the log the change was folded
     */
    public BitSet columns(ListUpdate.Row row, int sourceRows) {
        BitSet quiet = new BitSet();
        RowChanges beforeOf = row.beforeOf();
        RowChanges afterOf = row.afterOf();
        for (int column : binding.written()) {
            int before = row.before() + column;
            int after = row.after() + column;
            if (afterOf.length(after) == RowChanges.ABSENT) {
                continue;
            }
            boolean known = beforeOf.length(before) != RowChanges.ABSENT;
            if (known && Cells.same(beforeOf, before, afterOf, after)) {
                continue;
            }
            boolean visible =
                    json.get(column)
                            ? known && !mayBeEqual(column, beforeOf, before, afterOf, after)
                            : known || sourceRows == 1;
            if (visible) {
                return new BitSet();
            }
            if (json.get(column) && afterOf.length(after) >= 0) {
                quiet.set(column);
            }
        }
        return quiet;
    }

    private boolean mayBeEqual(int column, RowChanges one, int cell, RowChanges other, int twin) {
        int length = one.length(cell);
        int otherLength = other.length(twin);
        if (length < 0 || otherLength < 0) {
            return length == RowChanges.NULL && otherLength == RowChanges.NULL;
        }
        return binding.source().columns().get(column).type().kind() != Kind.JSON
                || JsonLikeness.mayBeEqual(
                        new JsonBinary(one.bytes(), one.offset(cell), length),
                        new JsonBinary(other.bytes(), other.offset(twin), otherLength));
    }
}
