package dev.otter.engine.oracle.write;

import dev.otter.engine.load.write.RowOp;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleFault;
import dev.otter.engine.oracle.table.BoundStatement;
import dev.otter.engine.oracle.table.LargeValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers statements of one transaction; those that stand together and have the same text become
 * one batch. Proves how many rows each affected.
 *
 * <p>Where a batch is refused it is not told which row was: {@code alone} sends each statement by
 * itself, so that it is. One connection, one thread.
 */
final class StatementBatch {
    /** Nothing to prove. */
    static final int ANY = -1;

    private static final int ROWS_MAX = 1000;
    private static final long BYTES_MAX = 1 << 20;

    /** A statement that takes longer is cancelled: the server waits for locks without end. */
    private static final int ANSWER_SECONDS = 60;

    private final Connection connection;
    private final boolean alone;
    private final List<Wanted> gathered = new ArrayList<>();
    private long bytes;

    private record Wanted(BoundStatement statement, int count, List<RowOp> ops) {}

    StatementBatch(Connection connection, boolean alone) {
        this.connection = connection;
        this.alone = alone;
    }

    /**
     * Adds a statement; sends what is gathered when it cannot share its batch, or is enough.
     *
     * @param count rows that it must affect, or {@link #ANY}
     * @param op the row that it is about
     * @throws StatementFailedException when a statement is refused or a count is wrong
     * @throws OracleException when the connection broke
     */
    void add(BoundStatement statement, int count, RowOp op) {
        if (!gathered.isEmpty() && !gathered.getFirst().statement().alike(statement)) {
            send();
        }
        gathered.add(new Wanted(statement, count, List.of(op)));
        bytes += statement.size();
        if (alone || bytes >= BYTES_MAX || gathered.size() >= ROWS_MAX) {
            send();
        }
    }

    /** Runs a statement that has its values in its text; fails as {@link #add}. */
    int run(String sql) {
        send();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setQueryTimeout(ANSWER_SECONDS);
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw failed(e, List.of());
        }
    }

    /** Sends what is left. */
    void send() {
        if (gathered.isEmpty()) {
            return;
        }
        List<RowOp> ops = gathered.stream().flatMap(wanted -> wanted.ops().stream()).toList();
        try {
            int[] counts = counts();
            for (int i = 0; i < counts.length; i++) {
                prove(gathered.get(i), counts[i]);
            }
        } catch (SQLException e) {
            throw failed(e, ops);
        } finally {
            gathered.clear();
            bytes = 0;
        }
    }

    private int[] counts() throws SQLException {
        try (PreparedStatement prepared =
                        connection.prepareStatement(gathered.getFirst().statement().sql());
                LargeValues large = new LargeValues(connection)) {
            prepared.setQueryTimeout(ANSWER_SECONDS);
            if (gathered.size() == 1) {
                gathered.getFirst().statement().set(prepared, large);
                return new int[] {prepared.executeUpdate()};
            }
            for (Wanted wanted : gathered) {
                wanted.statement().set(prepared, large);
                prepared.addBatch();
            }
            int[] counts = prepared.executeBatch();
            if (counts.length != gathered.size()) {
                throw StatementFailedException.diverged(
                        "%d counts came back for %d rows".formatted(counts.length, gathered.size()),
                        gathered.stream().flatMap(wanted -> wanted.ops().stream()).toList());
            }
            return counts;
        }
    }

    private static void prove(Wanted wanted, int count) {
        if (wanted.count() != ANY && count != wanted.count()) {
            throw StatementFailedException.diverged(
                    count == Statement.SUCCESS_NO_INFO
                            ? "the driver does not tell how many rows a batch affected"
                            : "of %d rows expected the target reports %d"
                                    .formatted(wanted.count(), count),
                    wanted.ops());
        }
    }

    private RuntimeException failed(SQLException e, List<RowOp> ops) {
        OracleException failure = OracleException.of(e);
        if (failure.fault() == OracleFault.DISCONNECTED) {
            return failure;
        }
        if (failure.fault() == OracleFault.UNAVAILABLE) {
            giveUp();
        }
        return StatementFailedException.refused(failure, ops);
    }

    /** Whether a server takes writes may be settled when a session begins: the next one asks. */
    private void giveUp() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }
}
