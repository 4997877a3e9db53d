package dev.otter.engine.oracle.ddl;

import dev.otter.engine.ddl.StatementName;
import dev.otter.engine.ddl.TranslatedEntry;
import dev.otter.engine.ddl.TranslatedState;
import dev.otter.engine.dialect.Move;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleFault;
import dev.otter.engine.oracle.table.Bind;
import dev.otter.engine.oracle.table.BoundStatement;
import dev.otter.engine.oracle.table.LargeValues;
import dev.otter.engine.schema.LogReach;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table {@code RETL.RETL_DDL}: what became of each statement of one pipeline. Each call uses
 * the connection it is given. Immutable.
 *
 * @param pipeline full name of the pipeline
 */
public record OracleJournal(String pipeline) {
    /** Entries that stay for people to read. */
    private static final int KEPT = 1_000;

    /** The row whose lock is the right to run statements. */
    private static final String LOCK_ROW = "lock";

    private static final String LOCK =
            "SELECT STEP FROM RETL.RETL_DDL WHERE PIPELINE=? AND TRANSACTION_ID='"
                    + LOCK_ROW
                    + "' FOR UPDATE NOWAIT";
    private static final String FIND =
            "SELECT STATE,STATEMENT,STEP,TABLES,LOOK,NOTE,SOURCE_STATEMENT FROM RETL.RETL_DDL"
                    + " WHERE PIPELINE=? AND TRANSACTION_ID=?";
    private static final String WRITE =
            "MERGE INTO RETL.RETL_DDL USING DUAL ON (PIPELINE=? AND TRANSACTION_ID=?)"
                    + " WHEN MATCHED THEN UPDATE SET POSITION=?,STATE=?,STEP=?,LOOK=?,"
                    + "CHANGED_AT=SYSTIMESTAMP,TABLES=?,STATEMENT=?,NOTE=?,SOURCE_STATEMENT=?"
                    + " WHEN NOT MATCHED THEN INSERT (PIPELINE,TRANSACTION_ID,POSITION,STATE,STEP,"
                    + "LOOK,TABLES,STATEMENT,NOTE,SOURCE_STATEMENT) VALUES (?,?,?,?,?,?,?,?,?,?)";
    private static final String EPOCH =
            "SELECT MAX(EPOCH) FROM RETL.RETL_CHECKPOINT WHERE PIPELINE=?";
    private static final String FORGET =
            "DELETE FROM RETL.RETL_DDL WHERE PIPELINE=? AND TRANSACTION_ID<>'" + LOCK_ROW + "'";
    private static final String REMOVE =
            "DELETE FROM RETL.RETL_DDL WHERE PIPELINE=? AND TRANSACTION_ID=?";
    private static final String NAMES =
            "SELECT TRANSACTION_ID,STATE FROM RETL.RETL_DDL WHERE PIPELINE=? AND TRANSACTION_ID<>'"
                    + LOCK_ROW
                    + "' ORDER BY STARTED_AT DESC";
    private static final String MARK =
            "SELECT LOW_WATER_MARK FROM RETL.RETL_CHECKPOINT WHERE PIPELINE=? ORDER BY"
                    + " GROUP_NUMBER DESC";
    private static final String HOLD_GONE =
            "DELETE FROM RETL.RETL_HELD_TABLE WHERE PIPELINE=? AND UPPER(TABLE_NAME)=?";
    private static final String HOLD_MOVED =
            "UPDATE RETL.RETL_HELD_TABLE SET TABLE_NAME=? WHERE PIPELINE=? AND UPPER(TABLE_NAME)=?";

    /**
     * How far a statement is.
     *
     * @param step number of the step that was begun last, from 0
     * @param tables the tables that its looks are about
     * @param look what they looked like before that step
     */
    record Progress(TranslatedEntry entry, int step, List<TableName> tables, String look) {
        Progress {
            tables = List.copyOf(tables);
        }
    }

    /** All statements, so that their spelling can be checked. */
    static List<String> statements() {
        return List.of(
                LOCK, FIND, WRITE, EPOCH, FORGET, REMOVE, NAMES, MARK, HOLD_GONE, HOLD_MOVED);
    }

    /** What is done with the rows of an answer. */
    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private static <T> T ask(Connection connection, String sql, List<Bind> binds, Reading<T> read)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                LargeValues large = new LargeValues(connection)) {
            new BoundStatement(sql, binds).set(statement, large);
            try (ResultSet rows = statement.executeQuery()) {
                return read.of(rows);
            }
        }
    }

    private static int change(Connection connection, String sql, List<Bind> binds)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                LargeValues large = new LargeValues(connection)) {
            new BoundStatement(sql, binds).set(statement, large);
            return statement.executeUpdate();
        }
    }

    private List<Bind> mine(Bind... more) {
        List<Bind> binds = new ArrayList<>(List.of(Bind.text(pipeline)));
        binds.addAll(List.of(more));
        return binds;
    }

    /** Takes the right to run statements, which the session keeps until it is rolled back. */
    boolean lock(Connection guard) {
        try {
            Progress row =
                    new Progress(
                            new TranslatedEntry(TranslatedState.DONE, List.of(), ""),
                            0,
                            List.of(),
                            "");
            boolean missing = ask(guard, FIND, mine(Bind.text(LOCK_ROW)), rows -> !rows.next());
            if (missing) {
                change(guard, WRITE, binds(LOCK_ROW, "", "", row));
            }
            guard.setAutoCommit(false);
            return ask(guard, LOCK, mine(), ResultSet::next);
        } catch (SQLException e) {
            OracleException refused = OracleException.of(e);
            if (refused.fault() == OracleFault.CONTENTION) {
                return false;
            }
            throw refused;
        }
    }

    Optional<Long> epoch(Connection connection) {
        try {
            return ask(
                    connection,
                    EPOCH,
                    mine(),
                    rows -> {
                        long epoch = rows.next() ? rows.getLong(1) : 0;
                        return rows.wasNull() ? Optional.<Long>empty() : Optional.of(epoch);
                    });
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /**
     * What is written down of a statement.
     *
     * @param source the statement's text
     */
    Optional<Progress> find(Connection connection, StatementName of, String source) {
        try {
            return ask(
                    connection,
                    FIND,
                    mine(Bind.text(of.text())),
                    rows ->
                            rows.next() && text(rows, 7).equals(source)
                                    ? Optional.of(progress(rows))
                                    : Optional.<Progress>empty());
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    private static Progress progress(ResultSet rows) throws SQLException {
        List<TableName> tables = new ArrayList<>();
        for (String line : text(rows, 4).lines().toList()) {
            int tab = line.indexOf('\t');
            tables.add(new TableName(line.substring(0, tab), line.substring(tab + 1)));
        }
        TranslatedEntry entry =
                new TranslatedEntry(
                        TranslatedState.valueOf(rows.getString(1).toUpperCase(Locale.ROOT)),
                        TranslatedEntry.steps(text(rows, 2)),
                        tables,
                        text(rows, 6));
        return new Progress(entry, rows.getInt(3), tables, text(rows, 5));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** Writes that down, over what was. */
    void write(Connection connection, StatementName of, String source, Progress progress) {
        try {
            change(connection, WRITE, binds(of.text(), of.end().toString(), source, progress));
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    private List<Bind> binds(String id, String position, String source, Progress progress) {
        TranslatedEntry entry = progress.entry();
        String tables =
                progress.tables().stream()
                        .map(table -> table.database() + "\t" + table.table())
                        .collect(Collectors.joining("\n"));
        List<Bind> key = mine(Bind.text(id));
        List<Bind> values =
                List.of(
                        Bind.text(position),
                        Bind.text(entry.state().name().toLowerCase(Locale.ROOT)),
                        Bind.number(progress.step()),
                        Bind.text(progress.look()),
                        Bind.large(tables),
                        Bind.large(entry.text()),
                        Bind.large(entry.note()),
                        Bind.large(source));
        List<Bind> all = new ArrayList<>(key);
        all.addAll(values);
        all.addAll(key);
        all.addAll(values);
        return all;
    }

    /**
     * Writes down that a statement is done, with the holds that follow its tables.
     *
     * @return whether there were any
     */
    boolean done(
            Connection connection,
            StatementName of,
            String source,
            Progress progress,
            List<Move> moves) {
        try {
            connection.setAutoCommit(false);
            boolean held = false;
            for (Move move : moves) {
                Bind to = Bind.text(move.to().toString());
                Bind from = Bind.text(move.from().toString().toUpperCase(Locale.ROOT));
                Bind gone = Bind.text(move.to().toString().toUpperCase(Locale.ROOT));
                held |= change(connection, HOLD_GONE, mine(gone)) > 0;
                held |= change(connection, HOLD_MOVED, List.of(to, Bind.text(pipeline), from)) > 0;
            }
            change(connection, WRITE, binds(of.text(), of.end().toString(), source, progress));
            connection.commit();
            connection.setAutoCommit(true);
            return held;
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /** Forgets the statements: the pipeline begins anew, and what it reads is to run again. */
    public void forget(Connection connection) {
        try {
            change(connection, FORGET, mine());
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /** Statements that are named by GTIDs. */
    public Set<TransactionId> namedByGtid(Connection connection) {
        Set<TransactionId> ids = new HashSet<>();
        for (String id : names(connection, true)) {
            if (id.matches("[0-9a-f-]+:.*")) {
                ids.add(StatementName.transaction(id));
            }
        }
        return ids;
    }

    private List<String> names(Connection connection, boolean open) {
        try {
            return ask(
                    connection,
                    NAMES,
                    mine(),
                    rows -> {
                        List<String> ids = new ArrayList<>();
                        while (rows.next()) {
                            String state = rows.getString(2);
                            if (open || state.equals("done") || state.equals("skipped")) {
                                ids.add(rows.getString(1));
                            }
                        }
                        return ids;
                    });
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /** Removes the oldest that are over and that the mark has passed. */
    void prune(Connection connection) {
        List<String> over = names(connection, false);
        if (over.size() <= KEPT) {
            return;
        }
        try {
            Optional<LogReach> passed =
                    ask(
                            connection,
                            MARK,
                            mine(),
                            rows -> {
                                String mark = rows.next() ? text(rows, 1) : "";
                                return mark.isEmpty()
                                        ? Optional.<LogReach>empty()
                                        : Optional.of(LogReach.of(Checkpoint.parse(mark)));
                            });
            for (String id : over.subList(KEPT, over.size())) {
                if (passed.filter(reach -> reach.holds(StatementName.transaction(id))).isPresent()) {
                    change(connection, REMOVE, mine(Bind.text(id)));
                }
            }
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }
}
