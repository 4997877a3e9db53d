package dev.otter.engine.dialect;

import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.engine.sql.SqlNode;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tables of a source as its statements leave them, and what a target's tables look like that has
 * followed. A statement that is not understood leaves its table unknown.
 */
final class SourceModel {
    private final Map<TableName, MysqlTable> tables = new HashMap<>();

    /** What the statement does to the tables, if all of it can be read. */
    void follow(DdlStatement statement, SourceRules rules) {
        SqlNode tree = statement.tree();
        TableName main =
                statement.references().isEmpty() ? null : statement.references().getFirst().table();
        try {
            switch (tree.kind()) {
                case "columnCreateTable" -> {
                    if (!tree.has("ifNotExists") || !tables.containsKey(main)) {
                        tables.put(main, TableReading.read(rules, main, tree));
                    }
                }
                case "copyCreateTable" -> copy(statement, main);
                case "alterTable" -> alter(main, Alteration.read(rules, main, tree));
                case "createIndex", "dropIndex" ->
                        alter(main, Alteration.ofIndex(rules, main, tree));
                case "renameTable" -> rename(statement);
                case "dropTable" ->
                        statement.references().forEach(one -> tables.remove(one.table()));
                case "dropDatabase" -> tables.clear();
                default -> {}
            }
        } catch (HeldException _) {
            if (tree.is("columnCreateTable")) {
                tables.remove(main);
            }
        }
    }

    void clear() {
        tables.clear();
    }

    private void copy(DdlStatement statement, TableName main) {
        MysqlTable model = tables.get(statement.references().get(1).table());
        if (model != null && !tables.containsKey(main)) {
            tables.put(main, model);
        }
    }

    private void rename(DdlStatement statement) {
        for (int i = 0; i + 1 < statement.references().size(); i += 2) {
            move(statement.references().get(i).table(), statement.references().get(i + 1).table());
        }
    }

    private void move(TableName from, TableName to) {
        MysqlTable moved = tables.remove(from);
        if (moved != null) {
            tables.put(to, moved);
        }
    }

    private void alter(TableName name, Alteration wanted) {
        MysqlTable before = tables.get(name);
        if (before == null) {
            return;
        }
        List<MysqlColumn> columns = new ArrayList<>();
        for (MysqlColumn column : before.columns()) {
            if (!wanted.drops(column.name())) {
                columns.add(changed(column, wanted));
            }
        }
        for (Alteration.Added one : wanted.addedColumns) {
            if (columns.stream()
                    .noneMatch(column -> Alteration.same(column.name(), one.column().name()))) {
                columns.add(one.column());
            }
        }
        List<MysqlForeignKey> keys =
                new ArrayList<>(
                        before.foreignKeys().stream()
                                .filter(key ->
                                        wanted.droppedForeignKeys.stream()
                                                .noneMatch(one -> Alteration.same(one, key.name())))
                                .toList());
        int number = keys.size();
        for (MysqlForeignKey key : wanted.addedForeignKeys) {
            number++;
            keys.add(named(key, name.table() + "_ibfk_" + number));
        }
        tables.put(name, new MysqlTable(columns, indexes(before, wanted), keys, ""));
        wanted.newName.ifPresent(to -> move(name, to));
    }

    private static MysqlForeignKey named(MysqlForeignKey key, String otherwise) {
        return key.name().isEmpty()
                ? new MysqlForeignKey(
                        otherwise,
                        key.columns(),
                        key.parent(),
                        key.parentColumns(),
                        key.onDelete(),
                        key.onUpdate(),
                        key.text())
                : key;
    }

    private static MysqlColumn changed(MysqlColumn column, Alteration wanted) {
        for (Alteration.Changed one : wanted.changedColumns) {
            if (Alteration.same(one.name(), column.name())) {
                return one.column();
            }
        }
        return renamed(column, newName(column.name(), wanted));
    }

    private static String newName(String column, Alteration wanted) {
        for (Alteration.Changed one : wanted.changedColumns) {
            if (Alteration.same(one.name(), column)) {
                return one.column().name();
            }
        }
        return wanted.renamedColumns.stream()
                .filter(one -> Alteration.same(one.from(), column))
                .map(Alteration.Renamed::to)
                .findFirst()
                .orElse(column);
    }

    private static MysqlColumn renamed(MysqlColumn column, String name) {
        return new MysqlColumn(
                name,
                column.type(),
                column.nullable(),
                column.initial(),
                column.numbered(),
                column.comment(),
                column.key(),
                column.text());
    }

    private static List<MysqlIndex> indexes(MysqlTable before, Alteration wanted) {
        List<MysqlIndex> indexes = new ArrayList<>();
        for (MysqlIndex index : before.indexes()) {
            boolean gone =
                    index.kind() == MysqlIndex.Kind.PRIMARY
                            ? wanted.dropsPrimaryKey
                            : wanted.droppedIndexes.stream()
                                    .anyMatch(one -> Alteration.same(one, index.name()));
            List<MysqlIndex.Part> parts =
                    index.parts().stream()
                            .filter(part -> !wanted.drops(part.column()))
                            .map(part ->
                                    new MysqlIndex.Part(
                                            newName(part.column(), wanted),
                                            part.prefix(),
                                            part.down()))
                            .toList();
            if (!gone && !parts.isEmpty()) {
                String name =
                        wanted.renamedIndexes.stream()
                                .filter(one -> Alteration.same(one.from(), index.name()))
                                .map(Alteration.Renamed::to)
                                .findFirst()
                                .orElse(index.name());
                indexes.add(new MysqlIndex(name, index.kind(), parts, index.text()));
            }
        }
        indexes.addAll(
                new IndexNames(indexes.stream().map(MysqlIndex::name).toList())
                        .named(wanted.addedIndexes));
        return indexes;
    }

    /** The target's table, if the source has one of this name. */
    Optional<TargetTable> target(Dialect dialect, TableName name) {
        MysqlTable table = tables.get(name);
        if (table == null) {
            return Optional.empty();
        }
        TableName spelled = dialect.named(name);
        List<TableColumn> columns = new ArrayList<>();
        for (MysqlColumn column : table.columns()) {
            columns.add(column(dialect, table, column, columns.size()));
        }
        List<TableIndex> indexes = new ArrayList<>();
        for (MysqlIndex index : table.indexes()) {
            boolean primary = index.kind() == MysqlIndex.Kind.PRIMARY;
            boolean unique = primary || index.kind() == MysqlIndex.Kind.UNIQUE;
            boolean told = unique || dialect.tellsIndexes();
            if (told && index.kind() != MysqlIndex.Kind.SPECIAL) {
                indexes.add(
                        new TableIndex(
                                primary
                                        ? spelled.table() + "_pkey"
                                        : dialect.indexName(spelled, index.name()),
                                primary,
                                unique && !index.prefixed(),
                                parts(table, index)));
            }
        }
        List<ForeignKey> keys =
                table.foreignKeys().stream().map(key -> foreignKey(dialect, spelled, key)).toList();
        return Optional.of(
                new TargetTable(spelled, "test", columns, indexes, keys, List.of(), List.of()));
    }

    private static ForeignKey foreignKey(Dialect dialect, TableName child, MysqlForeignKey key) {
        return new ForeignKey(
                dialect.named(key.name()),
                child,
                key.columns(),
                key.parent(),
                key.parentColumns(),
                ForeignKey.Rule.NO_ACTION,
                ForeignKey.Rule.NO_ACTION);
    }

    private static List<TableIndex.Part> parts(MysqlTable table, MysqlIndex index) {
        List<TableIndex.Part> parts = new ArrayList<>();
        for (MysqlIndex.Part part : index.parts()) {
            int place = TableIndex.EXPRESSION;
            for (int i = 0; i < table.columns().size() && part.prefix() == 0; i++) {
                if (Alteration.same(table.columns().get(i).name(), part.column())) {
                    place = i;
                }
            }
            parts.add(new TableIndex.Part(place, 0));
        }
        return parts;
    }

    private static TableColumn column(
            Dialect dialect, MysqlTable table, MysqlColumn column, int place) {
        String type;
        try {
            type = dialect.type(column);
        } catch (HeldException e) {
            throw new AssertionError(e);
        }
        boolean key =
                TableReading.neverNull(table.indexes())
                        .contains(column.name().toLowerCase(Locale.ROOT));
        boolean nullable = !key && (column.nullable() || !dialect.neverNull(column));
        return new TableColumn(
                dialect.named(column.name()),
                place,
                dataType(type),
                type,
                "",
                "",
                List.of(),
                nullable,
                false,
                false,
                false,
                true,
                false);
    }

    /** As the targets' own catalogs name types. */
    private static String dataType(String type) {
        String plain = type.toLowerCase(Locale.ROOT).replaceAll("\\(.*?\\)", "");
        return switch (plain) {
            case "smallint" -> "int2";
            case "integer" -> "int4";
            case "bigint" -> "int8";
            case "real" -> "float4";
            case "double precision" -> "float8";
            case "character varying" -> "varchar";
            case "timestamp without time zone" -> "timestamp";
            case "timestamp with time zone" ->
                    type.equals(type.toLowerCase(Locale.ROOT)) ? "timestamptz" : plain;
            default -> plain;
        };
    }
}
