package dev.otter.engine.ddl;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.AbandonedException;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.engine.sql.DdlStatement.Reference;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlKind;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the rules for statements that change tables: has them run on the target, passes them
 * over, or asks. {@link #touches} belongs to the load thread, {@link #check} to the thread of the
 * one statement that is on its way; stop and abandon may come from any.
 */
public final class DdlRunner implements SchemaGuard {
    private static final Logger LOG = LoggerFactory.getLogger(DdlRunner.class);

    private final DdlConfig config;
    private final DdlJournal journal;
    private final StopSignal stop = new StopSignal();
    private final AtomicReference<StatementRun> running = new AtomicReference<>();

    public DdlRunner(DdlConfig config) {
        this.config = config;
        this.journal = new DdlJournal(config.pipeline(), config.epoch());
    }

    /** Forgets what became of a pipeline's statements, when it begins anew at its start point. */
    public static void beginAnew(MysqlConnection target, String pipeline) {
        DdlJournal.forget(target, pipeline);
    }

    /**
     * Another server's log is read from now on, whose positions mean something else. For the
     * transaction in which the checkpoint moves.
     *
     * @param mark low-water mark in the log before
     * @param epoch ours
     */
    public static void leaveServer(
            MysqlConnection target, String pipeline, LogPosition mark, long epoch) {
        DdlJournal.leaveServer(target, pipeline, mark, epoch);
    }

    /** Statements that are written down under a GTID. */
    public static Set<TransactionId> namedByGtid(MysqlConnection target, String pipeline) {
        return DdlJournal.namedByGtid(target, pipeline);
    }

    @Override
    public Set<TableName> touches(Delivery.SchemaChange change) {
        Set<TableName> touched = new LinkedHashSet<>(change.targets());
        read(change.logged())
                .ifPresent(statement ->
                        statement.references().stream()
                                .map(Reference::table)
                                .flatMap(table -> config.route().targets(table).stream())
                                .forEach(touched::add));
        Deque<TableName> open = new ArrayDeque<>(touched);
        while (!open.isEmpty()) {
            TargetTable table = config.tables().find(open.poll());
            if (table != null) {
                table.foreignKeys().stream()
                        .map(ForeignKey::parent)
                        .filter(touched::add)
                        .forEach(open::add);
                table.referencedBy().stream()
                        .map(ForeignKey::child)
                        .filter(touched::add)
                        .forEach(open::add);
            }
        }
        return touched;
    }

    @Override
    public List<String> check(Delivery.SchemaChange change) {
        Optional<DdlStatement> statement = read(change.logged());
        DdlKind kind =
                statement.map(DdlStatement::kind).orElseGet(() -> roughly(change.statement()));
        DdlAction action = config.rules().of(kind);
        switch (action) {
            case STOP -> {
                return config.comparison().check(change);
            }
            case SKIP ->
                    LOG.warn(
                            "{}: passed over by its rule: {}",
                            config.where(),
                            StatementRun.shortened(change.statement()));
            case APPLY, APPLY_OR_SKIP, ASK -> run(change, statement, action);
        }
        config.forget().run();
        return List.of();
    }

    /** What a statement does that is not understood, from its first words. */
    public static DdlKind roughly(String sql) {
        List<String> words = List.of(sql.strip().toUpperCase(Locale.ROOT).split("\\s+", 5));
        if (words.subList(0, Math.min(4, words.size())).contains("INDEX")) {
            return DdlKind.INDEX;
        }
        return switch (words.getFirst()) {
            case "CREATE" -> DdlKind.CREATE;
            case "DROP" -> DdlKind.DROP;
            case "RENAME" -> DdlKind.RENAME;
            case "TRUNCATE" -> DdlKind.TRUNCATE;
            default -> DdlKind.ALTER;
        };
    }

    private Optional<DdlStatement> read(LoggedStatement logged) {
        return new DdlReading(config.source()).read(logged);
    }

    private void run(
            Delivery.SchemaChange change, Optional<DdlStatement> statement, DdlAction action) {
        try {
            List<Lane> lanes = Lane.of(change, config.route());
            List<TargetStatement> targets = new ArrayList<>();
            for (Lane lane : lanes) {
                // Whether one of them cannot be carried is known before the first has run.
                targets.add(target(lane, statement));
            }
            for (Lane lane : lanes) {
                run(lane, statement, targets.get(lane.number()), action);
            }
        } catch (Rewriter.NotCarriedException e) {
            notCarried(change, action, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AbandonedException();
        } finally {
            running.set(null);
        }
    }

    private void run(
            Lane lane, Optional<DdlStatement> statement, TargetStatement target, DdlAction action)
            throws InterruptedException {
        if (target.tables().isEmpty()) {
            return;
        }
        SessionSettings settings =
                SessionSettings.of(
                        lane.change().logged().settings(),
                        number -> config.source().collation(number),
                        config.source().timestampDefaults(),
                        target.creates().isPresent());
        StatementRun run =
                new StatementRun(
                        config,
                        journal.lane(lane.number()),
                        lane.change(),
                        new StatementRun.Plan(statement, target, settings, action),
                        stop);
        running.set(run);
        run.run();
    }

    private TargetStatement target(Lane lane, Optional<DdlStatement> statement)
            throws Rewriter.NotCarriedException {
        Delivery.SchemaChange change = lane.change();
        if (statement.isEmpty()) {
            return verbatim(change);
        }
        DdlStatement known = statement.get();
        switch (known.kind()) {
            case DROP, RENAME, TRUNCATE -> requireAlone(change);
            case CREATE, ALTER, INDEX, PARTITION -> {}
        }
        if (known.tree().is("dropDatabase")) {
            return dropped(change.targets());
        }
        return new Rewriter(known, lane.route(), tableDefaults(lane, known)).rewrite();
    }

    /** A statement that is not understood can run as it is when all names stay as they are. */
    private static TargetStatement verbatim(Delivery.SchemaChange change)
            throws Rewriter.NotCarriedException {
        boolean said =
                change.sources().equals(change.targets())
                        && change.sources().stream()
                                .allMatch(table -> change.statement().contains(table.database()));
        if (!said) {
            throw new Rewriter.NotCarriedException(
                    "the statement is not understood, so its names cannot be put in");
        }
        String sql = change.statement();
        return new TargetStatement(
                sql, sql, Optional.empty(), change.targets(), change.targets(), List.of());
    }

    private static TargetStatement dropped(List<TableName> tables) {
        String sql =
                tables.stream()
                        .map(TableName::quoted)
                        .collect(Collectors.joining(", ", "DROP TABLE IF EXISTS ", ""));
        return new TargetStatement(sql, sql, Optional.empty(), tables, tables, List.of());
    }

    /** What would take rows of other source tables with it is not done. */
    private void requireAlone(Delivery.SchemaChange change) throws Rewriter.NotCarriedException {
        for (TableName other : config.source().tables()) {
            Optional<TableName> target =
                    config.route().targets(other).stream()
                            .filter(change.targets()::contains)
                            .findFirst();
            if (target.isPresent()
                    && change.sources().stream().noneMatch(own -> same(own, other))) {
                throw new Rewriter.NotCarriedException(
                        "table " + target.get() + " holds rows of " + other + " too");
            }
        }
    }

    private boolean same(TableName one, TableName other) {
        return config.source().ignoreCase()
                ? one.toString().equalsIgnoreCase(other.toString())
                : one.equals(other);
    }

    /** The collation that a new table takes over from its database, where the target's differs. */
    private String tableDefaults(Lane lane, DdlStatement statement) {
        boolean said =
                statement.tree().has("tableOptionCharset")
                        || statement.tree().has("tableOptionCollate");
        if (!statement.tree().has("createDefinitions") || said) {
            return "";
        }
        TableName source = statement.references().getFirst().table();
        String wanted = databaseCollation(lane.change().logged(), source.database());
        TableName target = lane.route().target(source).orElseThrow();
        try (MysqlConnection connection = config.target().get()) {
            QueryResult rows =
                    connection.query(
                            "SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE"
                                    + " SCHEMA_NAME='"
                                    + target.database().replace("\\", "\\\\").replace("'", "''")
                                    + "'");
            boolean same = rows.size() > 0 && rows.string(0, 0).equals(wanted);
            return same || wanted.isEmpty() ? "" : " DEFAULT COLLATE=" + wanted;
        }
    }

    /** The log tells it only where the session had set another than the database's. */
    private String databaseCollation(LoggedStatement logged, String database) {
        OptionalInt number = logged.settings().status().databaseCollation();
        return number.isPresent() && database.equals(logged.settings().database())
                ? config.source().collation(number.getAsInt())
                : config.source().databaseCollation(database);
    }

    /** Returns when somebody has written down that the pipeline is to go on. */
    private void notCarried(Delivery.SchemaChange change, DdlAction action, String why) {
        try (MysqlConnection connection = config.target().get()) {
            config.requireAcknowledged(connection);
            Optional<JournalEntry> entry =
                    journal.find(connection, change.particulars(), change.statement());
            boolean over =
                    entry.map(JournalEntry::state)
                            .filter(state ->
                                    state == JournalEntry.State.DONE
                                            || state == JournalEntry.State.SKIPPED)
                            .isPresent();
            if (over) {
                return;
            }
            journal.requireOurs(connection);
            journal.write(
                    connection,
                    change.particulars(),
                    change.statement(),
                    new JournalEntry(JournalEntry.State.ASKED, "", new TableDigests(Map.of())));
            if (action == DdlAction.APPLY_OR_SKIP) {
                journal.change(connection, change.particulars(), JournalEntry.State.SKIPPED, why);
                LOG.warn("{}: passed over, {}: {}", config.where(), why, change.statement());
                return;
            }
        }
        throw new OtterException(
                ErrorCode.DDL_NOT_CARRIED,
                "the source ran '"
                        + change.statement().strip()
                        + "', which is not carried over: "
                        + why,
                config.where() + ", at " + change.particulars().end(),
                "Do what is right on the target by hand, then: "
                        + journal.decision(change.particulars(), JournalEntry.State.DONE)
                        + ". Then start again.");
    }

    @Override
    public void stop() {
        stop.raise();
    }

    @Override
    public void abandon() {
        stop.raise();
        StatementRun run = running.get();
        if (run != null) {
            run.abort();
        }
    }
}
