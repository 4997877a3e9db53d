package dev.otter.engine.postgresql.session;

import dev.otter.model.table.TableName;

/**
 * Spelling of names and texts in PostgreSQL's SQL, in sessions with {@code
 * standard_conforming_strings}. Stateless.
 */
public final class PostgresSql {
    private PostgresSql() {}

    /** One identifier in double quotes. */
    public static String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    /** A table's name; a database of MySQL is a schema here. */
    public static String quote(TableName table) {
        return quote(table.database()) + "." + quote(table.table());
    }

    /** A text as a literal of unknown type, which takes the type of what it meets. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Appends a text between single quotes. */
    public static void literal(StringBuilder out, CharSequence text) {
        out.append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                out.append('\'');
            }
            out.append(c);
        }
        out.append('\'');
    }
}
