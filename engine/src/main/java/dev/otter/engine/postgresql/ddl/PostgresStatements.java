package dev.otter.engine.postgresql.ddl;

import dev.otter.engine.database.TargetTable;
import dev.otter.engine.ddl.StatementName;
import dev.otter.engine.ddl.TranslatedEntry;
import dev.otter.engine.ddl.TranslatedSession;
import dev.otter.engine.ddl.TranslatedState;
import dev.otter.engine.dialect.Move;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.postgresql.bookkeeping.PostgresCheckpoints;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresFault;
import dev.otter.engine.postgresql.session.PostgresSession;
import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.engine.postgresql.table.PostgresSchemaReader;
import dev.otter.engine.schema.LogReach;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Runs statements on PostgreSQL, each in one transaction with its entry in {@code retl.retl_ddl}:
 * either both are there or neither. One thread, but {@link #abort} may come from any.
 */
public final class PostgresStatements implements TranslatedSession {
    /** Entries that stay for people to read. */
    private static final int KEPT = 1_000;

    /** Begins the numbers of our locks. */
    private static final int LOCKS = 571_463;

    /** Table, column, index or schema there already, or not there. */
    private static final Set<String> ALREADY_SO =
            Set.of("42P07", "42701", "42710", "42P06", "42703", "42P01", "42704");

    private final Connection connection;
    private final String pipeline;
    private final PostgresCheckpoints checkpoints;

    private PostgresStatements(
            Connection connection, String pipeline, PostgresCheckpoints checkpoints) {
        this.connection = connection;
        this.pipeline = pipeline;
        this.checkpoints = checkpoints;
    }

    /**
     * Connects.
     *
     * @param pipeline full name of the pipeline
     * @throws OtterException ENDPOINT_UNREACHABLE and what else keeps us from connecting
     */
    public static PostgresStatements open(
            Endpoint endpoint, String pipeline, PostgresCheckpoints checkpoints) {
        return new PostgresStatements(PostgresSession.open(endpoint), pipeline, checkpoints);
    }

    /** Forgets the pipeline's statements: it begins anew, and what it reads is to run again. */
    public static void forget(Connection connection, String pipeline) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "DELETE FROM retl.retl_ddl WHERE pipeline=" + PostgresSql.literal(pipeline));
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    /** Statements that are named by GTIDs. */
    public static Set<TransactionId> namedByGtid(Connection connection, String pipeline) {
        Set<TransactionId> ids = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT transaction_id FROM retl.retl_ddl WHERE pipeline="
                                        + PostgresSql.literal(pipeline)
                                        + " AND transaction_id ~ '^[0-9a-f-]+:'")) {
            while (rows.next()) {
                ids.add(StatementName.transaction(rows.getString(1)));
            }
            return ids;
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    /** What is done with a statement of the server. */
    private interface Work<T> {
        T with(Statement statement) throws SQLException;
    }

    private <T> T ask(Work<T> work) {
        try (Statement statement = connection.createStatement()) {
            return work.with(statement);
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    /** The session has it until it ends, and it ends only behind what it runs. */
    @Override
    public boolean lock() {
        return ask(statement -> {
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT pg_try_advisory_lock("
                                    + LOCKS
                                    + ","
                                    + pipeline.hashCode()
                                    + ")")) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    @Override
    public List<WrittenSlot> slots() {
        return checkpoints.slots(connection);
    }

    @Override
    public void requireOurs(long epoch) {
        Optional<Long> found = ask(this::epoch);
        if (found.isPresent() && found.get() < epoch) {
            throw new RestartNeededException(
                    "the target no longer has that this run has begun: it was set back or another"
                            + " one answers",
                    null);
        }
        if (found.isEmpty() || found.get() != epoch) {
            throw fenced();
        }
    }

    private OtterException fenced() {
        return new OtterException(
                ErrorCode.FENCED,
                "another process has taken over this pipeline; this one runs no statement",
                "pipeline " + pipeline,
                "Let only one process run a pipeline of this name against this target.");
    }

    private Optional<Long> epoch(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT max(epoch) FROM retl.retl_checkpoint WHERE pipeline="
                                + PostgresSql.literal(pipeline))) {
            row.next();
            long epoch = row.getLong(1);
            return row.wasNull() ? Optional.empty() : Optional.of(epoch);
        }
    }

    @Override
    public Optional<TargetTable> table(TableName name) {
        return new PostgresSchemaReader(connection).find(name);
    }

    @Override
    public Optional<TranslatedEntry> find(StatementName of, String source) {
        return ask(statement -> {
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT state,statement,note FROM retl.retl_ddl"
                                    + where(of)
                                    + " AND source_statement="
                                    + text(source))) {
                return row.next()
                        ? Optional.of(
                                new TranslatedEntry(
                                        TranslatedState.valueOf(
                                                row.getString(1).toUpperCase(Locale.ROOT)),
                                        TranslatedEntry.steps(row.getString(2)),
                                        row.getString(3)))
                        : Optional.empty();
            }
        });
    }

    private String where(StatementName of) {
        return " WHERE pipeline="
                + PostgresSql.literal(pipeline)
                + " AND transaction_id="
                + PostgresSql.literal(of.text());
    }

    /** A zero character has no place in a text. */
    private static String text(String text) {
        return PostgresSql.literal(text.replace('\0', ' '));
    }

    @Override
    public void write(StatementName of, String source, TranslatedEntry entry) {
        ask(statement -> statement.execute(upsert(of, source, entry)));
    }

    private String upsert(StatementName of, String source, TranslatedEntry entry) {
        return "INSERT INTO retl.retl_ddl (pipeline,transaction_id,position,state,source_statement,"
                + "statement,note) VALUES ("
                + String.join(
                        ",",
                        PostgresSql.literal(pipeline),
                        PostgresSql.literal(of.text()),
                        PostgresSql.literal(of.end().toString()),
                        PostgresSql.literal(entry.state().name().toLowerCase(Locale.ROOT)),
                        text(source),
                        text(entry.text()),
                        text(entry.note()))
                + ") ON CONFLICT (pipeline,transaction_id) DO UPDATE SET position=excluded.position,"
                + "state=excluded.state,source_statement=excluded.source_statement,"
                + "statement=excluded.statement,note=excluded.note,changed_at=clock_timestamp()";
    }

    @Override
    public Outcome run(
            StatementName of,
            String source,
            TranslatedEntry entry,
            List<Move> moves,
            long epoch) {
        String step = "";
        try {
            // As long as it takes; only waits for locks end.
            connection.setNetworkTimeout(Runnable::run, 0);
            connection.setAutoCommit(false);
            boolean held = false;
            try (Statement statement = connection.createStatement()) {
                for (String next : entry.steps()) {
                    step = next;
                    statement.execute(next);
                }
                step = "COMMIT";
                for (Move move : moves) {
                    held |= follow(statement, move);
                }
                statement.execute(
                        upsert(
                                of,
                                source,
                                new TranslatedEntry(
                                        TranslatedState.DONE, entry.steps(), entry.note())));
                if (!epoch(statement).equals(Optional.of(epoch))) {
                    connection.rollback();
                    throw fenced();
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
            return new Outcome.Ran(held);
        } catch (SQLException e) {
            return failed(step, PostgresException.of(e));
        }
    }

    private Outcome failed(String step, PostgresException e) {
        return switch (PostgresFault.of(e)) {
            case DISCONNECTED, UNAVAILABLE -> throw e;
            case CONTENTION -> {
                backToNothing();
                yield new Outcome.Later(e.getMessage());
            }
            case REFUSED, STRUCTURE, VALUE, DATA -> {
                backToNothing();
                yield new Outcome.Refused(step, e.getMessage(), ALREADY_SO.contains(e.sqlState()));
            }
        };
    }

    private void backToNothing() {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    /** A hold goes with its table; one of a table that was there before and is gone goes away. */
    private boolean follow(Statement statement, Move move) throws SQLException {
        String whose = " WHERE pipeline=" + PostgresSql.literal(pipeline) + " AND table_name=";
        int gone =
                statement.executeUpdate(
                        "DELETE FROM retl.retl_held_table"
                                + whose
                                + PostgresSql.literal(move.to().toString()));
        int moved =
                statement.executeUpdate(
                        "UPDATE retl.retl_held_table SET table_name="
                                + PostgresSql.literal(move.to().toString())
                                + whose
                                + PostgresSql.literal(move.from().toString()));
        return gone + moved > 0;
    }

    @Override
    public void prune() {
        ask(statement -> {
            Optional<LogReach> passed = mark(statement);
            List<String> over = passed.isEmpty() ? List.of() : old(statement);
            for (String id : over) {
                if (passed.get().holds(StatementName.transaction(id))) {
                    statement.execute(
                            "DELETE FROM retl.retl_ddl WHERE pipeline="
                                    + PostgresSql.literal(pipeline)
                                    + " AND transaction_id="
                                    + PostgresSql.literal(id));
                }
            }
            return over.size();
        });
    }

    private Optional<LogReach> mark(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT low_water_mark FROM retl.retl_checkpoint WHERE pipeline="
                                + PostgresSql.literal(pipeline)
                                + " AND low_water_mark<>'' ORDER BY group_number DESC LIMIT 1")) {
            return row.next()
                    ? Optional.of(LogReach.of(Checkpoint.parse(row.getString(1))))
                    : Optional.empty();
        }
    }

    private List<String> old(Statement statement) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT transaction_id FROM (SELECT transaction_id,state FROM retl.retl_ddl"
                                + " WHERE pipeline="
                                + PostgresSql.literal(pipeline)
                                + " ORDER BY started_at DESC OFFSET "
                                + KEPT
                                + ") older WHERE state IN ('done','skipped')")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** The server ends what it runs when it next looks for us; until then the lock is taken. */
    @Override
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }
}
