package dev.otter.engine.load.table;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Changes many rows by one UPDATE, which finds them by a list of keys and picks the new values by
 * the place of a row's key in that list:
 *
 * <pre>UPDATE t FORCE INDEX (PRIMARY) SET c=ELT(FIELD(id,7,9),'a','b') WHERE id IN (7,9)</pre>
 *
 * <p>Compared with a multi-row upsert the server tries no insert, only the changed columns travel,
 * and further unique keys and triggers do no harm. Only for tables whose row key is one integer,
 * and for columns whose values survive a way through a string ({@code ELT} gives one).
 *
 * <p>One thread, as its plan.
 */
public final class ListUpdate {
    /** Rows of one statement at most: FIELD goes through the list for each row and column. */
    public static final int ROWS_MAX = 200;

    private static final Set<String> INTEGERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    /** An operation on one row. */
    public interface Row {
        /** Where the image before lies. */
        RowChanges beforeOf();

        /** First cell of the image before. */
        int before();

        /** Where the image after lies. */
        RowChanges afterOf();

        /** First cell of the image after. */
        int after();
    }

    private final ColumnBinding binding;
    private final byte[][] names;

    /** The source column of the key; -1 when the table's rows cannot be changed by lists. */
    private final int key;

    private final byte[] head;
    private final BitSet listable = new BitSet();

    private ListUpdate(ColumnBinding binding, byte[][] names, int key, byte[] head) {
        this.binding = binding;
        this.names = names;
        this.key = key;
        this.head = head;
        for (int column : binding.written()) {
            if (column != key && binding.literals(column).survivesString()) {
                listable.set(column);
            }
        }
    }

    /**
     * @param names quoted names of the columns that are written
     */
    static ListUpdate of(ColumnBinding binding, byte[][] names) {
        TableIndex index =
                binding.target().rowKey().filter(ListUpdate::oneWholeColumn).orElse(null);
        if (index == null) {
            return new ListUpdate(binding, names, -1, new byte[0]);
        }
        TableColumn column = binding.target().columns().get(index.parts().getFirst().column());
        int key = INTEGERS.contains(column.dataType()) ? binding.sourceColumn(column.name()) : -1;
        boolean integer = key >= 0 && binding.source().columns().get(key).type().kind().integer();
        String head =
                "UPDATE "
                        + binding.target().name().quoted()
                        + " FORCE INDEX ("
                        + TableName.quote(index.name())
                        + ") SET ";
        return new ListUpdate(
                binding, names, integer ? key : -1, head.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean oneWholeColumn(TableIndex index) {
        return index.plain() && index.parts().size() == 1 && index.parts().getFirst().prefix() == 0;
    }

    /**
     * Source columns that an operation changes; empty when the row cannot be changed by a list, or
     * nothing changes.
     */
    public BitSet changed(Row row) {
        BitSet changed = new BitSet();
        if (key < 0 || row.beforeOf().length(row.before() + key) < 0) {
            return changed;
        }
        for (int column : binding.written()) {
            int cell = row.after() + column;
            int length = row.afterOf().length(cell);
            if (length == RowChanges.ABSENT
                    || Cells.same(row.beforeOf(), row.before() + column, row.afterOf(), cell)) {
                continue;
            }
            if (length < RowChanges.NULL || !listable.get(column)) {
                return new BitSet();
            }
            changed.set(column);
        }
        return changed;
    }

    /**
     * Whether a list costs the server less than whole rows: a list names the key once per changed
     * column.
     */
    public boolean cheaper(BitSet changed) {
        return 2 * changed.cardinality() <= binding.written().length;
    }

    /** Roughly the bytes that a row adds to the statement. */
    public int size(Row row, BitSet columns) {
        int bytes = 24;
        for (int column = columns.nextSetBit(0); column >= 0; ) {
            bytes += 32 + Math.max(0, row.afterOf().length(row.after() + column));
            column = columns.nextSetBit(column + 1);
        }
        return bytes;
    }

    /**
     * Appends the statement.
     *
     * @param columns the columns to set; every row has values of them
     * @param rows rows with different keys, at most {@link #ROWS_MAX}
     */
    public void append(ByteWriter sql, BitSet columns, List<? extends Row> rows) {
        sql.append(head);
        for (int column = columns.nextSetBit(0); column >= 0; ) {
            sql.append(names[column]).ascii("=ELT(FIELD(").append(names[key]);
            keys(sql, rows, true);
            sql.put(')');
            for (Row row : rows) {
                int cell = row.after() + column;
                sql.put(',');
                binding.literals(column)
                        .stringValue(
                                sql,
                                row.afterOf().bytes(),
                                row.afterOf().offset(cell),
                                row.afterOf().length(cell));
            }
            sql.put(')');
            column = columns.nextSetBit(column + 1);
            if (column >= 0) {
                sql.put(',');
            }
        }
        keepSelfUpdating(sql, columns);
        sql.ascii(" WHERE ").append(names[key]).ascii(" IN (");
        keys(sql, rows, false);
        sql.put(')');
    }

    private void keys(ByteWriter sql, List<? extends Row> rows, boolean leadingComma) {
        boolean comma = leadingComma;
        for (Row row : rows) {
            if (comma) {
                sql.put(',');
            }
            comma = true;
            int cell = row.before() + key;
            binding.literals(key)
                    .whereValue(
                            sql,
                            row.beforeOf().bytes(),
                            row.beforeOf().offset(cell),
                            row.beforeOf().length(cell));
        }
    }

    /** Columns that the server would set to the present time otherwise. */
    private void keepSelfUpdating(ByteWriter sql, BitSet columns) {
        for (int column : binding.written()) {
            if (binding.column(column).selfUpdating() && !columns.get(column)) {
                sql.put(',').append(names[column]).put('=').append(names[column]);
            }
        }
    }
}
