package dev.otter.engine.dialect;

import dev.otter.engine.sql.DdlParser;
import dev.otter.engine.sql.SqlNode;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the statements that create a table of the source on a target of another kind: columns by
 * the documented types, NOT NULL, defaults, keys, indexes, foreign keys, comments. Immutable.
 */
public final class TableCreation {
    private final Dialect dialect;
    private final Naming naming;

    /**
     * @param dialect the target's language
     * @param naming the target's names
     */
    public TableCreation(Dialect dialect, Naming naming) {
        this.dialect = dialect;
        this.naming = naming;
    }

    /**
     * The statements for a table that the source describes.
     *
     * @param answer what SHOW CREATE TABLE gives
     * @param source the source's name of the table
     * @param target the target's name of it
     * @param rules by which the answer is to be read, see {@link SourceRules#ofAnswers}
     * @throws HeldException when a part of it cannot be said in the target's language
     */
    public CreatedTable ofAnswer(
            String answer, TableName source, TableName target, SourceRules rules)
            throws HeldException {
        Optional<SqlNode> tree = DdlParser.parse(answer, rules.sql());
        if (tree.filter(one -> one.is("columnCreateTable")).isEmpty()) {
            throw new HeldException(answer, "is not understood");
        }
        return of(TableReading.read(rules, source, tree.get()), source, target, rules);
    }

    /** The statements for a table of this definition. */
    CreatedTable of(MysqlTable table, TableName source, TableName wanted, SourceRules rules)
            throws HeldException {
        TableName target = dialect.named(wanted);
        Set<String> names = new HashSet<>();
        for (MysqlColumn column : table.columns()) {
            if (!names.add(name(source, column.name()))) {
                throw new HeldException(
                        column.text(), "has a name that another column gets on the target");
            }
        }
        TargetColumns columns = columns(table, source);
        Keys keys = new Keys(source, target, columns);
        List<String> definitions = new ArrayList<>();
        Set<String> never = TableReading.neverNull(table.indexes());
        for (MysqlColumn column : table.columns()) {
            boolean key = never.contains(column.name().toLowerCase(Locale.ROOT));
            definitions.add(definition(column, source, rules, key));
        }
        List<String> uniqueIndexes = new ArrayList<>();
        List<String> indexes = new ArrayList<>();
        for (MysqlIndex index : table.indexes()) {
            switch (index.kind()) {
                case PRIMARY -> definitions.add("PRIMARY KEY (" + keys.primary(index) + ")");
                case UNIQUE, PLAIN, SPECIAL -> {
                    Optional<String> made = keys.create(index);
                    boolean unique =
                            made.filter(sql -> sql.startsWith("CREATE UNIQUE")).isPresent();
                    made.ifPresent((unique ? uniqueIndexes : indexes)::add);
                }
            }
        }
        List<String> cascading = new ArrayList<>();
        List<String> foreignKeys = new ArrayList<>();
        int number = 0;
        for (MysqlForeignKey key : table.foreignKeys()) {
            number += key.name().isEmpty() ? 1 : 0;
            Optional<String> made = keys.add(key, source.table() + "_ibfk_" + number);
            made.ifPresent((key.cascades() ? cascading : foreignKeys)::add);
        }
        return new CreatedTable(
                dialect.createSchema(target),
                "CREATE TABLE "
                        + dialect.quote(target)
                        + " ("
                        + String.join(", ", definitions)
                        + ")",
                comments(table, source, target),
                uniqueIndexes,
                cascading,
                indexes,
                foreignKeys,
                keys.notes());
    }

    private TargetColumns columns(MysqlTable table, TableName source) throws HeldException {
        TargetColumns columns = new TargetColumns(dialect);
        for (MysqlColumn column : table.columns()) {
            columns.put(name(source, column.name()), dialect.type(column));
        }
        return columns;
    }

    /** The name that a new column gets. */
    String name(TableName source, String column) {
        return dialect.named(naming.column(source, column));
    }

    /**
     * A column as it stands in a definition.
     *
     * @param never whether it is never NULL because of a key
     */
    String definition(MysqlColumn column, TableName source, SourceRules rules, boolean never)
            throws HeldException {
        StringBuilder text = new StringBuilder(dialect.quote(name(source, column.name())));
        text.append(' ').append(dialect.type(column));
        dialect.initial(column, rules).ifPresent(value -> text.append(" DEFAULT ").append(value));
        if (never || !column.nullable() && dialect.neverNull(column)) {
            text.append(" NOT NULL");
        }
        return text.toString();
    }

    private List<String> comments(MysqlTable table, TableName source, TableName target)
            throws HeldException {
        List<String> comments = new ArrayList<>();
        if (!table.comment().isEmpty()) {
            comments.add(comment(target, table.comment()));
        }
        for (MysqlColumn column : table.columns()) {
            if (!column.comment().isEmpty()) {
                comments.add(comment(target, name(source, column.name()), column.comment()));
            }
        }
        return comments;
    }

    /** Says what a table is for. */
    String comment(TableName table, String text) throws HeldException {
        return "COMMENT ON TABLE " + dialect.quote(table) + " IS " + dialect.text(text);
    }

    /** Says what a column is for. */
    String comment(TableName table, String column, String text) throws HeldException {
        return "COMMENT ON COLUMN "
                + dialect.quote(table)
                + "."
                + dialect.quote(column)
                + " IS "
                + dialect.text(text);
    }

    /** Keys of the table, once its columns are known. */
    Keys keys(TableName source, TableName target, TargetColumns columns) {
        return new Keys(source, target, columns);
    }

    /** Makes the keys of one table; keeps what was left out. One thread. */
    final class Keys {
        private final TableName source;
        private final TableName target;
        private final TargetColumns columns;
        private final List<String> notes = new ArrayList<>();

        private Keys(TableName source, TableName target, TargetColumns columns) {
            this.source = source;
            this.target = target;
            this.columns = columns;
        }

        List<String> notes() {
            return List.copyOf(notes);
        }

        private String column(String name, String clause) throws HeldException {
            return columns.find(naming.column(source, name))
                    .orElseThrow(() ->
                            new HeldException(
                                    clause, "names column " + name + ", which is not there"));
        }

        /** The columns of a primary key. */
        String primary(MysqlIndex index) throws HeldException {
            List<String> parts = new ArrayList<>();
            for (MysqlIndex.Part part : index.parts()) {
                if (part.prefix() > 0) {
                    throw new HeldException(
                            index.text(), "is a primary key over the beginnings of values");
                }
                String column = column(part.column(), index.text());
                MysqlIndex.Part up = new MysqlIndex.Part(part.column(), 0, false);
                parts.add(
                        dialect.part(up, column, columns.type(column))
                                .orElseThrow(() ->
                                        new HeldException(
                                                index.text(),
                                                "has a column of a type of which "
                                                        + dialect.product()
                                                        + " makes no key")));
            }
            return String.join(", ", parts);
        }

        /** The statement that makes an index; empty when it is left out. */
        Optional<String> create(MysqlIndex index) throws HeldException {
            if (index.kind() == MysqlIndex.Kind.SPECIAL
                    || index.parts().stream().anyMatch(part -> part.column().isEmpty())) {
                notes.add("index " + index.name() + " is an aid of the source's own: left out");
                return Optional.empty();
            }
            boolean unique = index.kind() == MysqlIndex.Kind.UNIQUE;
            List<String> parts = new ArrayList<>();
            for (MysqlIndex.Part part : index.parts()) {
                String column = column(part.column(), index.text());
                Optional<String> made = dialect.part(part, column, columns.type(column));
                if (made.isEmpty() && unique && !index.prefixed()) {
                    throw new HeldException(
                            index.text(),
                            "is unique over a column of a type of which "
                                    + dialect.product()
                                    + " makes no index");
                }
                if (made.isEmpty()) {
                    notes.add("index " + index.name() + " is over a large value: left out");
                    return Optional.empty();
                }
                parts.add(made.get());
            }
            boolean kept = unique && !index.prefixed();
            if (unique && !kept) {
                notes.add("index " + index.name() + " is over beginnings of values: not unique");
            }
            return Optional.of(
                    (kept ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
                            + dialect.quoteIndex(target, index.name())
                            + " ON "
                            + dialect.quote(target)
                            + " ("
                            + String.join(", ", parts)
                            + ")");
        }

        /**
         * The statement that adds a foreign key; empty when the table it refers to is out of scope.
         *
         * @param otherwise the name that the source gives to a key without one
         */
        Optional<String> add(MysqlForeignKey key, String otherwise) throws HeldException {
            Optional<TableName> parent = naming.table(key.parent());
            String name = key.name().isEmpty() ? otherwise : key.name();
            if (parent.isEmpty()) {
                notes.add("foreign key " + name + " refers to a table out of scope: left out");
                return Optional.empty();
            }
            return Optional.of(
                    "ALTER TABLE "
                            + dialect.quote(target)
                            + " ADD CONSTRAINT "
                            + dialect.quote(dialect.named(name))
                            + " FOREIGN KEY ("
                            + list(key)
                            + ") REFERENCES "
                            + dialect.quote(dialect.named(parent.get()))
                            + " ("
                            + parentList(key)
                            + ")"
                            + dialect.actions(key));
        }

        private String list(MysqlForeignKey key) throws HeldException {
            List<String> quoted = new ArrayList<>();
            for (String column : key.columns()) {
                quoted.add(dialect.quote(column(column, key.text())));
            }
            return String.join(", ", quoted);
        }

        private String parentList(MysqlForeignKey key) throws HeldException {
            List<String> quoted = new ArrayList<>();
            for (String column : key.parentColumns()) {
                quoted.add(dialect.quote(name(key.parent(), column)));
            }
            return String.join(", ", quoted);
        }
    }
}
