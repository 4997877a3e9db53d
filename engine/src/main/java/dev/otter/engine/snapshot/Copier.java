package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.StageClosedException;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.transform.view.Views;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One copying thread's work: takes tables and ranges, reads them chunk by chunk and offers the
 * chunks to the stream. What goes wrong with the source is tried again.
 */
final class Copier {
    private static final Duration LATER = Duration.ofMillis(50);
    private static final Duration BUSY = Duration.ofMillis(500);

    private final String name;
    private final SnapshotMerge merge;
    private final SourceSession session;
    private final Views views;
    private final SnapshotSizes sizes;
    private final StatusBoard board;
    private final StopSignal stop;
    private final Around around;
    private final Optional<Completion> completion;
    private final TableLook look;
    private final Backoff backoff =
            new Backoff(
                    Duration.ofMillis(100), Duration.ofSeconds(5), RandomGenerator.getDefault());

    /**
     * @param name under which it reports
     * @param merge where chunks go
     * @param session the source
     * @param views what becomes of rows on their way; belongs to the thread
     * @param around the rest
     */
    Copier(String name, SnapshotMerge merge, SourceSession session, Views views, Around around) {
        this.name = name;
        this.merge = merge;
        this.session = session;
        this.views = views;
        this.sizes = around.sizes();
        this.board = around.board();
        this.stop = around.stop();
        this.around = around;
        this.look = new TableLook(name, merge, session, views, around);
        this.completion = around.target().completion();
    }

    /**
     * What all copying threads share.
     *
     * @param target where rows go
     * @param durable up to where the log is durable on the target
     * @param held tables of the target that the pipeline does not write any more
     * @param record where progress is kept
     * @param rate how fast rows are read
     */
    record Around(
            CopyTarget target,
            SnapshotSizes sizes,
            StatusBoard board,
            StopSignal stop,
            Supplier<LogPosition> durable,
            Predicate<TableName> held,
            CopyRecord record,
            RowRate rate) {}

    /** Returns when nothing is left to be copied, or when it is to stop. */
    void run() throws InterruptedException {
        while (!stop.raised()) {
            switch (merge.work()) {
                case CopyTables.Work.Begin begin -> begin(begin.table());
                case CopyTables.Work.Read read -> read(read.table(), read.range());
                case CopyTables.Work.Still still -> still(still.table());
                case CopyTables.Work.Complete complete -> complete(complete.table());
                case CopyTables.Work.Later _ -> idle();
                case CopyTables.Work.Nothing _ -> {
                    board.moving(name);
                    return;
                }
            }
        }
    }

    /** Returns when no table is left to be completed, or when it is to stop. */
    void runCompletions() throws InterruptedException {
        while (!stop.raised()) {
            switch (merge.completion()) {
                case CopyTables.Work.Complete complete -> complete(complete.table());
                case CopyTables.Work.Nothing _ -> {
                    board.moving(name);
                    return;
                }
                case CopyTables.Work.Later _,
                        CopyTables.Work.Begin _,
                        CopyTables.Work.Read _,
                        CopyTables.Work.Still _ ->
                        idle();
            }
        }
    }

    /** What this thread waited for last, another has done. */
    private void idle() throws InterruptedException {
        board.moving(name);
        stop.pause(LATER);
    }

    /** Whether the pipeline holds the table; nothing more is read of it then. */
    private boolean setAside(CopyTable table) {
        if (merge.locked(table::isAside)) {
            return true;
        }
        if (!around.held().test(table.target())) {
            return false;
        }
        merge.locked(() -> {
            table.setAside();
            return null;
        });
        return true;
    }

    private void complete(CopyTable table) throws InterruptedException {
        board.waiting(name, "the indexes of " + table.target() + " are built on the target");
        try {
            if (!completion.orElseThrow().run(table)) {
                merge.locked(() -> {
                    table.completing(false);
                    return null;
                });
                return;
            }
            around.target().forget();
            merge.locked(() -> {
                table.completed();
                return null;
            });
            recovered();
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
        completion.ifPresent(Completion::abort);
    }

    /** A change of columns that the log has not come to must not be what it stands still before. */
    private void still(CopyTable table) throws InterruptedException {
        if (setAside(table)) {
            return;
        }
        if (look.reading(table) == null
                || !new StillCopy(name, merge, session, views, around).copy(table)) {
            merge.locked(() -> {
                table.beginning(false);
                return null;
            });
            stop.pause(LATER);
        }
    }

    private void begin(CopyTable table) throws InterruptedException {
        if (setAside(table)) {
            return;
        }
        try {
            TableReading reading = look.walked(table);
            if (reading == null) {
                merge.locked(() -> {
                    table.beginning(false);
                    return null;
                });
                return;
            }
            merge.begin(
                    table,
                    new SnapshotMerge.Beginning(
                            reading.shape(), cut(table, reading), reading.order()));
            recovered();
        } catch (WireException e) {
            merge.locked(() -> {
                table.beginning(false);
                return null;
            });
            again(table, e);
        }
    }

    /** Large tables by whole numbers are cut into ranges, which are read side by side. */
    private List<KeyRange> cut(CopyTable table, TableReading reading) {
        int parts = Math.clamp(table.estimated() / sizes.splitRows(), 1, sizes.partsMax());
        if (parts == 1 || !reading.key().getFirst().integer()) {
            return List.of(KeyRange.ALL);
        }
        QueryResult borders = session.connection().query(reading.query().borders(table.source()));
        if (borders.cell(0, 0) == null) {
            return List.of(KeyRange.ALL);
        }
        BigInteger least = new BigInteger(borders.string(0, 0));
        BigInteger width =
                new BigInteger(borders.string(0, 1))
                        .subtract(least)
                        .divide(BigInteger.valueOf(parts));
        if (width.signum() == 0) {
            return List.of(KeyRange.ALL);
        }
        List<KeyRange> ranges = new ArrayList<>();
        KeyPoint from = KeyPoint.NONE;
        for (int part = 1; part < parts; part++) {
            BigInteger border = least.add(width.multiply(BigInteger.valueOf(part)));
            KeyPoint to = new KeyPoint(List.of(border.toString()));
            ranges.add(new KeyRange(from, to));
            from = to;
        }
        ranges.add(new KeyRange(from, KeyPoint.NONE));
        return ranges;
    }

    private void read(CopyTable table, CopyRange range) throws InterruptedException {
        TableReading reading = null;
        ChunkSize size = null;
        int version = -1;
        while (!stop.raised() && !setAside(table)) {
            if (merge.locked(range::done)) {
                return;
            }
            Window window = merge.open(table);
            boolean handed = false;
            try {
                awaitCalm();
                int now = merge.locked(table::shapeVersion);
                if (reading == null || now != version) {
                    reading = look.walked(table);
                    if (reading == null) {
                        continue;
                    }
                    merge.seen(table, reading.shape(), reading.order(), reading.keys());
                    int columns = reading.shape().columns().size();
                    size = new ChunkSize(sizes.chunkRows(), sizes.chunkBytes(), columns);
                    version = now;
                }
                if (merge.locked(table::shapeVersion) != version) {
                    continue;
                }
                KeyRange left = merge.locked(range::left);
                merge.low(window, session.logEnd());
                ReadChunk chunk = chunk(reading, left, size);
                handed = merge.offer(table, range, window, chunk);
                recovered();
                if (!handed) {
                    size.shrink();
                } else if (chunk.last()) {
                    return;
                } else {
                    stop.pause(around.rate().after(chunk.count(), System.nanoTime()));
                }
            } catch (WireException e) {
                reading = null;
                again(table, e);
            } finally {
                if (!handed) {
                    merge.forget(table, window);
                }
            }
        }
        merge.locked(() -> {
            range.giveBack();
            return null;
        });
    }

    private ReadChunk chunk(TableReading reading, KeyRange left, ChunkSize size) {
        RowGatherer rows = new RowGatherer(reading, sizes.chunkBytes());
        int limit = size.rows();
        session.connection().stream(reading.query().chunk(left, limit), rows);
        LogPosition high = session.logEnd();
        size.read(rows.rows(), rows.bytes());
        boolean last = rows.seen() < limit && rows.rows() == rows.seen();
        KeyPoint to = last ? left.upTo() : rows.next();
        return rows.chunk(high, reading.clearing(new KeyRange(left.after(), to)), last);
    }

    /** Waits while the source has more to do than it may have beside a copy. */
    private void awaitCalm() throws InterruptedException {
        while (!stop.raised()) {
            long running = session.threadsRunning();
            if (running <= sizes.threadsRunning()) {
                return;
            }
            board.waiting(
                    name,
                    "the full load pauses: the source runs "
                            + running
                            + " statements at once, more than "
                            + sizes.threadsRunning());
            stop.pause(BUSY);
        }
    }

    private void recovered() {
        backoff.reset();
        board.moving(name);
    }

    private void again(CopyTable table, WireException e) throws InterruptedException {
        if (e instanceof ServerErrorException refused) {
            failIfHopeless(table, refused);
        } else {
            session.drop();
        }
        board.waiting(
                name, "the full load of " + table.source() + " is tried again: " + e.getMessage());
        stop.pause(backoff.next());
    }

    private static void failIfHopeless(CopyTable table, ServerErrorException e) {
        switch (e.errorNumber()) {
            case 1044, 1142, 1143, 1227 ->
                    throw new OtterException(
                            ErrorCode.PRIVILEGE_MISSING,
                            "the account may not read a table to be copied: " + e.serverMessage(),
                            "source table " + table.source(),
                            "Grant SELECT on it to the account, then start again.",
                            e);
            case 1064, 1267, 1270, 1271 ->
                    throw new OtterException(
                            ErrorCode.COPY_SOURCE_FAILED,
                            "the source refuses the question for rows to be copied: "
                                    + e.serverMessage(),
                            "source table " + table.source(),
                            "Take the table out of the pipeline, or report the message.",
                            e);
            default -> {
                // Gone, locked or being altered: the log tells what, or it passes.
            }
        }
    }

    /** Whether an error only says that the stream has ended, which tells why itself. */
    static boolean stageEnded(Throwable e) {
        return e instanceof StageClosedException;
    }
}
