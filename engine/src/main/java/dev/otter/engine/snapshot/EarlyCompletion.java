package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.WireException;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Completes a table before its rows are all there, because a statement is about to change it: the
 * statement may drop or alter what is kept back, and the definition that is kept is the one from
 * before the statement. On the thread of the statement; {@link #abort} may come from any.
 */
final class EarlyCompletion {
    private static final Duration LATER = Duration.ofMillis(50);

    private final String name;
    private final SnapshotMerge merge;
    private final TableReading.Target targets;
    private final Completion completion;
    private final CopyRecord record;
    private final StatusBoard board;
    private final StopSignal stop;
    private final Backoff backoff =
            new Backoff(
                    Duration.ofMillis(100), Duration.ofSeconds(5), RandomGenerator.getDefault());

    /**
     * @param name under which it reports
     * @param merge guards the tables
     * @param targets is told that a table has got other keys
     */
    EarlyCompletion(
            String name,
            SnapshotMerge merge,
            TableReading.Target targets,
            Completion completion,
            CopyRecord record,
            StatusBoard board,
            StopSignal stop) {
        this.name = name;
        this.merge = merge;
        this.targets = targets;
        this.completion = completion;
        this.record = record;
        this.board = board;
        this.stop = stop;
    }

    /**
     * Returns when nothing of the table is kept back any more, whoever has made it.
     *
     * @return false when it was stopped first
     * @throws dev.otter.model.error.OtterException COPY_TABLE_NOT_MADE when the target refuses
     */
    boolean run(CopyTable table) throws InterruptedException {
        try {
            while (merge.locked(table::incomplete)) {
                if (stop.raised()) {
                    return false;
                }
                if (merge.locked(table::takeCompleting)) {
                    complete(table);
                } else {
                    stop.pause(LATER);
                }
            }
            return true;
        } finally {
            board.moving(name);
        }
    }

    private void complete(CopyTable table) throws InterruptedException {
        board.waiting(
                name,
                "the indexes of "
                        + table.target()
                        + " are built on the target before a statement changes it");
        try {
            completion.run(table, record);
            targets.forget();
            merge.locked(() -> {
                table.completed();
                return null;
            });
            backoff.reset();
        } catch (WireException e) {
            merge.locked(() -> {
                table.completing(false);
                return null;
            });
            board.waiting(
                    name,
                    "the indexes of " + table.target() + " are tried again: " + e.getMessage());
            stop.pause(backoff.next());
        }
    }

    /** Breaks off what it waits for on the target; from any thread. */
    void abort() {
        completion.abort();
    }
}
