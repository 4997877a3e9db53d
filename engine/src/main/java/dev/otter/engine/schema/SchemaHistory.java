package dev.otter.engine.schema;

import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.database.value.TextBytes;
import dev.otter.engine.schema.ShapeRecord.State;
import dev.otter.engine.sql.DdlParser;
import dev.otter.engine.sql.SqlNode;
import dev.otter.engine.sql.SqlRules;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shapes of one pipeline's source tables along the log: taken from the source at first, then
 * moved on by the statements in the log, and kept so that a later run finds those of its start.
 *
 * <p>Followed are the tables in scope and their neighbours in the same databases, which may come
 * into scope by RENAME. A record is durable before anything behind its statement is handed on. A
 * statement that was not understood makes the source be asked; what it answers is true of the log's
 * end at that time only, so that rows before it still have to fit. Belongs to the reading thread.
 */
public final class SchemaHistory implements LoggedShapes {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaHistory.class);
    private static final int VERSIONS_KEPT = 50;

    /** Tables that are gone before it is looked which of them can be forgotten. */
    private static final int GONE_MAX = 1_000;

    private final ShapeStore store;
    private final ShapeSource source;
    private final ShapeTaking taking;
    private final TableRoute scope;
    private final Set<String> databases = new HashSet<>();
    private final Map<TableName, ShapeRecord> current = new HashMap<>();

    /** Gone since it was last looked which of them can be forgotten. */
    private int gone;

    /** What an earlier run has found behind this run's start, by table and transaction. */
    private final Map<String, ShapeRecord> later = new HashMap<>();

    private SchemaHistory(ShapeStore store, ShapeSource source, TableRoute scope) {
        this.store = store;
        this.source = source;
        this.taking = new ShapeTaking(source);
        this.scope = scope;
    }

    /**
     * Reads what is kept, and takes what is missing from the source.
     *
     * @param scope which tables are wanted
     * @param start where the log will be read from
     */
    public static SchemaHistory open(
            ShapeStore store, ShapeSource source, TableRoute scope, Checkpoint start) {
        SchemaHistory history = new SchemaHistory(store, source, scope);
        history.load(LogReach.of(start));
        history.takeMissing();
        return history;
    }

    private void load(LogReach start) {
        for (ShapeRecord one : store.load()) {
            if (one.id().map(start::holds).orElse(true)) {
                current.put(one.table(), one);
            } else {
                later.put(key(one.table(), one.id().orElseThrow()), one);
            }
        }
        for (ShapeRecord one : List.copyOf(current.values())) {
            boolean over = one.state() == State.GONE && !laterKnown(one.table());
            long below = over ? one.version() + 1 : one.version() - VERSIONS_KEPT;
            if (over) {
                current.remove(one.table());
            }
            if (below > 1) {
                store.remove(one.table(), below);
            }
        }
    }

    private boolean laterKnown(TableName table) {
        return later.values().stream().anyMatch(one -> one.table().equals(table));
    }

    private static String key(TableName table, TransactionId id) {
        return table + " " + id.text();
    }

    private void takeMissing() {
        List<TableName> all = source.tables();
        all.stream()
                .filter(table -> scope.target(table).isPresent())
                .forEach(table -> databases.add(table.database()));
        Set<TableName> comeLater = new HashSet<>();
        later.values().forEach(one -> comeLater.add(one.table()));
        List<TableName> missing =
                all.stream()
                        .filter(this::followed)
                        .filter(table -> !current.containsKey(table) && !comeLater.contains(table))
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        List<ShapeRecord> taken = new ArrayList<>();
        taking.now(missing)
                .forEach((table, one) ->
                        taken.add(
                                new ShapeRecord(
                                        table,
                                        1,
                                        Optional.empty(),
                                        Optional.of(one.at()),
                                        State.KNOWN,
                                        one.shape())));
        store.save(taken);
        taken.forEach(one -> current.put(one.table(), one));
    }

    private boolean followed(TableName table) {
        return databases.contains(table.database()) || scope.target(table).isPresent();
    }

    private TableName name(TableName table) {
        return source.ignoreCase()
                ? new TableName(
                        table.database().toLowerCase(Locale.ROOT),
                        table.table().toLowerCase(Locale.ROOT))
                : table;
    }

    @Override
    public Optional<TableShape> shape(TableName table) {
        ShapeRecord one = current.get(name(table));
        return one == null || one.state() != State.KNOWN
                ? Optional.empty()
                : Optional.of(ShapeText.read(one.shape()));
    }

    @Override
    public void statement(LoggedStatement statement, TransactionId id) {
        SqlRules rules = SqlRules.of(source.version(), statement.settings().status().sqlMode());
        switch (statement.kind()) {
            case TABLE_SHAPE -> {
                if (statement.tables().stream().map(this::name).anyMatch(this::followed)) {
                    change(statement, rules, id);
                }
            }
            case DROP_DATABASE -> {
                Map<TableName, ShapeResult> results = new LinkedHashMap<>();
                dropped(statement).forEach(table -> results.put(table, new ShapeResult.Gone()));
                apply(results, id);
            }
            case BEGIN, COMMIT, ROLLBACK, SAVEPOINT, ROLLBACK_TO_SAVEPOINT, XA -> {}
            case TRUNCATE, ROWS_AS_STATEMENT, OTHER -> {}
        }
    }

    /** The text in the client's character set, where the log tells it and we know it. */
    private String text(LoggedStatement statement) {
        OptionalInt collation = statement.settings().status().clientCharset();
        if (collation.isEmpty()) {
            return statement.text();
        }
        return TextBytes.decode(statement.settings().sql(), source.charset(collation.getAsInt()))
                .orElse(statement.text());
    }

    @Override
    public List<TableName> dropped(LoggedStatement statement) {
        SqlRules rules = SqlRules.of(source.version(), statement.settings().status().sqlMode());
        Optional<String> database =
                DdlParser.parse(text(statement), rules)
                        .flatMap(tree -> tree.part("uid"))
                        .map(SqlNode::name)
                        .map(name -> source.ignoreCase() ? name.toLowerCase(Locale.ROOT) : name);
        return current.values().stream()
                .filter(one -> one.state() != State.GONE)
                .map(ShapeRecord::table)
                .filter(table -> database.filter(table.database()::equals).isPresent())
                .sorted()
                .toList();
    }

    private void change(LoggedStatement statement, SqlRules rules, TransactionId id) {
        String database = statement.settings().database();
        Optional<SqlNode> tree = DdlParser.parse(text(statement), rules);
        Optional<Map<TableName, ShapeResult>> results =
                tree.flatMap(parsed ->
                        new ShapeChange(
                                        rules,
                                        new ShapeChange.Names(
                                                database,
                                                source.ignoreCase(),
                                                of -> databaseCharset(of, statement)),
                                        before(id))
                                .of(parsed));
        if (results.isPresent()) {
            apply(results.get(), id);
            return;
        }
        Map<TableName, ShapeResult> unknown = new LinkedHashMap<>();
        statement
                .tables()
                .forEach(table ->
                        unknown.put(
                                name(table),
                                new ShapeResult.Unknown("the statement is not understood")));
        apply(unknown, id);
    }

    private Optional<String> databaseCharset(String database, LoggedStatement statement) {
        OptionalInt number = statement.settings().status().databaseCollation();
        if (database.equals(statement.settings().database()) && number.isPresent()) {
            String charset = source.charset(number.getAsInt());
            return charset.isEmpty() ? Optional.empty() : Optional.of(charset);
        }
        return source.databaseCharset(database);
    }

    private ShapeChange.Before before(TransactionId id) {
        return new ShapeChange.Before() {
            @Override
            public Optional<TableShape> shape(TableName table) {
                return ahead(table, id) ? Optional.empty() : SchemaHistory.this.shape(table);
            }

            @Override
            public boolean exists(TableName table) {
                ShapeRecord one = current.get(table);
                return one != null && one.state() != State.GONE;
            }
        };
    }

    /** Whether what is known of the table holds this statement's effect already. */
    private boolean ahead(TableName table, TransactionId id) {
        ShapeRecord one = current.get(table);
        return one != null && one.until().map(until -> LogReach.of(until).holds(id)).orElse(false);
    }

    private void apply(Map<TableName, ShapeResult> results, TransactionId id) {
        List<ShapeRecord> made = new ArrayList<>();
        results.forEach((table, result) -> {
            ShapeRecord known = later.get(key(table, id));
            ShapeRecord now = current.get(table);
            boolean applied = now != null && now.id().filter(id::equals).isPresent();
            if (known != null) {
                current.put(table, known);
            } else if (!applied && followed(table)) {
                record(table, result, id).ifPresent(made::add);
            }
        });
        store.save(made);
        made.forEach(one -> current.put(one.table(), one));
        gone += (int) made.stream().filter(one -> one.state() == State.GONE).count();
        if (gone >= GONE_MAX) {
            gone = 0;
            store.mark().map(LogReach::of).ifPresent(this::forgetGone);
        }
    }

    /** Jobs may make and drop tables for ever; what no run reads again need not be kept. */
    private void forgetGone(LogReach mark) {
        Set<TableName> comeLater = new HashSet<>();
        later.values().forEach(one -> comeLater.add(one.table()));
        Map<TableName, Long> below = new HashMap<>();
        for (ShapeRecord one : current.values()) {
            boolean over =
                    one.state() == State.GONE
                            && one.id().filter(mark::holds).isPresent()
                            && !comeLater.contains(one.table());
            if (over) {
                below.put(one.table(), one.version() + 1);
            }
        }
        store.remove(below);
        current.keySet().removeAll(below.keySet());
    }

    private Optional<ShapeRecord> record(TableName table, ShapeResult result, TransactionId id) {
        if (ahead(table, id) && !(result instanceof ShapeResult.Known)) {
            return Optional.empty();
        }
        ShapeRecord before = current.get(table);
        long version = before == null ? 1 : before.version() + 1;
        return switch (result) {
            case ShapeResult.Known(TableShape shape) ->
                    Optional.of(
                            new ShapeRecord(
                                    table,
                                    version,
                                    Optional.of(id),
                                    Optional.empty(),
                                    State.KNOWN,
                                    ShapeText.write(shape)));
            case ShapeResult.Gone _ ->
                    before == null
                            ? Optional.empty()
                            : Optional.of(
                                    new ShapeRecord(
                                            table,
                                            version,
                                            Optional.of(id),
                                            Optional.empty(),
                                            State.GONE,
                                            ""));
            case ShapeResult.Unknown(String why) -> Optional.of(asked(table, version, id, why));
        };
    }

    private ShapeRecord asked(TableName table, long version, TransactionId id, String why) {
        LOG.info(
                "the shape of table {} after transaction {} is asked from the source: {}",
                table,
                id.text(),
                why);
        ShapeTaking.Taken taken = taking.now(List.of(table)).get(table);
        return new ShapeRecord(
                table,
                version,
                Optional.of(id),
                Optional.ofNullable(taken).map(ShapeTaking.Taken::at),
                taken == null ? State.UNKNOWN : State.KNOWN,
                taken == null ? "" : taken.shape());
    }
}
