package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.engine.transform.view.Views;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A pipeline's full load within one run: merges what is still to be copied into the stream. {@link
 * #progress} and {@link #abort} may be called from any thread.
 */
public final class Snapshot implements AutoCloseable {
    /** Times that the turn is waited for, of five seconds each. */
    private static final int TURN_TRIES = 12;

    private final String pipeline;
    private final Surroundings around;
    private final SnapshotMerge merge;
    private final CopyTables tables;
    private final StopSignal stop = new StopSignal();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<SourceSession> sessions = new CopyOnWriteArrayList<>();
    private final List<Copier> copiers = new CopyOnWriteArrayList<>();
    private final CopyRecord record;
    private final long rowsBefore;
    private final long rowsAtOpening;
    private final long openedNanos = System.nanoTime();
    private volatile CopyProgress shown;

    /** What is known of the target's tables. */
    public interface Target extends TableReading.Target {
        /** Whether the table is there and has rows. */
        boolean holdsRows(TableName name);
    }

    /**
     * What a full load works with.
     *
     * @param source opens a connection to the source
     * @param target where rows go
     * @param views what becomes of rows on their way
     * @param sizes how large things become
     * @param board figures and reasons
     * @param queuedBytes what lies before the target now
     * @param roomBytes chunks wait while more lies there
     * @param durable up to where the log is durable on the target
     * @param held tables of the target that the pipeline does not write any more
     * @param elsewhere source tables of which another copy of the pipeline has still rows to hand
     *     over
     */
    public record Surroundings(
            Supplier<MysqlConnection> source,
            CopyTarget target,
            TableViews views,
            SnapshotSizes sizes,
            StatusBoard board,
            LongSupplier queuedBytes,
            long roomBytes,
            Supplier<LogPosition> durable,
            Predicate<TableName> held,
            Predicate<TableName> elsewhere) {}

    private Snapshot(
            String pipeline,
            CopyTables tables,
            Surroundings around,
            LogPosition start,
            DeliverySink next) {
        this.pipeline = pipeline;
        this.around = around;
        this.tables = tables;
        this.record = CopyRecord.of(pipeline, around.target().sql());
        this.merge =
                new SnapshotMerge(
                        tables,
                        record,
                        start,
                        next,
                        new SnapshotMerge.Sizes(
                                around.queuedBytes(),
                                around.roomBytes(),
                                around.sizes().windowBytes()));
        this.rowsBefore = tables.all().stream().mapToLong(CopyTable::rowsBefore).sum();
        this.rowsAtOpening = around.board().rowsCopied.sum();
        this.shown = look();
    }

    /**
     * What a run has to copy still, or has copied so lately that the log's changes from before have
     * to be told apart.
     *
     * @param from a connection to the source, used during the call only
     * @param recorded what the target's record holds
     * @param start where the stream begins
     * @param next the load stage
     */
    public static Optional<Snapshot> open(
            MysqlConnection from,
            Recorded recorded,
            Surroundings around,
            LogPosition start,
            DeliverySink next) {
        if (over(recorded.parts(), start)) {
            return Optional.empty();
        }
        CopyTables tables =
                CopyScope.of(
                        from,
                        recorded.parts(),
                        around.target(),
                        around.elsewhere(),
                        "pipeline " + recorded.pipeline());
        recorded.orders()
                .forEach((name, order) ->
                        tables.find(name).ifPresent(table -> table.orderedBy(order)));
        return Optional.of(new Snapshot(recorded.pipeline(), tables, around, start, next));
    }

    /** What the target's record holds of a pipeline. */
    public static final class Recorded {
        private final String pipeline;
        private final List<Part> parts;
        private final Map<TableName, String> orders;

        private Recorded(String pipeline, List<Part> parts, Map<TableName, String> orders) {
            this.pipeline = pipeline;
            this.parts = parts;
            this.orders = orders;
        }

        Map<TableName, String> orders() {
            return orders;
        }

        String pipeline() {
            return pipeline;
        }

        List<Part> parts() {
            return parts;
        }
    }

    /** Where the changes go in. */
    public DeliverySink sink() {
        return merge;
    }

    /** Whether it has begun to copy. Belongs, as what follows, to who starts it. */
    public boolean begun() {
        return !threads.isEmpty();
    }

    /** Whether it has begun and nothing is left to be read. */
    public boolean ended() {
        return begun() && threads.stream().noneMatch(Thread::isAlive);
    }

    /** Begins to copy. */
    public void start() {
        Copier.Around shared =
                new Copier.Around(
                        around.target(),
                        around.sizes(),
                        around.board(),
                        stop,
                        around.durable(),
                        around.held(),
                        record,
                        new RowRate(around.sizes().rowsPerSecond(), System.nanoTime()));
        for (int i = 1; i <= around.sizes().threads(); i++) {
            start(pipeline + "-copy-" + i, shared, Copier::run);
        }
        start(pipeline + "-complete", shared, Copier::runCompletions);
    }

    /** What a thread does with its copier. */
    private interface Job {
        void run(Copier copier) throws InterruptedException;
    }

    private void start(String name, Copier.Around shared, Job job) {
        SourceSession session = new SourceSession(around.source());
        sessions.add(session);
        Views views = new Views(around.views(), name);
        Copier copier = new Copier(name, merge, session, views, shared);
        copiers.add(copier);
        threads.add(Thread.ofPlatform().name(name).start(() -> run(copier, session, views, job)));
    }

    private void run(Copier copier, SourceSession session, Views views, Job job) {
        try (session;
                views) {
            job.run(copier);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            if (!Copier.stageEnded(e) && !stop.raised()) {
                failure.compareAndSet(null, e);
            }
        }
    }

    /** Why copying has ended before its end, if it has. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Whether rows of a source table are still to be handed over; any thread may ask. */
    public boolean awaits(TableName source) {
        return tables.awaits(source);
    }

    /** How far it is; never blocks. */
    public CopyProgress progress() {
        merge.glance(() -> shown = look());
        return shown;
    }

    private CopyProgress look() {
        int done = 0;
        long estimated = 0;
        for (CopyTable table : tables.all()) {
            estimated += table.estimated();
            if (table.over()) {
                done++;
            }
        }
        long copied = around.board().rowsCopied.sum() - rowsAtOpening;
        double seconds = Math.max(0.001, (System.nanoTime() - openedNanos) / 1e9);
        double rate = copied / seconds;
        long rows = rowsBefore + copied;
        boolean all = done == tables.all().size();
        OptionalLong left =
                all || copied == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of((long) (Math.max(0, estimated - rows) / rate));
        return new CopyProgress(
                done,
                tables.all().size(),
                rows,
                all ? rows : Math.max(estimated, rows),
                rate,
                left);
    }

    /** Ends all waiting at once. */
    public void abort() {
        stop.raise();
        merge.close();
        sessions.forEach(SourceSession::abort);
        copiers.forEach(Copier::abort);
    }

    /** Ends copying; what was handed over is the load stage's. */
    @Override
    public void close() {
        abort();
        try {
            for (Thread thread : threads) {
                thread.join(java.time.Duration.ofSeconds(20));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    /**
     * Makes the target's missing tables and tells what is not copied; for a pipeline's first start.
     */
    public static void prepare(
            MysqlConnection from, CopyTarget target, TableRoute route, String pipeline) {
        CopyScope.createMissing(from, target, route, "pipeline " + pipeline);
    }

    /**
     * Records that all tables in scope are to be copied. Runs within the caller's transaction.
     *
     * @param to a session on the target
     * @param emptying whether the target's tables are to be emptied first; else they must be empty
     * @throws OtterException COPY_TARGET_NOT_EMPTY
     */
    public static void request(
            MysqlConnection from,
            RecordSession to,
            CopyTarget target,
            TableRoute route,
            String pipeline,
            boolean emptying) {
        Map<TableName, TableName> tables = CopyScope.tables(from, route);
        if (!emptying) {
            CopyScope.requireEmpty(target, tables, "pipeline " + pipeline);
        }
        tables.values().stream().distinct().forEach(target::requireCopyable);
        CopyRecord record = CopyRecord.of(pipeline, target.sql());
        Map<TableName, String> made = record.made(to);
        to.run(record.forget());
        State state = emptying ? State.EMPTYING : State.WAITING;
        CopyScope.added(
                        from,
                        record,
                        tables,
                        state,
                        table -> CopyTerms.USUAL.withAfterwards(made.getOrDefault(table, "")))
                .forEach(to::run);
    }

    /** Source tables of which not all rows are durable. Changes nothing. */
    public static Set<TableName> unfinished(RecordSession to, RecordSql sql, String pipeline) {
        return CopyRecord.of(pipeline, sql).read(to).stream()
                .filter(part -> part.state() != State.DONE)
                .map(Part::source)
                .collect(Collectors.toSet());
    }

    /**
     * Forgets a full load that is over, before positions of another log are compared with its own.
     *
     * @param mark everything before is durable
     * @return false, with nothing changed, when it is not over
     */
    public static boolean forgottenIfOver(
            RecordSession to, RecordSql sql, String pipeline, LogPosition mark) {
        CopyRecord record = CopyRecord.of(pipeline, sql);
        List<Part> parts = record.read(to);
        if (!over(parts, mark)) {
            return false;
        }
        if (!parts.isEmpty()) {
            to.run(record.forget());
        }
        return true;
    }

    private static boolean over(List<Part> parts, LogPosition mark) {
        return parts.stream()
                .allMatch(part ->
                        part.state() == State.DONE
                                && part.terms().afterwards().isEmpty()
                                && part.finished().orElseThrow().compareTo(mark) <= 0);
    }

    /**
     * Reads the record, after emptying what has to be emptied. Outside of a transaction.
     *
     * @param to a session on the target; it may have the right to change tables afterwards
     * @throws OtterException TARGET_NOT_READY when another session changes its tables still
     */
    public static Recorded recorded(
            MysqlConnection from, RecordSession to, CopyTarget target, String pipeline) {
        CopyRecord record = CopyRecord.of(pipeline, target.sql());
        if (!emptied(from, record.read(to), target, pipeline).isEmpty()) {
            takeTurn(to, target, pipeline);
            // Who had the turn before may have emptied them.
            for (Part part : emptied(from, record.read(to), target, pipeline)) {
                target.empty(to, part.target());
                record.emptied(part.source()).forEach(to::run);
            }
        }
        return new Recorded(pipeline, record.read(to), record.orders(to));
    }

    /** Tables that have to be emptied before they are copied. */
    private static List<Part> emptied(
            MysqlConnection from, List<Part> parts, CopyTarget targets, String pipeline) {
        if (parts.stream().allMatch(part -> part.state() == State.DONE)) {
            return List.of();
        }
        CopyTables tables =
                CopyScope.of(from, parts, targets, _ -> false, "pipeline " + pipeline);
        return parts.stream()
                .filter(part -> part.part() == 0 && part.state() != State.DONE)
                .filter(part ->
                        part.state() == State.EMPTYING
                                || tables.find(part.source()).orElseThrow().still())
                .toList();
    }

    private static void takeTurn(RecordSession to, CopyTarget target, String pipeline) {
        for (int tries = 0; tries < TURN_TRIES; tries++) {
            if (target.turn(to)) {
                return;
            }
        }
        throw new OtterException(
                ErrorCode.TARGET_NOT_READY,
                "tables have to be emptied for a full load, and an earlier run of this pipeline still"
                        + " runs a statement on the target",
                "pipeline " + pipeline,
                "Wait until that statement has ended (SHOW PROCESSLIST or pg_stat_activity on the"
                        + " target shows it), then start again.");
    }
}
