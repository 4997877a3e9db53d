package dev.otter.engine.postgresql.write;

import dev.otter.engine.load.write.RowOp;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresFault;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Gathers statements of one transaction, sends them together and proves the count of each.
 *
 * <p>A refusal does not tell which statement of a batch it was; {@code alone} sends each by itself,
 * so that it does. One connection, one thread.
 */
final class StatementBatch {
    /** Nothing to prove. */
    static final int ANY = -1;

    private static final int BATCH_CHARS = 1 << 20;
    private static final int BATCH_STATEMENTS = 200;

    private final Connection connection;
    private final boolean alone;
    private final List<Wanted> gathered = new ArrayList<>();
    private int chars;

    private record Wanted(String sql, int count, List<RowOp> ops) {}

    StatementBatch(Connection connection, boolean alone) {
        this.connection = connection;
        this.alone = alone;
    }

    /**
     * Adds a statement; sends when enough is gathered.
     *
     * @param count rows that it must affect, or {@link #ANY}
     * @param ops the rows that it is about
     * @throws StatementFailedException when a statement is refused or a count is wrong
     * @throws PostgresException when the connection broke
     */
    void add(String sql, int count, List<RowOp> ops) {
        gathered.add(new Wanted(sql, count, List.copyOf(ops)));
        chars += sql.length();
        if (alone || chars >= BATCH_CHARS || gathered.size() >= BATCH_STATEMENTS) {
            send();
        }
    }

    /** Sends one statement by itself and tells how many rows it affected; fails as {@link #add}. */
    int count(String sql) {
        send();
        gathered.add(new Wanted(sql, ANY, List.of()));
        try {
            return counts()[0];
        } finally {
            gathered.clear();
        }
    }

    /** Writes the rows of a COPY. */
    interface CopySource {
        void write(CopyIn to) throws SQLException;
    }

    /**
     * Sends what is left, then rows by COPY; fails as {@link #add}, without telling the row.
     *
     * @param rows whatever it throws ends the COPY
     */
    void copy(String sql, CopySource rows) {
        send();
        try {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                rows.write(copy);
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw refused(e, List.of());
        }
    }

    /** Sends what is left. */
    void send() {
        if (gathered.isEmpty()) {
            return;
        }
        int[] counts = counts();
        for (int i = 0; i < counts.length; i++) {
            Wanted wanted = gathered.get(i);
            if (wanted.count() != ANY && counts[i] != wanted.count()) {
                throw StatementFailedException.diverged(
                        "of " + wanted.count() + " rows expected the target reports " + counts[i],
                        wanted.ops());
            }
        }
        gathered.clear();
        chars = 0;
    }

    /** Whether a server takes writes may be settled when a session begins: the next one asks. */
    private void giveUp() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    private int[] counts() {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (Wanted wanted : gathered) {
                statement.addBatch(wanted.sql());
            }
            return statement.executeBatch();
        } catch (SQLException e) {
            throw refused(e, gathered.size() == 1 ? gathered.getFirst().ops() : List.of());
        }
    }

    private StatementFailedException refused(SQLException e, List<RowOp> ops) {
        PostgresException failure = PostgresException.of(e);
        PostgresFault fault = PostgresFault.of(failure);
        if (fault == PostgresFault.DISCONNECTED) {
            throw failure;
        }
        if (fault == PostgresFault.UNAVAILABLE) {
            giveUp();
        }
        return StatementFailedException.refused(failure, ops);
    }
}
