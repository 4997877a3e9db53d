package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.transform.view.Views;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at both sides of tables that are to be copied, and tells those that do not fit just now,
 * because the stream has not come to a change of columns, from those that never will. One copying
 * thread's.
 */
final class TableLook {
    private static final Logger LOG = LoggerFactory.getLogger(TableLook.class);
    private static final Duration LATER = Duration.ofMillis(50);
    private static final int NO_SUCH_DATABASE = 1049;
    private static final int NO_SUCH_TABLE = 1146;

    private final String name;
    private final SnapshotMerge merge;
    private final SourceSession session;
    private final Views views;
    private final Copier.Around around;

    /**
     * @param views what becomes of rows on their way; belongs to the thread
     */
    TableLook(
            String name,
            SnapshotMerge merge,
            SourceSession session,
            Views views,
            Copier.Around around) {
        this.name = name;
        this.views = views;
        this.merge = merge;
        this.session = session;
        this.around = around;
    }

    /**
     * How the table is read now; null when source and target do not fit just now, after a pause. A
     * change of columns that the stream has not passed yet may be the reason; once all of the log
     * up to the moment when that was first seen is durable it is none.
     */
    TableReading reading(CopyTable table) throws InterruptedException {
        LogPosition unlike = merge.locked(table::unlikeAt);
        boolean settled = unlike != null && around.durable().get().compareTo(unlike) >= 0;
        try {
            TableReading reading =
                    TableReading.of(session.connection(), table, around.target(), views);
            merge.locked(() -> {
                table.unlikeSince(null);
                return null;
            });
            return reading;
        } catch (OtterException e) {
            if (settled && gone(table)) {
                leaveOut(table, unlike);
                return null;
            }
            if (settled || !unlike(e)) {
                throw e;
            }
            LogPosition end = session.logEnd();
            merge.locked(() -> {
                table.unlikeSince(end);
                return null;
            });
            around.board()
                    .waiting(
                            name,
                            "the full load of "
                                    + table.source()
                                    + " waits for a change of columns: "
                                    + e.getMessage());
            around.stop().pause(LATER);
            return null;
        }
    }

    /** The same for one that is read in chunks. */
    TableReading walked(CopyTable table) throws InterruptedException {
        TableReading reading = reading(table);
        if (reading != null && reading.key().isEmpty()) {
            throw new RestartNeededException(
                    "table "
                            + table.source()
                            + " has lost the key by which it was copied, and is copied as a whole",
                    null);
        }
        return reading;
    }

    /** Whether the source has no such table, rather than hides it from the account. */
    private boolean gone(CopyTable table) {
        try {
            session.connection().query("SELECT 1 FROM " + table.source().quoted() + " LIMIT 0");
            return false;
        } catch (ServerErrorException e) {
            if (e.errorNumber() == NO_SUCH_TABLE || e.errorNumber() == NO_SUCH_DATABASE) {
                return true;
            }
            throw e;
        }
    }

    /** Ends the copy of a table that the source has dropped, when nothing of it is on its way. */
    private void leaveOut(CopyTable table, LogPosition since) throws InterruptedException {
        merge.locked(() -> {
            table.windows().forEach(Window::breakUp);
            return null;
        });
        try (RecordSession to = around.target().session()) {
            if (merge.locked(table::handedIsDurable) && around.target().turn(to)) {
                to.run(around.record().gone(table.source(), since));
                merge.locked(() -> {
                    table.gone(since);
                    return null;
                });
                LOG.warn("{}: {} is not copied: the source has dropped it", name, table.source());
                return;
            }
        }
        around.stop().pause(LATER);
    }

    /** Whether an error says that the two sides of a table do not fit. */
    static boolean unlike(OtterException e) {
        return e.code() == ErrorCode.TABLE_MISMATCH || e.code() == ErrorCode.TABLE_MISSING;
    }
}
