package dev.otter.engine.dialect;

import dev.otter.engine.sql.SqlNode;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the definition of a table. What has no meaning elsewhere is passed over: the engine and
 * other options, partitions, conditions, full-text and spatial indexes. One use.
 */
final class TableReading {
    private final SourceRules rules;
    private final TableName table;
    private final List<MysqlColumn> columns = new ArrayList<>();
    private final List<MysqlIndex> indexes = new ArrayList<>();
    private final List<MysqlForeignKey> foreignKeys = new ArrayList<>();

    private TableReading(SourceRules rules, TableName table) {
        this.rules = rules;
        this.table = table;
    }

    /**
     * The table that a statement makes.
     *
     * @param tree a node {@code columnCreateTable}
     * @throws HeldException when a part of it cannot be carried over
     */
    static MysqlTable read(SourceRules rules, TableName table, SqlNode tree) throws HeldException {
        TableReading reading = new TableReading(rules, table);
        SqlNode definitions =
                tree.part("createDefinitions")
                        .orElseThrow(() -> new HeldException(tree.text(), "defines no columns"));
        for (SqlNode part : definitions.parts()) {
            reading.follow(part);
        }
        if (ofBytes(tree)) {
            throw new HeldException(
                    tree.text(), "makes bytes of all texts by its table's character set");
        }
        List<MysqlIndex> named = new IndexNames(List.of()).named(reading.indexes);
        return new MysqlTable(reading.columns, named, reading.foreignKeys, comment(rules, tree));
    }

    /**
     * The columns and keys of {@code ADD (…)}.
     *
     * @param parts nodes of definitions
     */
    static MysqlTable added(SourceRules rules, TableName table, List<SqlNode> parts)
            throws HeldException {
        TableReading reading = new TableReading(rules, table);
        for (SqlNode part : parts) {
            reading.follow(part);
        }
        return new MysqlTable(reading.columns, reading.indexes, reading.foreignKeys, "");
    }

    /** What a statement says of the table in words; empty when nothing. */
    static String comment(SourceRules rules, SqlNode tree) {
        return tree.parts("tableOptionComment").stream()
                .map(option -> SqlTexts.plain(option.words().getLast().text(), rules.sql()))
                .reduce("", (_, last) -> last);
    }

    private static boolean ofBytes(SqlNode tree) {
        return tree.parts("tableOptionCharset").stream()
                .anyMatch(option -> option.words().getLast().name().equalsIgnoreCase("binary"));
    }

    private void follow(SqlNode part) throws HeldException {
        switch (part.kind()) {
            case "columnDeclaration" -> column(part);
            case "constraintDeclaration", "indexDeclaration" -> {
                for (SqlNode inner : part.parts()) {
                    key(inner);
                }
            }
            default -> {
                if (part.kind().endsWith("Constraint") || part.kind().endsWith("Declaration")) {
                    key(part);
                }
            }
        }
    }

    private void column(SqlNode part) throws HeldException {
        SqlNode name =
                part.part("fullColumnName")
                        .or(() -> part.part("uid"))
                        .orElseThrow(() -> notUnderstood(part));
        SqlNode definition = part.part("columnDefinition").orElseThrow(() -> notUnderstood(part));
        add(ColumnReading.read(rules, name.words().getLast().name(), definition));
    }

    private void add(MysqlColumn column) {
        columns.add(column);
        keyOf(column).ifPresent(indexes::add);
    }

    /** The index that a column's own definition makes. */
    static Optional<MysqlIndex> keyOf(MysqlColumn column) {
        return switch (column.key()) {
            case NONE -> Optional.empty();
            case PRIMARY -> Optional.of(ofOne(column, MysqlIndex.Kind.PRIMARY));
            case UNIQUE -> Optional.of(ofOne(column, MysqlIndex.Kind.UNIQUE));
        };
    }

    private static MysqlIndex ofOne(MysqlColumn column, MysqlIndex.Kind kind) {
        return new MysqlIndex(
                "", kind, List.of(new MysqlIndex.Part(column.name(), 0, false)), column.text());
    }

    private static HeldException notUnderstood(SqlNode part) {
        return new HeldException(part.text(), "is not understood");
    }

    private void key(SqlNode part) throws HeldException {
        switch (part.kind()) {
            case "primaryKeyTableConstraint" ->
                    indexes.add(KeyReading.index(MysqlIndex.Kind.PRIMARY, part));
            case "uniqueKeyTableConstraint" ->
                    indexes.add(KeyReading.index(MysqlIndex.Kind.UNIQUE, part));
            case "simpleIndexDeclaration" ->
                    indexes.add(KeyReading.index(MysqlIndex.Kind.PLAIN, part));
            case "specialIndexDeclaration" ->
                    indexes.add(KeyReading.index(MysqlIndex.Kind.SPECIAL, part));
            case "foreignKeyTableConstraint" ->
                    foreignKeys.add(KeyReading.foreignKey(rules, part, table));
            case "checkTableConstraint", "clusteringKeyTableConstraint" -> {}
            default -> {
                if (!part.parts().isEmpty()) {
                    throw notUnderstood(part);
                }
            }
        }
    }

    /** Columns of a primary key are never NULL, whatever their definitions say. */
    static Set<String> neverNull(List<MysqlIndex> indexes) {
        Set<String> columns = new HashSet<>();
        indexes.stream()
                .filter(index -> index.kind() == MysqlIndex.Kind.PRIMARY)
                .flatMap(index -> index.columns().stream())
                .forEach(column -> columns.add(column.toLowerCase(Locale.ROOT)));
        return columns;
    }
}
