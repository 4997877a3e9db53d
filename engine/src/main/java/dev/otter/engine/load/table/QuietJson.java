package dev.otter.engine.load.table;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.json.JsonBinary;
import dev.otter.binlog.json.JsonLikeness;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.TableColumn;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds updates that MySQL 8.0 would not carry out: it leaves a row alone when each column is as
 * before, and takes JSON for as before when it compares equal, types of numbers aside. The source
 * logs such a change when it came by REPLACE, when it logs only parts of rows and so compares
 * nothing, or together with another change that folding took back.
 *
 * <p>Such a row is written by REPLACE, which compares nothing, out of itself: columns that the log
 * does not tell, and those that only the target has, keep their values, and no state between the
 * two exists that a check or a generated column might refuse.
 *
 * <p>One thread, as its plan.
 */
public final class QuietJson {
    private final ColumnBinding binding;
    private final BitSet json = new BitSet();
    private final byte[] head;
    private final byte[] from;

    /** For each column that REPLACE names: its name, and the source column or -1. */
    private final List<byte[]> names = new ArrayList<>();

    private final int[] sources;

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
        List<TableColumn> columns =
                binding.target().columns().stream().filter(column -> !column.generated()).toList();
        this.sources =
                columns.stream().mapToInt(column -> binding.sourceColumn(column.name())).toArray();
        columns.forEach(column -> names.add(bytes(TableName.quote(column.name()))));
        String table = binding.target().name().quoted();
        this.head =
                bytes(
                        columns.stream()
                                .map(column -> TableName.quote(column.name()))
                                .collect(
                                        Collectors.joining(
                                                ",", "REPLACE INTO " + table + " (", ") SELECT ")));
        this.from = bytes(" FROM " + table);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether there is nothing to look for. */
    public boolean none() {
        return json.isEmpty();
    }

    /**
     * Whether the server might take the changed row for the one that is there: JSON is set, and no
     * column is known to become another one.
     */
    public boolean mayBeOverlooked(ListUpdate.Row row) {
        boolean set = false;
        for (int column : binding.written()) {
            if (json.get(column)) {
                set |= row.afterOf().length(row.after() + column) >= 0;
            } else if (known(row, column) && !same(row, column)) {
                return false;
            }
        }
        if (!set) {
            return false;
        }
        boolean changed = false;
        for (int column = json.nextSetBit(0); column >= 0; column = json.nextSetBit(column + 1)) {
            if (row.afterOf().length(row.after() + column) == RowChanges.ABSENT) {
                continue;
            }
            if (known(row, column) && !same(row, column) && !mayBeEqual(row, column)) {
                return false;
            }
            changed |= !known(row, column) || !same(row, column);
        }
        return changed;
    }

    /** Whether JSON is set that might be equal to what is there, types of numbers aside. */
    public boolean sets(ListUpdate.Row row) {
        return json.stream().anyMatch(column -> row.afterOf().length(row.after() + column) >= 0);
    }

    /** Both images tell the column. */
    private static boolean known(ListUpdate.Row row, int column) {
        return row.beforeOf().length(row.before() + column) != RowChanges.ABSENT
                && row.afterOf().length(row.after() + column) != RowChanges.ABSENT;
    }

    private static boolean same(ListUpdate.Row row, int column) {
        return Cells.same(
                row.beforeOf(), row.before() + column, row.afterOf(), row.after() + column);
    }

    private boolean mayBeEqual(ListUpdate.Row row, int column) {
        RowChanges one = row.beforeOf();
        RowChanges other = row.afterOf();
        int cell = row.before() + column;
        int twin = row.after() + column;
        if (one.length(cell) < 0 || other.length(twin) < 0) {
            return false;
        }
        return binding.source().columns().get(column).type().kind() != Kind.JSON
                || JsonLikeness.mayBeEqual(
                        new JsonBinary(one.bytes(), one.offset(cell), one.length(cell)),
                        new JsonBinary(other.bytes(), other.offset(twin), other.length(twin)));
    }

    /** Appends the statement up to the condition that finds the row. */
    public void append(ByteWriter sql, ListUpdate.Row row) {
        sql.append(head);
        RowChanges after = row.afterOf();
        for (int i = 0; i < sources.length; i++) {
            if (i > 0) {
                sql.put(',');
            }
            int column = sources[i];
            int cell = row.after() + column;
            if (column < 0 || after.length(cell) == RowChanges.ABSENT) {
                sql.append(names.get(i));
            } else {
                binding.literals(column)
                        .updateValue(sql, after.bytes(), after.offset(cell), after.length(cell));
            }
        }
        sql.append(from);
    }
}
