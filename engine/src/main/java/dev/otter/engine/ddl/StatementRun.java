package dev.otter.engine.ddl;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.ddl.Evidence.Verdict;
import dev.otter.engine.ddl.JournalEntry.State;
import dev.otter.engine.ddl.TargetStatement.Rename;
import dev.otter.engine.load.apply.AbandonedException;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.load.apply.TargetFault;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlKind;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one statement on the target, once, whatever breaks on the way: written down as begun, run,
 * written down as done; what was begun and has no end is decided by what the tables look like. One
 * thread, but {@link #abort} may come from any.
 */
final class StatementRun {
    static final String STAGE = "ddl";

    private static final Logger LOG = LoggerFactory.getLogger(StatementRun.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /**
     * The statement has run at the time of the source's; what is written down has that of today.
     */
    private static final String CLOCK_RUNS = "SET SESSION timestamp=DEFAULT";

    /** The statement's effect, or a part of it, is there already. */
    private static final Set<Integer> ALREADY_SO =
            Set.of(1050, 1051, 1054, 1060, 1061, 1091, 1146, 1507, 1517, 1826);

    private final DdlConfig config;
    private final DdlJournal journal;
    private final Delivery.SchemaChange change;
    private final Plan plan;
    private final StopSignal stop;
    private final SourceTransaction of;
    private final AtomicReference<MysqlConnection> current = new AtomicReference<>();
    private final Backoff outage =
            new Backoff(
                    Duration.ofMillis(100), Duration.ofSeconds(5), RandomGenerator.getDefault());

    /**
     * What is to be run.
     *
     * @param source as it was read; empty when it was not understood
     * @param target as it runs
     * @param settings its session
     * @param action apply, apply or skip, or ask
     */
    record Plan(
            Optional<DdlStatement> source,
            TargetStatement target,
            SessionSettings settings,
            DdlAction action) {}

    StatementRun(
            DdlConfig config,
            DdlJournal journal,
            Delivery.SchemaChange change,
            Plan plan,
            StopSignal stop) {
        this.config = config;
        this.journal = journal;
        this.change = change;
        this.plan = plan;
        this.stop = stop;
        this.of = change.particulars();
    }

    /**
     * Returns when the statement is done or passed over.
     *
     * @throws OtterException DDL_REFUSED or DDL_UNDECIDED when it can be neither
     * @throws AbandonedException when it was stopped first
     * @throws dev.otter.engine.load.apply.RestartNeededException when the target lost what it had
     *     acknowledged: rows that stand before the statement come again
     */
    void run() throws InterruptedException {
        try {
            while (!tried()) {
                // Each try says what it waits for.
            }
        } finally {
            config.board().moving(STAGE);
        }
    }

    private boolean tried() throws InterruptedException {
        boolean over = false;
        if (stop.raised()) {
            throw new AbandonedException();
        }
        try (MysqlConnection connection = config.target().get()) {
            current.set(connection);
            over = attempt(connection);
        } catch (WireException e) {
            if (e instanceof ServerErrorException refusal
                    && TargetFault.of(e) == TargetFault.DATA) {
                throw refusal(refusal);
            }
            pause("the target cannot be used, trying again: " + e.getMessage());
        } catch (OtterException e) {
            if (e.code() != ErrorCode.ENDPOINT_UNREACHABLE) {
                throw e;
            }
            pause("no connection to the target, trying again: " + e.getMessage());
        } finally {
            current.set(null);
        }
        return over;
    }

    /** Breaks the connection on which the statement runs. */
    void abort() {
        MysqlConnection connection = current.get();
        if (connection != null) {
            connection.abort();
        }
    }

    private void pause(String reason) throws InterruptedException {
        config.board().waiting(STAGE, reason);
        stop.pause(outage.next());
    }

    private boolean attempt(MysqlConnection connection) throws InterruptedException {
        if (!journal.lock(connection)) {
            config.board()
                    .waiting(
                            STAGE,
                            "an earlier run of this pipeline still runs a statement on the target");
            return false;
        }
        config.requireAcknowledged(connection);
        journal.requireOurs(connection);
        Optional<JournalEntry> found = journal.find(connection, of, change.statement());
        if (found.isEmpty() && due(connection)) {
            return false;
        }
        TableDigests now = look(connection);
        if (found.isEmpty()) {
            boolean ask = plan.action() == DdlAction.ASK;
            write(connection, ask ? State.ASKED : State.STARTED, now);
            return !ask && execute(connection, plan.target().sql());
        }
        JournalEntry entry = found.get();
        return switch (entry.state()) {
            case DONE, SKIPPED -> true;
            case ASKED -> asked(connection, entry, now);
            case APPROVED -> {
                write(connection, State.STARTED, now);
                yield execute(connection, plan.target().sql());
            }
            case STARTED -> started(connection, entry, now);
        };
    }

    /** Whether indexes of its tables had to be built first. */
    private boolean due(MysqlConnection connection) {
        return switch (kind()) {
            case DROP, TRUNCATE -> false;
            default ->
                    config.indexes().build(connection, plan.target().tables(), change.statement());
        };
    }

    private DdlKind kind() {
        return plan.source().map(DdlStatement::kind).orElse(DdlKind.ALTER);
    }

    private TableDigests look(MysqlConnection connection) {
        boolean numbers =
                !plan.target().renames().isEmpty()
                        || plan.source().filter(DdlStatement::exchanges).isPresent();
        return TableDigests.read(connection, plan.target().tables(), numbers);
    }

    private void write(MysqlConnection connection, State state, TableDigests now) {
        journal.write(
                connection,
                of,
                change.statement(),
                new JournalEntry(state, plan.target().sql(), now));
    }

    private boolean asked(MysqlConnection connection, JournalEntry entry, TableDigests now)
            throws InterruptedException {
        if (plan.action() != DdlAction.ASK) {
            write(connection, State.STARTED, now);
            return execute(connection, plan.target().sql());
        }
        if (entry.sql().isEmpty()) {
            // It could not be carried over when it was first read.
            write(connection, State.ASKED, now);
            return false;
        }
        if (!now.equals(entry.before())) {
            done(connection, "somebody has run it");
            return true;
        }
        OtterException asks =
                new OtterException(
                        ErrorCode.DDL_ASKS,
                        "the source ran '" + change.statement().strip() + "', which needs approval",
                        where(),
                        "To have it run on the target as '"
                                + plan.target().sql()
                                + "': "
                                + journal.decision(of, State.APPROVED)
                                + ". To go on without it: "
                                + journal.decision(of, State.SKIPPED)
                                + ". Or run it there yourself. 'otter ddl' writes the same down.");
        config.board().waiting(STAGE, asks.getMessage());
        stop.pause(LOOK);
        return false;
    }

    private boolean started(MysqlConnection connection, JournalEntry entry, TableDigests now)
            throws InterruptedException {
        return switch (Evidence.of(plan.target(), plan.source(), entry.before(), now)) {
            case Verdict.Done _ -> {
                done(connection, "seen in its tables");
                yield true;
            }
            case Verdict.Run(String sql) -> execute(connection, sql);
            case Verdict.Undecided(String why) ->
                    throw new OtterException(
                            ErrorCode.DDL_UNDECIDED,
                            "'" + entry.sql() + "' was begun on the target, and " + why,
                            where(),
                            "Look at "
                                    + plan.target().tables()
                                    + " on the target. If it has run: "
                                    + journal.decision(of, State.DONE)
                                    + ". If not: "
                                    + journal.decision(of, State.APPROVED)
                                    + ". Then start again.");
        };
    }

    private boolean execute(MysqlConnection connection, String sql) throws InterruptedException {
        if (kind() == DdlKind.DROP) {
            config.indexes().forget(connection, plan.target().tables());
        }
        prepare(connection);
        config.board().waiting(STAGE, "the target runs: " + shortened(sql));
        connection.readTimeout(Duration.ZERO);
        try {
            connection.query(sql);
        } catch (ServerErrorException e) {
            connection.query(CLOCK_RUNS);
            if (TargetFault.of(e) == TargetFault.CONTENTION && sql.equals(plan.target().sql())) {
                // The server has answered, so nothing has run: looks that change meanwhile, by a
                // hand or an index that is built, are not the statement's.
                journal.change(connection, of, State.APPROVED, e.serverMessage());
            }
            return refused(connection, e);
        }
        connection.query(CLOCK_RUNS);
        config.board().schemaChanges.increment();
        LOG.info("{}: the target has run {}", where(), shortened(sql));
        done(connection, "");
        journal.prune(connection, () -> config.checkpoints().look(connection).mark());
        return true;
    }

    /**
     * Writes down that the statement is done.
     *
     * @throws RestartNeededException when a hold has moved with its table's name
     */
    private void done(MysqlConnection connection, String note) {
        List<Rename> renames = HeldNames.renames(plan.target(), plan.source());
        if (renames.isEmpty()) {
            journal.change(connection, of, State.DONE, note);
            return;
        }
        connection.query("BEGIN");
        boolean held = HeldNames.follow(connection, config.pipeline(), renames);
        journal.change(connection, of, State.DONE, note);
        connection.query("COMMIT");
        if (held) {
            throw new RestartNeededException("a table on hold has got another name", null);
        }
    }

    private void prepare(MysqlConnection connection) {
        if (plan.target().creates().isPresent()) {
            String database = plan.target().creates().get().database();
            connection.query("CREATE DATABASE IF NOT EXISTS " + TableName.quote(database));
        }
        plan.settings().must().forEach(setting -> connection.query("SET SESSION " + setting));
        for (String setting : plan.settings().may()) {
            try {
                connection.query("SET SESSION " + setting);
            } catch (ServerErrorException e) {
                LOG.debug("{}: the target does not take {}: {}", where(), setting, e.getMessage());
            }
        }
        connection.query("SET SESSION lock_wait_timeout=60");
    }

    /** True when the statement is over all the same. */
    private boolean refused(MysqlConnection connection, ServerErrorException e)
            throws InterruptedException {
        if (TargetFault.of(e) != TargetFault.DATA) {
            pause("the target does not run the statement now, trying again: " + e.getMessage());
            return false;
        }
        if (ALREADY_SO.contains(e.errorNumber()) && sameColumns()) {
            journal.change(connection, of, State.DONE, "was so already: " + e.serverMessage());
            return true;
        }
        if (plan.action() == DdlAction.APPLY_OR_SKIP) {
            journal.change(connection, of, State.SKIPPED, e.getMessage());
            LOG.warn("{}: passed over after a refusal: {}", where(), e.getMessage());
            return true;
        }
        throw refusal(e);
    }

    /** Without its cause, which would have the pipeline try again by itself. */
    private OtterException refusal(ServerErrorException e) {
        return new OtterException(
                ErrorCode.DDL_REFUSED,
                "the target refuses '" + plan.target().sql() + "': " + e.serverMessage(),
                where(),
                "Remove the reason and start again: it is then run once more. Or run what is right"
                        + " on the target by hand and start again. To go on without it: "
                        + journal.decision(of, State.SKIPPED)
                        + ".");
    }

    private boolean sameColumns() {
        config.forget().run();
        if (change.truncates()) {
            return false;
        }
        try {
            return config.comparison().check(change).isEmpty();
        } catch (OtterException e) {
            if (e.code() == ErrorCode.SCHEMA_CHANGE) {
                return false;
            }
            throw e;
        }
    }

    private String where() {
        String tables = change.targets().isEmpty() ? "" : ", table " + change.targets().getFirst();
        return config.where() + tables + ", at " + of.end();
    }

    static String shortened(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
