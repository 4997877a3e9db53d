package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.RowConsumer;
import dev.otter.engine.change.StageClosedException;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.transform.view.Views;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.Optional;

/**
 * Copies a table whose rows cannot be told apart by a key, or whose changes the log does not tell
 * in full: as of one exactly known point of the log, at which the stream stands until all rows were
 * handed over. One use.
 */
final class StillCopy {
    /** Snapshots taken while the log moved, before the table is locked for a moment. */
    private static final int TRIES = 20;

    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final SnapshotMerge merge;
    private final SourceSession session;
    private final StatusBoard board;
    private final SnapshotSizes sizes;
    private final Views views;
    private final Copier.Around around;

    /**
     * @param views what becomes of rows on their way; belongs to the thread
     */
    StillCopy(
            String name,
            SnapshotMerge merge,
            SourceSession session,
            Views views,
            Copier.Around around) {
        this.name = name;
        this.views = views;
        this.merge = merge;
        this.session = session;
        this.board = around.board();
        this.sizes = around.sizes();
        this.around = around;
    }

    /**
     * Copies the table. When the source breaks off the run has to begin anew: the target's table is
     * emptied then.
     *
     * @return false when both sides do not fit just now, or what lies before takes long: the log
     *     goes on, and it can be tried again
     */
    boolean copy(CopyTable table) throws InterruptedException {
        board.waiting(
                name,
                "the log stands still while "
                        + table.source()
                        + " is copied, whose changes cannot be merged with a copy");
        merge.hold();
        try {
            MysqlConnection connection = session.connection();
            LogPosition point = snapshot(connection, table.source());
            merge.runTo(point);
            // Statements up to the point have given the target the columns that the rows have.
            Optional<TableReading> found =
                    awaitDurable(point) ? reading(connection, table) : Optional.empty();
            if (found.isEmpty()) {
                connection.query("COMMIT");
                return false;
            }
            TableReading reading = found.get();
            RowGatherer rows = new RowGatherer(reading, sizes.chunkBytes());
            connection.stream(reading.query().everything(), handing(table, rows, point));
            connection.query("COMMIT");
            merge.handOverStill(table, rows.chunk(point, true));
            return true;
        } finally {
            merge.release();
            board.moving(name);
        }
    }

    /** False when a statement of before runs for so long that the log had better go on. */
    private boolean awaitDurable(LogPosition point) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (around.durable().get().compareTo(point) < 0) {
            if (around.stop().pause(LOOK) || System.nanoTime() > deadline) {
                return false;
            }
        }
        return true;
    }

    private Optional<TableReading> reading(MysqlConnection connection, CopyTable table) {
        try {
            return Optional.of(TableReading.of(connection, table, around.target(), views));
        } catch (OtterException e) {
            if (TableLook.unlike(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private RowConsumer handing(CopyTable table, RowGatherer rows, LogPosition point) {
        return (buffer, offsets, lengths) -> {
            rows.row(buffer, offsets, lengths);
            if (rows.full() || rows.rows() >= sizes.chunkRows()) {
                try {
                    ReadChunk chunk = rows.chunk(point, false);
                    merge.handOverStill(table, chunk);
                    around.stop().pause(around.rate().after(chunk.count(), System.nanoTime()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new StageClosedException();
                }
            }
        };
    }

    /** Opens a consistent view of which it is known at what point of the log it was taken. */
    private LogPosition snapshot(MysqlConnection connection, TableName table) {
        for (int tries = 0; tries < TRIES; tries++) {
            LogPosition before = session.logEnd();
            connection.query("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            LogPosition after = session.logEnd();
            if (before.equals(after)) {
                return before;
            }
            connection.query("COMMIT");
        }
        try (MysqlConnection locking = session.another()) {
            locking.query("LOCK TABLES " + table.quoted() + " READ");
            connection.query("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            // No change of the table lies between the lock and its end, whatever else is written.
            LogPosition point = session.logEnd();
            locking.query("UNLOCK TABLES");
            return point;
        }
    }
}
