package dev.otter.engine.oracle.ddl;

import dev.otter.engine.database.TargetTable;
import dev.otter.engine.ddl.StatementName;
import dev.otter.engine.ddl.TranslatedEntry;
import dev.otter.engine.ddl.TranslatedSession;
import dev.otter.engine.ddl.TranslatedState;
import dev.otter.engine.dialect.Move;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.oracle.bookkeeping.OracleCheckpoints;
import dev.otter.engine.oracle.session.OracleConnector;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleSession;
import dev.otter.engine.oracle.table.OracleDictionary;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs statements on Oracle, which commits around each step: so each is written down before it
 * runs, with what its tables look like, and one that was begun and has no end is decided by looking
 * again. One thread, but {@link #abort} may come from any.
 */
public final class OracleStatements implements TranslatedSession {
    /** A name that is in use, and an index that is not there: so may a step that has run say. */
    private static final Set<Integer> HAS_RUN = Set.of(955, 1418);

    /** Table, column, index there already, or not there. */
    private static final Set<Integer> ALREADY_SO = Set.of(955, 1430, 942, 904, 1418, 2443, 2275);

    private final Connection connection;
    private final Connection guard;
    private final OracleDictionary dictionary;
    private final OracleCheckpoints checkpoints;
    private final OracleJournal journal;
    private Optional<OracleJournal.Progress> begun = Optional.empty();

    private OracleStatements(
            Connection connection,
            Connection guard,
            OracleDictionary dictionary,
            OracleCheckpoints checkpoints,
            OracleJournal journal) {
        this.connection = connection;
        this.guard = guard;
        this.dictionary = dictionary;
        this.checkpoints = checkpoints;
        this.journal = journal;
    }

    /**
     * Connects.
     *
     * @param connector opens sessions on the endpoint
     * @param dictionary describes it
     * @param journal the pipeline's statements
     * @throws OtterException ENDPOINT_UNREACHABLE and what else keeps us from connecting
     */
    public static OracleStatements open(
            Endpoint endpoint,
            OracleConnector connector,
            OracleDictionary dictionary,
            OracleCheckpoints checkpoints,
            OracleJournal journal) {
        Connection connection = OracleSession.open(endpoint, connector);
        try {
            return new OracleStatements(
                    connection,
                    OracleSession.open(endpoint, connector),
                    dictionary,
                    checkpoints,
                    journal);
        } catch (OtterException e) {
            breakOff(connection);
            throw e;
        }
    }

    private static void breakOff(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /** A row's lock of another session, for every step ends its own session's transaction. */
    @Override
    public boolean lock() {
        return journal.lock(guard);
    }

    @Override
    public List<WrittenSlot> slots() {
        return checkpoints.slots(connection);
    }

    @Override
    public void requireOurs(long epoch) {
        Optional<Long> found = journal.epoch(connection);
        if (found.isPresent() && found.get() < epoch) {
            throw new RestartNeededException(
                    "the target no longer has that this run has begun: it was set back or another"
                            + " one answers",
                    null);
        }
        if (found.isEmpty() || found.get() != epoch) {
            throw new OtterException(
                    ErrorCode.FENCED,
                    "another process has taken over this pipeline; this one runs no statement",
                    "pipeline " + journal.pipeline(),
                    "Let only one process run a pipeline of this name against this target.");
        }
    }

    @Override
    public Optional<TargetTable> table(TableName name) {
        return dictionary.find(connection, name);
    }

    @Override
    public Optional<TranslatedEntry> find(StatementName of, String source) {
        Optional<OracleJournal.Progress> found = journal.find(connection, of, source);
        begun = found.filter(one -> one.entry().state() == TranslatedState.STARTED);
        return found.map(OracleJournal.Progress::entry);
    }

    @Override
    public void write(StatementName of, String source, TranslatedEntry entry) {
        journal.write(connection, of, source, new OracleJournal.Progress(entry, 0, List.of(), ""));
    }

    @Override
    public Outcome run(
            StatementName of,
            String source,
            TranslatedEntry entry,
            List<Move> moves,
            long epoch) {
        List<TableName> tables = begun.map(OracleJournal.Progress::tables).orElse(entry.tables());
        int at = begun.map(OracleJournal.Progress::step).orElse(0);
        // A step that was refused has no look: that it has not run is known.
        boolean again = begun.filter(one -> !one.look().isEmpty()).isPresent();
        if (again && !begun.get().look().equals(look(tables))) {
            // The step that was begun is behind its tables.
            at++;
            again = false;
        }
        for (; at < entry.steps().size(); at++) {
            String step = entry.steps().get(at);
            requireOurs(epoch);
            journal.write(
                    connection,
                    of,
                    source,
                    new OracleJournal.Progress(entry, at, tables, look(tables)));
            try {
                execute(step);
            } catch (SQLException e) {
                OracleException refused = OracleException.of(e);
                if (!again || !HAS_RUN.contains(refused.number())) {
                    return failed(
                            of, source, new OracleJournal.Progress(entry, at, tables, ""), refused);
                }
            }
            again = false;
        }
        requireOurs(epoch);
        TranslatedEntry done =
                new TranslatedEntry(
                        TranslatedState.DONE, entry.steps(), entry.tables(), entry.note());
        return new Outcome.Ran(
                journal.done(
                        connection,
                        of,
                        source,
                        new OracleJournal.Progress(done, at, tables, ""),
                        moves));
    }

    private String look(List<TableName> tables) {
        return TableLooks.of(new LinkedHashSet<>(tables), this::table);
    }

    private void execute(String step) throws SQLException {
        // As long as it takes; only waits for locks end.
        connection.setNetworkTimeout(Runnable::run, 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute(step);
        }
    }

    private Outcome failed(
            StatementName of, String source, OracleJournal.Progress before, OracleException e) {
        return switch (e.fault()) {
            case DISCONNECTED, UNAVAILABLE -> throw e;
            case CONTENTION -> {
                notRun(of, source, before, List.of(), e);
                yield new Outcome.Later(e.getMessage());
            }
            case REFUSED, STRUCTURE, VALUE, DATA -> {
                int at = before.step();
                List<String> steps = before.entry().steps();
                notRun(of, source, before, steps, e);
                yield new Outcome.Refused(
                        steps.get(at),
                        e.getMessage()
                                + (at == 0 ? "" : " (the " + at + " steps before it have run)"),
                        at == 0 && ALREADY_SO.contains(e.number()));
            }
        };
    }

    /**
     * The server has answered, so the step has not run, whatever its tables look like next time. A
     * statement of which nothing has run begins anew.
     *
     * @param steps to be read meanwhile
     */
    private void notRun(
            StatementName of,
            String source,
            OracleJournal.Progress before,
            List<String> steps,
            OracleException e) {
        if (before.step() == 0) {
            write(of, source, new TranslatedEntry(TranslatedState.APPROVED, steps, e.getMessage()));
        } else {
            journal.write(connection, of, source, before);
        }
    }

    @Override
    public void prune() {
        journal.prune(connection);
    }

    @Override
    public void abort() {
        breakOff(connection);
    }

    @Override
    public void close() {
        try (connection;
                guard) {
            if (!guard.getAutoCommit()) {
                guard.rollback();
            }
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }
}
