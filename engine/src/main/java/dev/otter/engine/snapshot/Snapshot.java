package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.ddl.TargetTurn;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
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
    private final List<SourceSession> sessions = new ArrayList<>();
    private final List<Copier> copiers = new CopyOnWriteArrayList<>();
    private final CopyRecord record;
    private final long rowsBefore;
    private final long rowsAtOpening;
    private final long openedNanos = System.nanoTime();
    private volatile CopyProgress shown;

    /** What is known of the target. */
    public interface Target extends TableReading.Target {}

    /**
     * What a full load works with.
     *
     * @param source opens a connection to the source
     * @param target the target's tables
     * @param sizes how large things become
     * @param board figures and reasons
     * @param queuedBytes what lies before the target now
     * @param roomBytes chunks wait while more lies there
     * @param durable up to where the log is durable on the target
     * @param held tables of the target that the pipeline does not write any more
     * @param targetConnection opens a connection to the target
     * @param turn the right to change the target's tables
     */
    public record Surroundings(
            Supplier<MysqlConnection> source,
            Target target,
            SnapshotSizes sizes,
            StatusBoard board,
            LongSupplier queuedBytes,
            long roomBytes,
            Supplier<LogPosition> durable,
            Predicate<TableName> held,
            Supplier<MysqlConnection> targetConnection,
            TargetTurn turn) {}

    private Snapshot(
            String pipeline,
            CopyTables tables,
            Surroundings around,
            LogPosition start,
            DeliverySink next) {
        this.pipeline = pipeline;
        this.around = around;
        this.tables = tables;
        this.record = new CopyRecord(pipeline);
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
                        from, recorded.parts(), around.target(), "pipeline " + recorded.pipeline());
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
                        around.targetConnection(),
                        record,
                        new RowRate(around.sizes().rowsPerSecond(), System.nanoTime()),
                        around.turn());
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
        Copier copier = new Copier(name, merge, session, shared);
        copiers.add(copier);
        threads.add(Thread.ofPlatform().name(name).start(() -> run(copier, session, job)));
    }

    private void run(Copier copier, SourceSession session, Job job) {
        try (session) {
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
            MysqlConnection from,
            MysqlConnection to,
            dev.otter.model.table.TableRoute route,
            String pipeline) {
        CopyScope.createMissing(from, to, route, new CopyRecord(pipeline), "pipeline " + pipeline);
    }

    /**
     * Records that all tables in scope are to be copied. Runs within the caller's transaction.
     *
     * @param emptying whether the target's tables are to be emptied first; else they must be empty
     * @throws OtterException COPY_TARGET_NOT_EMPTY
     */
    public static void request(
            MysqlConnection from,
            MysqlConnection to,
            dev.otter.model.table.TableRoute route,
            String pipeline,
            boolean emptying) {
        Map<TableName, TableName> tables = CopyScope.tables(from, route);
        if (!emptying) {
            CopyScope.requireEmpty(to, tables, "pipeline " + pipeline);
        }
        CopyRecord record = new CopyRecord(pipeline);
        Map<TableName, String> made = record.made(to);
        to.query(record.forget());
        State state = emptying ? State.EMPTYING : State.WAITING;
        CopyScope.added(
                        from,
                        record,
                        tables,
                        state,
                        table -> CopyTerms.USUAL.withAfterwards(made.getOrDefault(table, "")))
                .forEach(to::query);
    }

    /** Source tables of which not all rows are durable. Changes nothing. */
    public static Set<TableName> unfinished(MysqlConnection to, String pipeline) {
        return new CopyRecord(pipeline)
                .read(to).stream()
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
    public static boolean forgottenIfOver(MysqlConnection to, String pipeline, LogPosition mark) {
        CopyRecord record = new CopyRecord(pipeline);
        List<Part> parts = record.read(to);
        if (!over(parts, mark)) {
            return false;
        }
        if (!parts.isEmpty()) {
            to.query(record.forget());
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
     * @param turn the right to empty the target's tables
     * @throws OtterException TARGET_NOT_READY when another session changes its tables still
     */
    public static Recorded recorded(
            MysqlConnection from,
            MysqlConnection to,
            Target targets,
            String pipeline,
            TargetTurn turn) {
        CopyRecord record = new CopyRecord(pipeline);
        if (!emptied(from, record.read(to), targets, pipeline).isEmpty()) {
            takeTurn(to, turn, pipeline);
            // Who had the turn before may have emptied them.
            to.query("SET SESSION foreign_key_checks=0");
            for (Part part : emptied(from, record.read(to), targets, pipeline)) {
                to.query("TRUNCATE TABLE " + part.target().quoted());
                record.emptied(part.source()).forEach(to::query);
            }
            to.query("SET SESSION foreign_key_checks=1");
        }
        return new Recorded(pipeline, record.read(to), record.orders(to));
    }

    /** Tables that have to be emptied before they are copied. */
    private static List<Part> emptied(
            MysqlConnection from, List<Part> parts, Target targets, String pipeline) {
        if (parts.stream().allMatch(part -> part.state() == State.DONE)) {
            return List.of();
        }
        CopyTables tables = CopyScope.of(from, parts, targets, "pipeline " + pipeline);
        return parts.stream()
                .filter(part -> part.part() == 0 && part.state() != State.DONE)
                .filter(part ->
                        part.state() == State.EMPTYING
                                || tables.find(part.source()).orElseThrow().still())
                .toList();
    }

    private static void takeTurn(MysqlConnection to, TargetTurn turn, String pipeline) {
        for (int tries = 0; tries < TURN_TRIES; tries++) {
            if (turn.take(to)) {
                return;
            }
        }
        throw new OtterException(
                ErrorCode.TARGET_NOT_READY,
                "tables have to be emptied for a full load, and an earlier run of this pipeline still"
                        + " runs a statement on the target",
                "pipeline " + pipeline,
                "Wait until that statement has ended (SHOW PROCESSLIST on the target shows it), then"
                        + " start again.");
    }
}
