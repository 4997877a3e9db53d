package dev.otter.binlog.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A whole result set in memory, in the text protocol; meant for small answers. A statement without
 * rows gives no columns and no rows. The cells are not copied when handed out.
 */
public final class QueryResult {
    private final List<Column> columns;
    private final List<byte[][]> rows;
    private final StatementOutcome outcome;

    QueryResult(List<Column> columns, List<byte[][]> rows, StatementOutcome outcome) {
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows);
        this.outcome = outcome;
    }

    /** Columns in the order of the result. */
    public List<Column> columns() {
        return columns;
    }

    /** Number of rows. */
    public int size() {
        return rows.size();
    }

    /** What the server reported besides the rows. */
    public StatementOutcome outcome() {
        return outcome;
    }

    /** Bytes of one cell, null for NULL. */
    public byte[] cell(int row, int column) {
        return rows.get(row)[column];
    }

    /** One cell as UTF-8 text, null for NULL. */
    public String string(int row, int column) {
        byte[] cell = cell(row, column);
        return cell == null ? null : new String(cell, StandardCharsets.UTF_8);
    }

    /** One cell as text by the column's label, letter case ignored; null for NULL. */
    public String string(int row, String column) {
        int index = indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no column " + column + " among " + columns);
        }
        return string(row, index);
    }

    /** One cell as a number; fails on NULL. */
    public long number(int row, int column) {
        return Long.parseLong(string(row, column));
    }

    /** Place of the column with this label, letter case ignored; -1 when there is none. */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(column)) {
                return i;
            }
        }
        return -1;
    }
}
