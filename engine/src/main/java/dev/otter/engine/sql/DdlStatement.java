package dev.otter.engine.sql;

import dev.otter.model.channel.DdlKind;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A statement that changes tables, and the tables that it names. Immutable.
 *
 * @param tree its parse tree
 * @param kind what it does
 * @param references each name of a table in it, in order
 */
public record DdlStatement(SqlNode tree, DdlKind kind, List<Reference> references) {
    public DdlStatement {
        references = List.copyOf(references);
    }

    /** As what a table is named. */
    public enum Role {
        /** The table that is changed. */
        MAIN,
        /** A name that a table gets. */
        NEW_NAME,
        /** The table whose columns are copied. */
        MODEL,
        /** The table that changes places with a partition. */
        PARTNER,
        /** The parent of a foreign key. */
        PARENT
    }

    /**
     * A name in the statement.
     *
     * @param role as what
     * @param table the source's table
     * @param name where it stands
     */
    public record Reference(Role role, TableName table, SqlNode name) {}

    /**
     * Reads a statement's tree.
     *
     * @param database the session's database; may be empty
     * @param ignoreCase whether the source keeps names in small letters
     * @return empty when it is of a kind that is not carried over, or names no database
     */
    public static Optional<DdlStatement> of(SqlNode tree, String database, boolean ignoreCase) {
        Optional<DdlKind> kind = kind(tree);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        List<Reference> found = new ArrayList<>();
        boolean whole = true;
        String child = database;
        for (Named named : names(tree)) {
            Optional<TableName> table =
                    TableReference.of(
                            named.name(),
                            named.role() == Role.PARENT ? child : database,
                            ignoreCase);
            whole &= table.isPresent();
            table.ifPresent(one -> found.add(new Reference(named.role(), one, named.name())));
            if (named.role() == Role.MAIN && table.isPresent()) {
                child = table.get().database();
            }
        }
        return whole ? Optional.of(new DdlStatement(tree, kind.get(), found)) : Optional.empty();
    }

    /**
     * Reads no more than the name of the table that is altered or created, when the grammar does
     * not know the statement and no other table can be named in it.
     *
     * @param sql the statement
     */
    public static Optional<DdlStatement> roughly(
            String sql, SqlRules rules, String database, boolean ignoreCase) {
        return RoughText.read(sql, rules)
                .flatMap(tree ->
                        TableReference.of(tree.parts().getFirst(), database, ignoreCase)
                                .map(table ->
                                        new DdlStatement(
                                                tree,
                                                tree.is(RoughText.CREATE)
                                                        ? DdlKind.CREATE
                                                        : DdlKind.ALTER,
                                                List.of(
                                                        new Reference(
                                                                Role.MAIN,
                                                                table,
                                                                tree.parts().getFirst())))));
    }

    private record Named(Role role, SqlNode name) {}

    private static Optional<DdlKind> kind(SqlNode tree) {
        return switch (tree.kind()) {
            case "alterTable" ->
                    Optional.of(partitionsOnly(tree) ? DdlKind.PARTITION : DdlKind.ALTER);
            case "columnCreateTable", "copyCreateTable" -> Optional.of(DdlKind.CREATE);
            case "createIndex", "dropIndex" -> Optional.of(DdlKind.INDEX);
            case "renameTable" -> Optional.of(DdlKind.RENAME);
            case "dropTable", "dropDatabase" -> Optional.of(DdlKind.DROP);
            case "truncateTable" -> Optional.of(DdlKind.TRUNCATE);
            default -> Optional.empty();
        };
    }

    private static boolean partitionsOnly(SqlNode tree) {
        List<SqlNode> parts =
                tree.parts().stream().filter(part -> part.kind().startsWith("alter")).toList();
        boolean all = parts.stream().allMatch(part -> part.is("alterPartition"));
        return all && (!parts.isEmpty() || tree.has("partitionDefinitions"));
    }

    private static List<Named> names(SqlNode tree) {
        List<Named> names = new ArrayList<>();
        switch (tree.kind()) {
            case "renameTable" -> {
                for (SqlNode clause : tree.parts("renameTableClause")) {
                    List<SqlNode> both = clause.parts("tableName");
                    names.add(new Named(Role.MAIN, both.get(0)));
                    names.add(new Named(Role.NEW_NAME, both.get(1)));
                }
            }
            case "dropTable" ->
                    tree.all("tableName").forEach(name -> names.add(new Named(Role.MAIN, name)));
            case "copyCreateTable" -> {
                List<SqlNode> both = tree.parts("tableName");
                names.add(new Named(Role.MAIN, both.get(0)));
                names.add(new Named(Role.MODEL, both.get(1)));
            }
            default -> {
                tree.part("tableName").ifPresent(name -> names.add(new Named(Role.MAIN, name)));
                tree.all("referenceDefinition").stream()
                        .flatMap(one -> one.parts("tableName").stream())
                        .forEach(name -> names.add(new Named(Role.PARENT, name)));
                tree.all("alterByExchangePartition").stream()
                        .flatMap(one -> one.parts("tableName").stream())
                        .forEach(name -> names.add(new Named(Role.PARTNER, name)));
                tree.parts("alterByRename").stream()
                        .flatMap(one -> one.part("fullId").or(() -> one.part("uid")).stream())
                        .forEach(name -> names.add(new Named(Role.NEW_NAME, name)));
            }
        }
        return names;
    }

    /** Whether a row can change its place without a sign of it in the table's definition. */
    public boolean mayHideItself() {
        if (tree.is(RoughText.ALTER)) {
            String text = tree.word();
            return text.contains("CHANGE") || text.contains("RENAME");
        }
        boolean moved =
                tree.all("alterByChangeColumn").stream().anyMatch(DdlStatement::renames)
                        || !tree.all("alterByRenameColumn").isEmpty();
        boolean placed =
                tree.parts().stream()
                        .filter(part -> part.kind().startsWith("alterBy"))
                        .anyMatch(part -> part.has("FIRST") || part.has("AFTER"));
        return moved && placed;
    }

    private static boolean renames(SqlNode change) {
        List<SqlNode> names = change.parts("uid");
        return names.size() > 1
                && !names.get(0)
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .equals(names.get(1).name().toLowerCase(Locale.ROOT));
    }

    /** Whether a table and a partition change places. */
    public boolean exchanges() {
        return !tree.all("alterByExchangePartition").isEmpty();
    }
}
