package dev.otter.engine.dialect;

import dev.otter.engine.sql.SqlNode;
import dev.otter.engine.sql.TableReference;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an ALTER TABLE asks for, by kinds: all of it is about the table as it was before, whatever
 * the order. One use.
 */
final class Alteration {
    /** Nothing that a table of another server has, or that its rows would show. */
    private static final Set<String> WITHOUT_MEANING =
            Set.of(
                    "alterBySetAlgorithm",
                    "alterByLock",
                    "alterByForce",
                    "alterByValidate",
                    "alterByOrder",
                    "alterByDisableKeys",
                    "alterByEnableKeys",
                    "alterByDefaultCharset",
                    "alterByConvertCharset",
                    "alterByAlterIndexVisibility",
                    "alterByAddCheckTableConstraint",
                    "alterByAlterCheckTableConstraint");

    /** Layouts of rows that stay the same. */
    private static final Set<String> SAME_ROWS =
            Set.of(
                    "alterByAddPartition",
                    "alterByCoalescePartition",
                    "alterByReorganizePartition",
                    "alterByAnalyzePartition",
                    "alterByCheckPartition",
                    "alterByOptimizePartition",
                    "alterByRebuildPartition",
                    "alterByRepairPartition",
                    "alterByRemovePartitioning",
                    "alterByUpgradePartitioning");

    final List<Dropped> droppedColumns = new ArrayList<>();
    final List<Changed> changedColumns = new ArrayList<>();
    final List<Renamed> renamedColumns = new ArrayList<>();
    final List<Added> addedColumns = new ArrayList<>();
    final List<NewDefault> newDefaults = new ArrayList<>();
    final List<MysqlIndex> addedIndexes = new ArrayList<>();
    final List<String> droppedIndexes = new ArrayList<>();
    final List<Renamed> renamedIndexes = new ArrayList<>();
    final List<MysqlForeignKey> addedForeignKeys = new ArrayList<>();
    final List<String> droppedForeignKeys = new ArrayList<>();

    /** Constraints of whatever kind. */
    final List<String> droppedConstraints = new ArrayList<>();

    boolean dropsPrimaryKey;
    Optional<String> comment = Optional.empty();
    Optional<TableName> newName = Optional.empty();

    private final SourceRules rules;
    private final TableName table;

    /** A column that goes; perhaps only if it is there. */
    record Dropped(String name, boolean ifThere, String clause) {}

    /** A column that gets another definition, and perhaps another name. */
    record Changed(String name, MysqlColumn column) {}

    /** Something that gets another name. */
    record Renamed(String from, String to, String clause) {}

    /** A column that comes; perhaps only unless it is there. */
    record Added(MysqlColumn column, boolean unlessThere) {}

    /** A column whose default changes; empty words for none. */
    record NewDefault(String name, List<SqlNode> words, String clause) {}

    private Alteration(SourceRules rules, TableName table) {
        this.rules = rules;
        this.table = table;
    }

    /**
     * Reads a statement.
     *
     * @param tree a node {@code alterTable}
     * @throws HeldException when a clause of it cannot be carried over
     */
    static Alteration read(SourceRules rules, TableName table, SqlNode tree) throws HeldException {
        Alteration alteration = new Alteration(rules, table);
        for (SqlNode part : tree.parts()) {
            if (part.kind().startsWith("alter")) {
                alteration.follow(part);
            }
        }
        return alteration;
    }

    /**
     * Reads CREATE INDEX and DROP INDEX, which are an ALTER TABLE in short.
     *
     * @param tree a node {@code createIndex} or {@code dropIndex}
     */
    static Alteration ofIndex(SourceRules rules, TableName table, SqlNode tree)
            throws HeldException {
        Alteration alteration = new Alteration(rules, table);
        if (tree.is("dropIndex")) {
            alteration.dropIndex(names(tree).getFirst());
            return alteration;
        }
        boolean special = tree.has("FULLTEXT") || tree.has("SPATIAL");
        MysqlIndex.Kind kind =
                special
                        ? MysqlIndex.Kind.SPECIAL
                        : tree.has("UNIQUE") ? MysqlIndex.Kind.UNIQUE : MysqlIndex.Kind.PLAIN;
        alteration.addedIndexes.add(KeyReading.index(kind, tree));
        return alteration;
    }

    private void follow(SqlNode part) throws HeldException {
        if (WITHOUT_MEANING.contains(part.kind())) {
            requireTexts(part);
            return;
        }
        switch (part.kind()) {
            case "alterByAddColumn" -> add(part, names(part).getFirst(), definition(part));
            case "alterByAddColumns" -> addAll(part);
            case "alterByAddDefinitions" -> addDefinitions(part);
            case "alterByModifyColumn" -> change(part, 0);
            case "alterByChangeColumn" -> change(part, 1);
            case "alterByRenameColumn" -> renamedColumns.add(renamed(part));
            case "alterByDropColumn" ->
                    droppedColumns.add(
                            new Dropped(names(part).getFirst(), part.has("ifExists"), part.text()));
            case "alterByChangeDefault", "alterByAlterColumnDefault" -> changeDefault(part);
            case "alterByTableOption" -> option(part);
            case "alterByRename" -> move(part);
            case "alterPartition" -> partition(part);
            default -> key(part);
        }
    }

    private void key(SqlNode part) throws HeldException {
        switch (part.kind()) {
            case "alterByAddIndex" ->
                    addedIndexes.add(KeyReading.index(MysqlIndex.Kind.PLAIN, part));
            case "alterByAddUniqueKey" ->
                    addedIndexes.add(KeyReading.index(MysqlIndex.Kind.UNIQUE, part));
            case "alterByAddPrimaryKey" ->
                    addedIndexes.add(KeyReading.index(MysqlIndex.Kind.PRIMARY, part));
            case "alterByAddSpecialIndex" ->
                    addedIndexes.add(KeyReading.index(MysqlIndex.Kind.SPECIAL, part));
            case "alterByDropIndex" -> dropIndex(names(part).getFirst());
            case "alterByDropPrimaryKey" -> dropsPrimaryKey = true;
            case "alterByRenameIndex" -> renamedIndexes.add(renamed(part));
            case "alterByAddForeignKey" ->
                    addedForeignKeys.add(KeyReading.foreignKey(rules, part, table));
            case "alterByDropForeignKey" -> droppedForeignKeys.add(names(part).getFirst());
            case "alterByDropConstraintCheck" -> {
                if (part.has("CONSTRAINT")) {
                    droppedConstraints.add(names(part).getFirst());
                }
            }
            default -> throw new HeldException(part.text(), "is not understood");
        }
    }

    private void dropIndex(String name) {
        if (name.equalsIgnoreCase("PRIMARY")) {
            dropsPrimaryKey = true;
        } else {
            droppedIndexes.add(name);
        }
    }

    private static List<String> names(SqlNode part) throws HeldException {
        List<String> names = part.parts("uid").stream().map(SqlNode::name).toList();
        if (names.isEmpty()) {
            throw new HeldException(part.text(), "is not understood");
        }
        return names;
    }

    private static SqlNode definition(SqlNode part) throws HeldException {
        return part.part("columnDefinition")
                .orElseThrow(() -> new HeldException(part.text(), "is not understood"));
    }

    private static Renamed renamed(SqlNode part) throws HeldException {
        List<String> names = names(part);
        if (names.size() != 2) {
            throw new HeldException(part.text(), "is not understood");
        }
        return new Renamed(names.get(0), names.get(1), part.text());
    }

    /** A table of bytes is another one. */
    private static void requireTexts(SqlNode part) throws HeldException {
        boolean charset =
                part.is("alterByDefaultCharset")
                        || part.is("alterByConvertCharset")
                        || part.is("tableOptionCharset");
        if (charset
                && part.words().stream().anyMatch(word -> word.name().equalsIgnoreCase("binary"))) {
            throw new HeldException(part.text(), "makes bytes of texts");
        }
    }

    private void add(SqlNode part, String name, SqlNode definition) throws HeldException {
        MysqlColumn column = ColumnReading.read(rules, name, definition);
        addedColumns.add(new Added(column, part.has("ifNotExists")));
        TableReading.keyOf(column).ifPresent(addedIndexes::add);
    }

    private void addAll(SqlNode part) throws HeldException {
        List<String> names = names(part);
        List<SqlNode> definitions = part.parts("columnDefinition");
        if (names.size() != definitions.size()) {
            throw new HeldException(part.text(), "is not understood");
        }
        for (int i = 0; i < names.size(); i++) {
            add(part, names.get(i), definitions.get(i));
        }
    }

    private void addDefinitions(SqlNode part) throws HeldException {
        MysqlTable added = TableReading.added(rules, table, part.parts());
        added.columns()
                .forEach(column -> addedColumns.add(new Added(column, part.has("ifNotExists"))));
        addedIndexes.addAll(added.indexes());
        addedForeignKeys.addAll(added.foreignKeys());
    }

    /**
     * @param place of the column's new name
     */
    private void change(SqlNode part, int place) throws HeldException {
        List<String> names = names(part);
        if (names.size() <= place) {
            throw new HeldException(part.text(), "is not understood");
        }
        MysqlColumn column = ColumnReading.read(rules, names.get(place), definition(part));
        changedColumns.add(new Changed(names.getFirst(), column));
        TableReading.keyOf(column).ifPresent(addedIndexes::add);
    }

    private void changeDefault(SqlNode part) throws HeldException {
        String name = names(part).getFirst();
        List<SqlNode> words =
                part.part("defaultValue").map(SqlNode::words).orElseGet(() -> behindDefault(part));
        newDefaults.add(new NewDefault(name, words, part.text()));
    }

    private static List<SqlNode> behindDefault(SqlNode part) {
        List<SqlNode> words = part.words();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).word().equals("DEFAULT")) {
                return words.subList(i + 1, words.size());
            }
        }
        return List.of();
    }

    private void option(SqlNode part) throws HeldException {
        for (SqlNode option : part.parts()) {
            requireTexts(option);
        }
        if (part.has("tableOptionComment")) {
            comment = Optional.of(TableReading.comment(rules, part));
        }
    }

    private void move(SqlNode part) throws HeldException {
        newName =
                part.part("fullId")
                        .or(() -> part.part("uid"))
                        .flatMap(name ->
                                TableReference.of(name, rules.database(), rules.ignoreCase()));
        if (newName.isEmpty()) {
            throw new HeldException(part.text(), "is not understood");
        }
    }

    private static void partition(SqlNode part) throws HeldException {
        for (SqlNode inner : part.parts()) {
            if (inner.kind().startsWith("alterBy") && !SAME_ROWS.contains(inner.kind())) {
                throw new HeldException(
                        inner.text(),
                        "takes or brings rows by partitions, which the target's table has not");
            }
        }
    }

    /** Whether a column is dropped by it. */
    boolean drops(String column) {
        return droppedColumns.stream().anyMatch(one -> same(one.name(), column));
    }

    static boolean same(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }
}
