package dev.otter.engine.database;

import java.util.List;

/**
 * One column of a table as the server's information schema describes it. Immutable.
 *
 * @param name name as the server spells it
 * @param index place in the table, from 0
 * @param dataType type without its arguments, lower case, such as {@code varchar}
 * @param columnType type with its arguments, such as {@code varchar(20)} or {@code int unsigned}
 * @param charset character set of text, ENUM and SET columns, {@code binary} for binary strings,
 *     empty for all others
 * @param collation collation, {@code binary} or empty as for {@code charset}
 * @param members texts of an ENUM or SET in order, empty for others
 * @param nullable whether NULL is allowed
 * @param generated whether the server computes the value, stored or virtual
 * @param invisible whether {@code SELECT *} leaves it out
 * @param autoIncrement whether the server numbers it
 * @param hasDefault whether an INSERT may leave it out
 * @param selfUpdating whether an UPDATE that does not name it sets it to the present time
 */
public record TableColumn(
        String name,
        int index,
        String dataType,
        String columnType,
        String charset,
        String collation,
        List<String> members,
        boolean nullable,
        boolean generated,
        boolean invisible,
        boolean autoIncrement,
        boolean hasDefault,
        boolean selfUpdating) {
    public TableColumn {
        members = List.copyOf(members);
    }

    /** The same column under another name. */
    public TableColumn renamed(String other) {
        return new TableColumn(
                other,
                index,
                dataType,
                columnType,
                charset,
                collation,
                members,
                nullable,
                generated,
                invisible,
                autoIncrement,
                hasDefault,
                selfUpdating);
    }

    /** Whether numbers in it cannot be negative. */
    public boolean unsigned() {
        return columnType.contains("unsigned");
    }

    /** The first number in the type's brackets (length, digits), or -1 when there is none. */
    public int firstArgument() {
        return argument(0);
    }

    /** The second number in the type's brackets (scale), or -1 when there is none. */
    public int secondArgument() {
        return argument(1);
    }

    private int argument(int index) {
        int open = columnType.indexOf('(');
        int close = columnType.indexOf(')', open + 1);
        if (open < 0 || close < 0 || !members.isEmpty()) {
            return -1;
        }
        String[] parts = columnType.substring(open + 1, close).split(",");
        return index < parts.length && parts[index].strip().matches("\\d{1,9}")
                ? Integer.parseInt(parts[index].strip())
                : -1;
    }
}
