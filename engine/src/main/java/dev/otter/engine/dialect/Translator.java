package dev.otter.engine.dialect;

import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.engine.sql.DdlStatement.Reference;
import dev.otter.engine.sql.SqlNode;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Says a statement of the source in the target's language, as the target's tables are now. Nothing
 * is guessed: a statement of which a clause cannot be said is held whole. One use at a time.
 */
public final class Translator {
    private final Dialect dialect;
    private final Naming naming;
    private final Function<TableName, Optional<TargetTable>> target;

    /**
     * @param dialect the target's language
     * @param naming the target's names
     * @param target the target's table as it is now, under its own spelling of the name
     */
    public Translator(
            Dialect dialect, Naming naming, Function<TableName, Optional<TargetTable>> target) {
        this.dialect = dialect;
        this.naming = naming;
        this.target = target;
    }

    /**
     * The statement in the target's language.
     *
     * @throws HeldException when a clause of it cannot be said exactly
     */
    public Translation translate(DdlStatement statement, SourceRules rules) throws HeldException {
        SqlNode tree = statement.tree();
        return switch (tree.kind()) {
            case "columnCreateTable" -> create(statement, rules);
            case "copyCreateTable" -> copy(statement);
            case "alterTable" -> alter(statement, rules);
            case "createIndex", "dropIndex" -> index(statement, rules);
            case "renameTable" -> rename(statement.references());
            case "dropTable" -> drop(inScope(statement), false);
            default -> throw new HeldException(tree.text(), "is not understood");
        };
    }

    /** Drops tables, as far as they are there. */
    public Translation drop(List<TableName> tables, boolean cutForeignKeys) throws HeldException {
        List<TableName> there = new ArrayList<>();
        for (TableName table : tables) {
            target.apply(table).map(TargetTable::name).ifPresent(there::add);
        }
        return new Translation(
                there.isEmpty() ? List.of() : dialect.drop(there, cutForeignKeys),
                there,
                List.of(),
                List.of());
    }

    private List<TableName> inScope(DdlStatement statement) {
        return statement.references().stream()
                .flatMap(one -> naming.table(one.table()).stream())
                .distinct()
                .toList();
    }

    private TableName named(Reference one) throws HeldException {
        return naming.table(one.table())
                .orElseThrow(() -> new HeldException(one.name().text(), "is a table out of scope"));
    }

    private TargetTable there(Reference one) throws HeldException {
        TableName name = named(one);
        return target.apply(name)
                .orElseThrow(() -> HeldException.absent(one.name().text(), "table " + name));
    }

    private Translation create(DdlStatement statement, SourceRules rules) throws HeldException {
        Reference main = statement.references().getFirst();
        TableName table = named(main);
        if (statement.tree().has("ifNotExists") && target.apply(table).isPresent()) {
            return nothing();
        }
        CreatedTable made =
                new TableCreation(dialect, naming)
                        .of(
                                TableReading.read(rules, main.table(), statement.tree()),
                                main.table(),
                                table,
                                rules);
        return new Translation(made.all(), List.of(dialect.named(table)), List.of(), made.notes());
    }

    private static Translation nothing() {
        return new Translation(List.of(), List.of(), List.of(), List.of());
    }

    /** The target's own table is copied, with its indexes under names of the new one. */
    private Translation copy(DdlStatement statement) throws HeldException {
        Reference main = statement.references().getFirst();
        TableName wanted = named(main);
        if (statement.tree().has("ifNotExists") && target.apply(wanted).isPresent()) {
            return nothing();
        }
        TargetTable model = there(statement.references().get(1));
        TableName table = dialect.named(wanted);
        List<String> steps = new ArrayList<>();
        dialect.createSchema(table).ifPresent(steps::add);
        steps.add(dialect.copy(table, model));
        List<String> notes = new ArrayList<>();
        TargetIndexes indexes = new TargetIndexes(dialect, model);
        for (TableIndex index : model.indexes()) {
            if (!index.plain()) {
                notes.add("index " + index.name() + " is not over columns alone: left out");
                continue;
            }
            List<String> columns = new ArrayList<>();
            for (TableIndex.Part part : index.parts()) {
                columns.add(dialect.quote(model.columns().get(part.column()).name()));
            }
            String list = " (" + String.join(", ", columns) + ")";
            steps.add(
                    index.primary()
                            ? "ALTER TABLE " + dialect.quote(table) + " ADD PRIMARY KEY" + list
                            : (index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
                                    + dialect.quoteIndex(table, indexes.sourceName(index.name()))
                                    + " ON "
                                    + dialect.quote(table)
                                    + list);
        }
        return new Translation(steps, List.of(table), List.of(), notes);
    }

    private Translation alter(DdlStatement statement, SourceRules rules) throws HeldException {
        Reference main = statement.references().getFirst();
        TargetTable table = there(main);
        Alteration wanted = Alteration.read(rules, main.table(), statement.tree());
        List<String> notes = new ArrayList<>();
        AlterTranslation alter =
                new AlterTranslation(dialect, naming, table, main.table(), rules, wanted);
        List<String> steps = new ArrayList<>(alter.steps(notes));
        if (wanted.newName.isEmpty()) {
            return new Translation(steps, List.of(table.name()), List.of(), notes);
        }
        Optional<TableName> inScope = naming.table(wanted.newName.get());
        TableName to =
                dialect.named(
                        inScope.orElseGet(() ->
                                new TableName(
                                        table.name().database(), wanted.newName.get().table())));
        steps.addAll(dialect.rename(table.name(), to));
        steps.addAll(alter.indexes().following(to));
        return new Translation(
                steps, List.of(table.name(), to), List.of(new Move(table.name(), to)), notes);
    }

    private Translation index(DdlStatement statement, SourceRules rules) throws HeldException {
        Reference main = statement.references().getFirst();
        TargetTable table = there(main);
        Alteration wanted = Alteration.ofIndex(rules, main.table(), statement.tree());
        List<String> notes = new ArrayList<>();
        List<String> steps =
                new AlterTranslation(dialect, naming, table, main.table(), rules, wanted)
                        .steps(notes);
        return new Translation(steps, List.of(table.name()), List.of(), notes);
    }

    /** Names that are out of scope, but in between of a swap, follow the table that has them. */
    private Translation rename(List<Reference> names) throws HeldException {
        Map<TableName, TableName> between = new HashMap<>();
        Map<TableName, Optional<TargetTable>> now = new HashMap<>();
        List<String> steps = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        Set<TableName> tables = new LinkedHashSet<>();
        for (int i = 0; i + 1 < names.size(); i += 2) {
            TableName from = names.get(i).table();
            TableName to = names.get(i + 1).table();
            Optional<TableName> fromTarget =
                    naming.table(from).or(() -> Optional.ofNullable(between.get(from)));
            Optional<TableName> toTarget = naming.table(to);
            if (fromTarget.isEmpty() && toTarget.isEmpty()) {
                continue;
            }
            if (fromTarget.isEmpty()) {
                throw new HeldException(
                        names.get(i).name().text(),
                        "comes into scope as "
                                + to
                                + ", and the target does not have it: it was out of scope");
            }
            TargetTable table =
                    now.computeIfAbsent(
                                    dialect.named(fromTarget.get()), _ -> find(fromTarget.get()))
                            .orElseThrow(() ->
                                    HeldException.absent(
                                            from.toString(), "table " + fromTarget.get()));
            TableName wish =
                    dialect.named(
                            toTarget.orElseGet(
                                    () -> new TableName(table.name().database(), to.table())));
            between.put(to, wish);
            steps.addAll(dialect.rename(table.name(), wish));
            TargetIndexes indexes = new TargetIndexes(dialect, table);
            steps.addAll(indexes.following(wish));
            now.put(dialect.named(fromTarget.get()), Optional.empty());
            now.put(wish, Optional.of(indexes.moved(table, wish)));
            moves.add(new Move(table.name(), wish));
            tables.add(table.name());
            tables.add(wish);
        }
        return new Translation(steps, List.copyOf(tables), moves, List.of());
    }

    private Optional<TargetTable> find(TableName table) {
        return target.apply(table);
    }
}
