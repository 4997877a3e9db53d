package dev.otter.engine.dialect;

/**
 * A column as the source defines it. Immutable.
 *
 * @param name its name
 * @param type its type
 * @param nullable whether NULL is allowed
 * @param initial what it holds where an INSERT leaves it out
 * @param numbered whether the source numbers it by itself
 * @param comment text about it; often empty
 * @param key what the definition itself says of a key of this one column
 * @param text the definition as the statement spells it, for messages
 */
public record MysqlColumn(
        String name,
        MysqlType type,
        boolean nullable,
        ColumnDefault initial,
        boolean numbered,
        String comment,
        Key key,
        String text) {

    /** A key that a column's own definition makes. */
    public enum Key {
        NONE,
        PRIMARY,
        UNIQUE
    }

    /** The same column without NULL. */
    MysqlColumn notNull() {
        return new MysqlColumn(name, type, false, initial, numbered, comment, key, text);
    }
}
