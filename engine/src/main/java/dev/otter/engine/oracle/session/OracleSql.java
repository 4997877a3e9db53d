package dev.otter.engine.oracle.session;

import dev.otter.model.table.TableName;

/** Spelling of names and texts in Oracle's SQL. Stateless. */
public final class OracleSql {
    /** A literal holds 4000 bytes; so many characters of UTF-16 never take more than 3000. */
    private static final int LITERAL_CHARS = 1000;

    private OracleSql() {}

    /** One identifier in double quotes, letter by letter as the server has it. */
    public static String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    /** A table's name as the server spells it; a database of MySQL is a schema here. */
    public static String quote(TableName table) {
        return quote(table.database()) + "." + quote(table.table());
    }

    /**
     * A short text as a literal.
     *
     * @throws IllegalArgumentException when it is too long for one
     */
    public static String literal(String text) {
        if (text.length() > LITERAL_CHARS) {
            throw new IllegalArgumentException("a literal of " + text.length() + " characters");
        }
        return "'" + text.replace("'", "''") + "'";
    }

    /** A text of any length as an expression of type CLOB: literals cannot be long. */
    public static String large(String text) {
        if (text.isEmpty()) {
            return "NULL";
        }
        StringBuilder sql = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + LITERAL_CHARS);
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to--;
            }
            sql.append(from == 0 ? "" : "||");
            sql.append("TO_CLOB(").append(literal(text.substring(from, to))).append(')');
            from = to;
        }
        return sql.toString();
    }
}
