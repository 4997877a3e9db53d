package dev.otter.engine.schema;

import dev.otter.engine.database.LogColumn;
import dev.otter.engine.sql.SqlNode;
import dev.otter.engine.sql.SqlRules;
import dev.otter.engine.sql.TableReference;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Works out what a statement makes of the tables that it names. Knows nothing that is not in the
 * statement or in the shapes before it. One use.
 */
final class ShapeChange {
    private final SqlRules rules;
    private final Names names;
    private final Before before;
    private final Map<TableName, ShapeResult> results = new LinkedHashMap<>();

    /**
     * What names in the statement stand for.
     *
     * @param database the session's database; may be empty
     * @param ignoreCase whether the server keeps names in small letters
     * @param charset character set of a database's new tables, as far as known
     */
    record Names(String database, boolean ignoreCase, Function<String, Optional<String>> charset) {}

    /** What is known of tables before the statement. */
    interface Before {
        /** The table's shape; empty when it is not known. */
        Optional<TableShape> shape(TableName table);

        /** Whether there is such a table as far as known. */
        boolean exists(TableName table);
    }

    ShapeChange(SqlRules rules, Names names, Before before) {
        this.rules = rules;
        this.names = names;
        this.before = before;
    }

    /**
     * The shapes afterwards of all tables that changed; empty when the statement is of a kind that
     * is not understood.
     */
    Optional<Map<TableName, ShapeResult>> of(SqlNode statement) {
        boolean understood =
                switch (statement.kind()) {
                    case "alterTable" -> alter(statement);
                    case "columnCreateTable" -> create(statement);
                    case "copyCreateTable" -> copy(statement);
                    case "queryCreateTable" -> createFromQuery(statement);
                    case "renameTable" -> rename(statement);
                    case "dropTable" -> drop(statement);
                    case "createIndex", "dropIndex", "truncateTable" -> true;
                    default -> false;
                };
        return understood ? Optional.of(results) : Optional.empty();
    }

    private Optional<TableName> table(SqlNode statement) {
        return statement.part("tableName").flatMap(this::named);
    }

    private Optional<TableName> named(SqlNode name) {
        return TableReference.of(name, names.database(), names.ignoreCase());
    }

    private Optional<TableShape> now(TableName table) {
        return switch (results.get(table)) {
            case null -> before.shape(table);
            case ShapeResult.Known known -> Optional.of(known.shape());
            case ShapeResult.Gone _, ShapeResult.Unknown _ -> Optional.empty();
        };
    }

    private boolean alter(SqlNode statement) {
        Optional<TableName> table = table(statement);
        if (table.isEmpty()) {
            return false;
        }
        Optional<TableShape> shape = now(table.get());
        ShapeResult result =
                shape.isEmpty()
                        ? new ShapeResult.Unknown("the columns before it are not known")
                        : new TableAlteration(statement, rules, shape.get()).result();
        results.put(table.get(), result);
        return statement
                .part("alterByRename")
                .map(part -> part.part("fullId").or(() -> part.part("uid")).orElse(part))
                .map(to -> move(table.get(), named(to)))
                .orElse(true);
    }

    private boolean move(TableName from, Optional<TableName> to) {
        if (to.isEmpty()) {
            return false;
        }
        ShapeResult moved =
                now(from)
                        .<ShapeResult>map(ShapeResult.Known::new)
                        .orElse(
                                new ShapeResult.Unknown(
                                        "the columns of " + from + " are not known"));
        results.put(from, new ShapeResult.Gone());
        results.put(to.get(), moved);
        return true;
    }

    private boolean create(SqlNode statement) {
        Optional<TableName> table = table(statement);
        if (table.isEmpty()) {
            return false;
        }
        if (!stays(statement, table.get())) {
            results.put(table.get(), created(statement, table.get()));
        }
        return true;
    }

    /** Such a statement is logged although it did nothing. */
    private boolean stays(SqlNode statement, TableName table) {
        return statement.has("ifNotExists") && before.exists(table);
    }

    private ShapeResult created(SqlNode statement, TableName table) {
        String charset =
                CharsetWords.find(TableAlteration.options(statement))
                        .or(() -> names.charset().apply(table.database()))
                        .orElse(TableShape.UNKNOWN);
        ColumnReader reader = new ColumnReader(rules, charset);
        List<LogColumn> columns = new ArrayList<>();
        List<SqlNode> definitions =
                statement.parts("createDefinitions").stream()
                        .flatMap(all -> all.parts("columnDeclaration").stream())
                        .toList();
        for (SqlNode declaration : definitions) {
            Optional<LogColumn> column =
                    name(declaration)
                            .flatMap(name ->
                                    declaration
                                            .part("columnDefinition")
                                            .flatMap(one -> reader.read(lastName(name), one)));
            if (column.isEmpty()) {
                return new ShapeResult.Unknown(
                        "column " + declaration.text() + " is not understood");
            }
            columns.add(column.get());
        }
        return new ShapeResult.Known(new TableShape(charset, columns));
    }

    /** Where the name of a column stands in the definition of a table. */
    static Optional<SqlNode> name(SqlNode declaration) {
        return declaration.part("fullColumnName").or(() -> declaration.part("uid"));
    }

    private static String lastName(SqlNode name) {
        return name.words().getLast().name();
    }

    private boolean copy(SqlNode statement) {
        List<Optional<TableName>> both =
                statement.parts("tableName").stream().map(this::named).toList();
        if (both.size() != 2 || both.stream().anyMatch(Optional::isEmpty)) {
            return false;
        }
        TableName table = both.get(0).orElseThrow();
        TableName model = both.get(1).orElseThrow();
        if (!stays(statement, table)) {
            results.put(
                    table,
                    now(model)
                            .<ShapeResult>map(ShapeResult.Known::new)
                            .orElse(
                                    new ShapeResult.Unknown(
                                            "the columns of " + model + " are not known")));
        }
        return true;
    }

    /** Its columns come from a query; a log in row format has them spelled out instead. */
    private boolean createFromQuery(SqlNode statement) {
        Optional<TableName> table = table(statement);
        table.filter(one -> !stays(statement, one))
                .ifPresent(one ->
                        results.put(one, new ShapeResult.Unknown("its columns come from a query")));
        return table.isPresent();
    }

    private boolean rename(SqlNode statement) {
        for (SqlNode clause : statement.parts("renameTableClause")) {
            List<SqlNode> both = clause.parts("tableName");
            Optional<TableName> from = both.size() == 2 ? named(both.get(0)) : Optional.empty();
            if (from.isEmpty() || !move(from.get(), named(both.get(1)))) {
                return false;
            }
        }
        return true;
    }

    private boolean drop(SqlNode statement) {
        List<SqlNode> tables =
                statement.part("tables").map(all -> all.parts("tableName")).orElse(List.of());
        for (SqlNode table : tables) {
            named(table).ifPresent(name -> results.put(name, new ShapeResult.Gone()));
        }
        return !tables.isEmpty();
    }
}
