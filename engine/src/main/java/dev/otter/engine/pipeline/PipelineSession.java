package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.StageClosedException;
import dev.otter.engine.extract.Extractor;
import dev.otter.engine.load.LoadStage;
import dev.otter.engine.load.LoaderConfig;
import dev.otter.engine.load.apply.AbandonedException;
import dev.otter.engine.load.apply.ApplierConfig;
import dev.otter.engine.load.apply.HeldTables;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.select.LogReader;
import dev.otter.engine.select.LogSource;
import dev.otter.engine.snapshot.CopyProgress;
import dev.otter.engine.snapshot.Snapshot;
import dev.otter.engine.transform.Transformer;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One run of a pipeline from its checkpoint: all stages wired together. Opened, run once, thrown
 * away.
 */
final class PipelineSession {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final LoadStage load;
    private final LogReader reader;
    private final Checkpoint start;
    private final long clockAheadMillis;
    private final StopSignal readerStop = new StopSignal();
    private final Optional<Snapshot> snapshot;

    private PipelineSession(
            String name,
            Ends ends,
            Pipeline pipeline,
            PipelineSizes sizes,
            StatusBoard board,
            MysqlConnection from) {
        this.name = name;
        this.start = ends.start;
        this.clockAheadMillis = ends.clockAheadMillis;
        String where = "pipeline " + name;
        TargetCatalog tables = ends.tables;
        HeldTables held = ends.held;
        this.load =
                new LoadStage(
                        new LoaderConfig(appliers(pipeline), sizes.budgetBytes(), sizes.limits()),
                        new ApplierConfig(
                                name,
                                Endpoints.wire(pipeline.to()),
                                ends.recovered.epoch(),
                                ends.checkpoints,
                                tables,
                                pipeline.options().apply(),
                                pipeline.options().onError()),
                        new LoadStage.Begin(ends.start, ends.gtids, ends.recovered),
                        held,
                        new LoadStage.Surroundings(
                                board, new SchemaCheck(where, pipeline, tables)));
        this.snapshot =
                Snapshot.open(
                        from,
                        ends.recorded,
                        new Snapshot.Surroundings(
                                () -> Endpoints.connect(pipeline.from()),
                                tables,
                                sizes.snapshot(),
                                board,
                                load.loader()::queuedBytes,
                                sizes.budgetBytes() / 3,
                                load.loader()::durable),
                        start.position(),
                        load.sink());
        DeliverySink merged = snapshot.map(Snapshot::sink).orElse(load.sink());
        Extractor extractor =
                new Extractor(
                        pipeline.tables(),
                        ends.sourceColumns,
                        new Transformer(pipeline.tables(), merged),
                        sizes.giantBytes());
        this.reader =
                new LogReader(
                        new LogSource(
                                Endpoints.wire(pipeline.from()), ends.serverId, ends.gtids, where),
                        extractor,
                        board,
                        readerStop);
    }

    /** What is learned of both ends before a run. */
    private static final class Ends {
        private boolean gtids;
        private long serverId;
        private long clockAheadMillis;
        private Checkpoint start;
        private Recovered recovered;
        private CheckpointTable checkpoints;
        private TargetCatalog tables;
        private SourceCatalog sourceColumns;
        private HeldTables held;
        private Snapshot.Recorded recorded;
    }

    private static int appliers(Pipeline pipeline) {
        int wanted = pipeline.options().appliers();
        return wanted > 0
                ? wanted
                : Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 4, 16);
    }

    /**
     * Connects to both ends, checks them and takes over the checkpoint.
     *
     * @throws dev.otter.model.error.OtterException when an end cannot be used
     */
    static PipelineSession open(
            String name, Pipeline pipeline, PipelineSizes sizes, StatusBoard board) {
        Ends ends = new Ends();
        try (MysqlConnection from = Endpoints.connect(pipeline.from());
                MysqlConnection to = Endpoints.connect(pipeline.to())) {
            Preflight.source(from, pipeline.from(), "pipeline " + name);
            FullLoad fullLoad = new FullLoad(name, pipeline, from, to);
            fullLoad.prepare();
            Preflight.target(from, to, pipeline, "pipeline " + name);
            ends.held = Preflight.held(to, name, board);
            ends.serverId = Preflight.replicaId(name);
            ends.gtids = Preflight.usesGtids(from);
            ends.clockAheadMillis = Preflight.clockAheadMillis(from, board.clock());
            ends.sourceColumns = new SourceCatalog(pipeline.from(), from);
            ends.tables = new TargetCatalog(pipeline.to(), to);
            ends.checkpoints = new CheckpointTable(name, sizes.slots());
            ends.recovered = ends.checkpoints.takeOver(to);
            Optional<Checkpoint> mark = fullLoad.usable(ends.recovered.mark(), ends.gtids);
            if (mark.isPresent()) {
                ends.start = mark.get();
            } else {
                ends.start =
                        new StartPoints(
                                        pipeline.from(),
                                        from,
                                        ends.serverId,
                                        ends.gtids,
                                        "pipeline " + name)
                                .resolve(pipeline.start());
                fullLoad.request();
                ends.checkpoints.writeStart(to, ends.recovered, ends.start);
            }
            ends.recorded = Snapshot.recorded(from, to, ends.tables, name);
            return new PipelineSession(name, ends, pipeline, sizes, board, from);
        }
    }

    /**
     * Runs until stopped or ended by an error.
     *
     * @return why it ended; empty when it was stopped
     */
    Optional<Throwable> run(StopSignal stop) throws InterruptedException {
        AtomicReference<Throwable> readerEnd = new AtomicReference<>();
        Thread reading = Thread.ofPlatform().name(name + "-select").start(() -> read(readerEnd));
        Thread loading = Thread.ofPlatform().name(name + "-load").start(this::load);
        snapshot.ifPresent(Snapshot::start);
        while (!stop.pause(Duration.ofMillis(50))
                && loading.isAlive()
                && reading.isAlive()
                && copyFailure().isEmpty()) {
            // All stages live; the pause is the watch.
        }
        readerStop.raise();
        snapshot.ifPresent(Snapshot::close);
        reader.abort();
        load.loader().stop();
        if (!loading.join(STOP_PATIENCE)) {
            load.abandon();
            loading.join();
        }
        reading.join();
        Throwable failed = load.loader().failure().orElse(null);
        if (failed == null || failed instanceof AbandonedException) {
            failed = readerEnd.get();
        }
        if (failed == null) {
            failed = copyFailure().orElse(null);
        }
        return stop.raised() && !(failed instanceof dev.otter.model.error.OtterException)
                ? Optional.empty()
                : Optional.ofNullable(failed);
    }

    private Optional<Throwable> copyFailure() {
        return snapshot.flatMap(Snapshot::failure);
    }

    /** How far a full load is; empty when there is none. */
    Optional<CopyProgress> copy() {
        return snapshot.map(Snapshot::progress);
    }

    private void read(AtomicReference<Throwable> end) {
        try {
            reader.run(start);
        } catch (StageClosedException _) {
            // The load stage tells why it has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            end.set(e);
        }
    }

    private void load() {
        try {
            load.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the wait for the source at once. */
    void interrupt() {
        readerStop.raise();
        snapshot.ifPresent(Snapshot::abort);
        reader.abort();
    }

    /** The same, and breaks off what is in flight on the target. */
    void abandon() {
        interrupt();
        load.abandon();
    }

    LogPosition durable() {
        return load.loader().durable();
    }

    /** Bytes between source and target. */
    long queuedBytes() {
        return load.loader().queuedBytes();
    }

    OptionalLong lagMillis(long nowMillis) {
        long since = load.loader().oldestOutstandingMicros();
        if (since < 0) {
            if (!reader.behind()) {
                return OptionalLong.of(0);
            }
            since = reader.newestMicros();
        }
        return since < 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, nowMillis + clockAheadMillis - since / 1000));
    }

    /** In a few words what it is doing when nothing is waited for. */
    String activity() {
        if (copy().filter(progress -> !progress.finished()).isPresent()) {
            return "copying the tables' rows";
        }
        if (load.loader().oldestOutstandingMicros() >= 0) {
            return "applying";
        }
        return reader.behind() ? "reading the log" : "caught up";
    }
}
