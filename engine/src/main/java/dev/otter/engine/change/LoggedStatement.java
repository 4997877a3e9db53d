package dev.otter.engine.change;

import dev.otter.model.table.TableName;
import java.util.List;

/**
 * A statement in the log, sorted by its first words.
 *
 * @param kind what it does
 * @param tables the tables it names, as far as they matter for its kind; see also {@link #any}
 * @param text the SQL text
 * @param settings how the session stood that ran it
 */
public record LoggedStatement(
        Kind kind, List<TableName> tables, String text, StatementSettings settings) {
    private static final String ANY = "*";

    /** What a statement in the log does. */
    public enum Kind {
        BEGIN,
        COMMIT,
        ROLLBACK,
        SAVEPOINT,
        ROLLBACK_TO_SAVEPOINT,
        XA,
        /** Changes the columns, keys or name of tables, or creates or drops them. */
        TABLE_SHAPE,
        TRUNCATE,
        /** Drops a whole database; {@code tables} is empty and {@code text} names it. */
        DROP_DATABASE,
        /** Changes rows, logged as a statement. */
        ROWS_AS_STATEMENT,
        /** Anything that changes neither rows nor columns. */
        OTHER
    }

    public LoggedStatement {
        tables = List.copyOf(tables);
    }

    /** Stands for any table of the database: it is not known which ones the statement changed. */
    public static TableName any(String database) {
        return new TableName(database, ANY);
    }

    public static boolean standsForAny(TableName table) {
        return table.table().equals(ANY);
    }

    /** A statement of whose session nothing is known. */
    public LoggedStatement(Kind kind, List<TableName> tables, String text) {
        this(kind, tables, text, StatementSettings.NONE);
    }

    /** The same with the settings of its session. */
    public LoggedStatement with(StatementSettings known) {
        return new LoggedStatement(kind, tables, text, known);
    }
}
