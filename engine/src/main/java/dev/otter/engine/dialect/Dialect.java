package dev.otter.engine.dialect;

import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;

/** What a kind of target calls things, and how its statements are spelled. Stateless. */
public interface Dialect {

    /** Its name, for messages. */
    String product();

    /** A name as the target gets it, without quotes: spelled the target's way. */
    String named(String name);

    /** A new table's name as the target gets it. */
    default TableName named(TableName table) {
        return new TableName(named(table.database()), named(table.table()));
    }

    /**
     * A name in a statement, letter by letter.
     *
     * @throws HeldException when the target has no names of this length
     */
    String quote(String name) throws HeldException;

    /** A table's name in a statement. */
    String quote(TableName table) throws HeldException;

    /**
     * The name that a table's index gets: indexes of all tables share names.
     *
     * @param table the target's table
     * @param index the source's name for it
     */
    String indexName(TableName table, String index);

    /** The name that an index of the table is made with, in quotes. */
    String quoteIndex(TableName table, String index) throws HeldException;

    /**
     * The type for values of a type of the source.
     *
     * @throws HeldException when there is none
     */
    String type(MysqlColumn column) throws HeldException;

    /** Whether NOT NULL can be said of the column: some values of it may be NULL to the target. */
    boolean neverNull(MysqlColumn column);

    /** A text in quotes. */
    String text(String text);

    /** A value as an expression, for a column of this type. */
    String value(MysqlType type, InitialValue value) throws HeldException;

    /**
     * The expression of a column's default; empty when it has none, or one that the target has no
     * value for.
     */
    default Optional<String> initial(MysqlColumn column, SourceRules rules) throws HeldException {
        Optional<InitialValue> value = InitialValue.of(column, rules);
        return value.isPresent() && holds(column.type(), value.get())
                ? Optional.of(value(column.type(), value.get()))
                : Optional.empty();
    }

    /**
     * A type of the source whose values a column of the target may hold, as far as its default is
     * concerned; empty when it cannot be told.
     */
    Optional<MysqlType> like(TableColumn column);

    /** Whether the target has this value. */
    boolean holds(MysqlType type, InitialValue value);

    /**
     * A column as a part of an index.
     *
     * @param column its name on the target
     * @param type its type there
     * @return empty when such a column cannot be indexed there
     */
    Optional<String> part(MysqlIndex.Part part, String column, String type) throws HeldException;

    /** Whether the target's tables are told with all their indexes, not only the unique ones. */
    boolean tellsIndexes();

    /** What a foreign key does by itself, behind its columns. */
    String actions(MysqlForeignKey key) throws HeldException;

    /** Makes the schema of a table where it may be missing; empty where it has to be there. */
    Optional<String> createSchema(TableName table) throws HeldException;

    /** Adds a column. */
    String add(TableName table, String definition, boolean unlessThere) throws HeldException;

    /** Drops a column. */
    String drop(TableName table, String column) throws HeldException;

    /** Drops an index that is no primary key. */
    String dropIndex(TableName table, String index) throws HeldException;

    /** Drops the primary key, which has this name. */
    String dropPrimaryKey(TableName table, String name) throws HeldException;

    /** Gives an index another name. */
    String renameIndex(TableName table, String from, String to) throws HeldException;

    /** Statements that give a table another name. */
    List<String> rename(TableName from, TableName to) throws HeldException;

    /**
     * Statements that drop tables.
     *
     * @param cutForeignKeys whether keys of other tables that refer to them go with them
     */
    List<String> drop(List<TableName> tables, boolean cutForeignKeys) throws HeldException;

    /**
     * Statements that make a column what its definition says.
     *
     * @param table the target's table
     * @param present the column as it is there, under the name that it has now
     */
    List<String> modify(TableName table, TableColumn present, MysqlColumn wanted, SourceRules rules)
            throws HeldException;

    /** Sets or drops a column's default. */
    String initial(TableName table, String column, Optional<String> value) throws HeldException;

    /** A table with the columns of another one, without its keys. */
    String copy(TableName table, TargetTable model) throws HeldException;
}
