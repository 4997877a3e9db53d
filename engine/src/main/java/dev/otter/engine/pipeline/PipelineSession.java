package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.StageClosedException;
import dev.otter.engine.extract.Extractor;
import dev.otter.engine.failover.ReplicaState;
import dev.otter.engine.failover.SourceTurn;
import dev.otter.engine.files.FileEntries;
import dev.otter.engine.files.FileStage;
import dev.otter.engine.load.LoadStage;
import dev.otter.engine.load.LoaderConfig;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.AbandonedException;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.load.apply.ApplierConfig;
import dev.otter.engine.load.apply.ApplyTarget;
import dev.otter.engine.load.apply.HeldTables;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.relay.LogRelays;
import dev.otter.engine.relay.SharedLog;
import dev.otter.engine.resync.BufferRows;
import dev.otter.engine.resync.RequestStore;
import dev.otter.engine.resync.Resync;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.schema.LoggedShapes;
import dev.otter.engine.schema.SchemaHistory;
import dev.otter.engine.select.LogReader;
import dev.otter.engine.select.LogSource;
import dev.otter.engine.select.ServerIdentity;
import dev.otter.engine.select.StatementNames;
import dev.otter.engine.snapshot.CopyProgress;
import dev.otter.engine.snapshot.Snapshot;
import dev.otter.engine.transform.Transformer;
import dev.otter.engine.transform.view.Views;
import dev.otter.engine.verify.live.LiveVerifier;
import dev.otter.engine.verify.live.VerifyBoard;
import dev.otter.model.channel.MissingColumnRule;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.VerifyRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

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
    private final Views views;
    private final Optional<Resync> resync;
    private final Optional<Snapshot> snapshot;
    private final Optional<CopyWatch> copyWatch;
    private final Optional<FileStage> files;
    private final Optional<LiveVerifier> live;
    private volatile String leaving;

    /** Tables are being copied, as of the last look. */
    private volatile boolean copying;

    private PipelineSession(
            String name,
            Ends ends,
            Pipeline pipeline,
            PipelineSizes sizes,
            Boards boards,
            MysqlConnection from) {
        StatusBoard board = boards.status();
        this.name = name;
        this.start = ends.start;
        this.clockAheadMillis = ends.clockAheadMillis;
        String where = "pipeline " + name;
        HeldTables held = ends.held;
        this.load =
                new LoadStage(
                        new LoaderConfig(
                                appliers(pipeline),
                                sizes.budgetBytes(),
                                sizes.limits(),
                                pipeline.options().ddl().missing()
                                        == MissingColumnRule.IGNORE_NULL),
                        new ApplierConfig(
                                name,
                                ends.target,
                                ends.tables,
                                pipeline.options().onError(),
                                ends.acknowledged),
                        new LoadStage.Begin(ends.start, ends.gtids, ends.recovered),
                        held,
                        new LoadStage.Surroundings(board, ends.schema));
        this.snapshot =
                ends.rest.flatMap(rest ->
                        Snapshot.open(
                                from,
                                rest.recorded(),
                                new Snapshot.Surroundings(
                                        () ->
                                                Endpoints.connect(
                                                        pipeline.from(), ends.identity, where),
                                        rest.target(),
                                        pipeline.options().views(),
                                        sizes.snapshot().limited(pipeline.options().copyLimits()),
                                        board,
                                        load.loader()::queuedBytes,
                                        sizes.budgetBytes() / 3,
                                        load.loader()::durable,
                                        held::holds),
                                ends.start.position(),
                                load.sink()));
        this.copying = snapshot.isPresent();
        this.copyWatch =
                ends.rest
                        .filter(rest -> rest.target().takesRequests())
                        .map(rest ->
                                new CopyWatch(
                                        name,
                                        rest.target(),
                                        () -> leave("a copy of tables is asked for")));
        this.views = new Views(pipeline.options().views(), name);
        DeliverySink merged = snapshot.map(Snapshot::sink).orElse(load.sink());
        this.files = ends.files.map(entries -> files(ends, entries, sizes, board, merged));
        Transformer transformer =
                new Transformer(
                        Resync.route(ends.route),
                        views,
                        files.map(DeliverySink.class::cast).orElse(merged));
        this.resync =
                ends.requests
                        .filter(_ -> pipeline.options().resync())
                        .map(requests -> resync(requests, ends, pipeline, board, transformer));
        this.live = live(pipeline, boards.verify());
        Extractor extractor =
                new Extractor(
                        ends.route,
                        table -> resync.isPresent() && BufferRows.is(table),
                        ends.sourceColumns,
                        ends.shapes,
                        tapped(resync.map(Resync::sink).orElse(transformer)),
                        sizes.giantBytes());
        this.reader =
                new LogReader(
                        new LogSource(
                                Endpoints.wire(pipeline.from()),
                                ends.serverId,
                                ends.gtids,
                                where,
                                Optional.of(ends.identity),
                                ends.printed,
                                ends.known,
                                ends.names,
                                ends.shared),
                        extractor,
                        board,
                        readerStop);
    }

    /** Where a run writes what it counts and finds. */
    record Boards(StatusBoard status, VerifyBoard verify) {}

    private Optional<LiveVerifier> live(Pipeline pipeline, VerifyBoard verify) {
        if (pipeline.options().verify().continuous() == VerifyRules.Continuous.OFF
                || pipeline.options().dryRun()) {
            return Optional.empty();
        }
        LiveVerifier.require(name, pipeline);
        return Optional.of(
                new LiveVerifier(
                        name,
                        pipeline,
                        new LiveVerifier.Run(verify, load.loader()::durable, () -> copying)));
    }

    private DeliverySink tapped(DeliverySink next) {
        return live.map(verifier -> verifier.tap(next)).orElse(next);
    }

    private FileStage files(
            Ends ends,
            FileEntries entries,
            PipelineSizes sizes,
            StatusBoard board,
            DeliverySink next) {
        return new FileStage(
                name,
                sizes.files(),
                entries,
                new FileStage.Surroundings(
                        board,
                        load.loader()::durable,
                        ends.recovered.durable().values().stream()
                                .flatMap(List::stream)
                                .collect(Collectors.toSet())),
                next);
    }

    private Resync resync(
            RequestStore requests,
            Ends ends,
            Pipeline pipeline,
            StatusBoard board,
            DeliverySink transformer) {
        return new Resync(
                name,
                new Resync.Tables(
                        pipeline.tables(),
                        pipeline.options().views(),
                        ends.tables,
                        table -> exists(ends.sourceColumns, table),
                        pipeline.options().ddl().missing() == MissingColumnRule.IGNORE_NULL),
                new Resync.Ends(
                        () -> Endpoints.connect(pipeline.from(), ends.identity, "pipeline " + name),
                        requests,
                        // What has left the files' stage counts in the load stage already.
                        () ->
                                files.map(FileStage::empty).orElse(true)
                                        && load.loader().queuedBytes() == 0,
                        () -> copying,
                        load.loader()::durable),
                board,
                ends.start.position(),
                transformer);
    }

    private static boolean exists(SourceCatalog tables, TableName table) {
        try {
            return !tables.columns(table).isEmpty();
        } catch (OtterException e) {
            if (e.code() == ErrorCode.TABLE_MISMATCH) {
                return true;
            }
            throw e;
        }
    }

    /** What is learned of both ends before a run. */
    private static final class Ends {
        private boolean gtids;
        private Set<TransactionId> known;
        private long serverId;
        private long clockAheadMillis;
        private Checkpoint start;
        private Recovered recovered;
        private ApplyTarget target;
        private Acknowledged acknowledged;
        private TargetTables tables;
        private SchemaGuard schema;
        private SourceCatalog sourceColumns;
        private HeldTables held;
        private LoggedShapes shapes;
        private TableRoute route;
        private Optional<RequestStore> requests;
        private String identity;
        private Optional<TableRoute> printed;
        private Optional<FullLoad.Rest> rest;
        private StatementNames names;
        private Optional<FileEntries> files = Optional.empty();
        private SharedLog shared;

        /** What is known of statements and shapes along the log. */
        private void follow(
                Pipeline pipeline, MysqlConnection from, TargetSide to, StatusBoard board) {
            SourceShapes source = new SourceShapes(pipeline.from(), from, gtids);
            route = pipeline.tables();
            LoggedShapes history =
                    to.shapes()
                            .map(store ->
                                    (LoggedShapes)
                                            SchemaHistory.open(
                                                    store, source, pipeline.tables(), start))
                            .orElseGet(LoggedShapes::none);
            shapes = history;
            Optional<Set<TableName>> names = to.names();
            if (names.isPresent() && pipeline.options().ddl().applies() && printed.isEmpty()) {
                OnlineTables online = new OnlineTables(route, pipeline.options().views(), history);
                online.resume(source.tables(), names.get());
                shapes = online;
                route = online;
            }
            schema = to.schemaGuard(acknowledged, route, source, board);
        }

        private void names(Naming naming) {
            gtids = naming.gtids();
            recovered = naming.recovered();
            known = naming.known();
        }

        /** Statements that are written down under their GTIDs keep them, as transactions do. */
        private void keepNames(Set<TransactionId> statements) {
            Set<TransactionId> all = new HashSet<>(known);
            all.addAll(statements);
            known = Set.copyOf(all);
        }
    }

    /** How many threads write to the target. */
    static int appliers(Pipeline pipeline) {
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
            String name,
            Pipeline configured,
            PipelineSizes sizes,
            Boards boards,
            SourceTurn turn,
            TargetSide.Opening opening,
            LogRelays relays) {
        StatusBoard board = boards.status();
        Pipeline pipeline = RowWriting.prepared(name, configured.readingFrom(turn.endpoint()));
        Ends ends = new Ends();
        try (MysqlConnection from = Endpoints.connect(pipeline.from());
                TargetSide to = opening.open(name, pipeline, sizes.slots())) {
            Preflight.source(from, pipeline.from(), "pipeline " + name);
            ReplicaState.requireWholeLog(from, "pipeline " + name + ", source " + pipeline.from());
            RowWriting.source(from, pipeline, "pipeline " + name);
            to.check(from, "pipeline " + name);
            ends.serverId = Preflight.replicaId(name, to.identity());
            boolean named = Preflight.usesGtids(from);
            ends.clockAheadMillis = Preflight.clockAheadMillis(from, board.clock());
            ends.sourceColumns = new SourceCatalog(pipeline.from(), from);
            ends.names = StatementNames.of(from);
            ends.tables = to.tables();
            ends.requests = to.requests();
            ends.recovered = to.takeOver();
            if (ends.recovered.mark().isPresent()) {
                boolean gtids = Naming.byGtids(ends.recovered.mark().get(), named);
                ends.names(
                        Naming.goOn(
                                from,
                                pipeline.from(),
                                ends.serverId,
                                to.settle(from, turn, ends.serverId, ends.recovered, gtids),
                                gtids));
                if (!gtids) {
                    ends.keepNames(to.statements());
                }
            }
            Optional<Checkpoint> mark = to.usable(from, ends.recovered.mark(), ends.gtids);
            if (mark.isPresent()) {
                ends.start = mark.get();
            } else {
                ends.names(Naming.begin(ends.recovered, named));
                to.first(from, turn, ends.serverId);
                ends.start =
                        new StartPoints(
                                        pipeline.from(),
                                        from,
                                        ends.serverId,
                                        ends.gtids,
                                        "pipeline " + name)
                                .resolve(pipeline.start());
                to.writeStart(from, ends.recovered, ends.start);
                ends.recovered = ends.recovered.begun();
            }
            ends.target = RowWriting.target(pipeline, to.target(ends.recovered.epoch()));
            ends.acknowledged = new Acknowledged(name, ends.recovered.epoch());
            ends.identity = ServerIdentity.of(from);
            ends.shared =
                    SharedReading.of(relays, pipeline.from(), from, ends.identity, ends.gtids);
            ends.printed =
                    pipeline.from().failover().isPresent() && !ends.gtids
                            ? Optional.of(pipeline.tables())
                            : Optional.empty();
            if (ends.printed.isEmpty()) {
                // A tail that is not carried on would no longer be the last that was applied.
                ends.start = new Checkpoint(ends.start.position(), ends.start.gtids());
            }
            ends.follow(pipeline, from, to, board);
            ends.rest = pipeline.options().dryRun() ? Optional.empty() : to.rest(from);
            // Taken over, so nobody else can hold another table.
            ends.held = to.held(board);
            ends.files = AttachedFiles.open(name, pipeline, sizes.files(), from, board);
            return new PipelineSession(name, ends, pipeline, sizes, boards, from);
        }
    }

    /** Ends the run so that another one can begin, at another server; from any thread. */
    void leave(String why) {
        leaving = why;
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
        files.ifPresent(FileStage::start);
        copyWatch.ifPresent(CopyWatch::start);
        live.ifPresent(LiveVerifier::start);
        while (!stop.pause(Duration.ofMillis(50))
                && leaving == null
                && loading.isAlive()
                && reading.isAlive()
                && copyFailure().isEmpty()
                && filesFailure().isEmpty()) {
            copying = copy().filter(progress -> !progress.finished()).isPresent();
        }
        interrupt();
        live.ifPresent(LiveVerifier::close);
        copyWatch.ifPresent(CopyWatch::close);
        snapshot.ifPresent(Snapshot::close);
        load.loader().stop();
        if (!loading.join(STOP_PATIENCE)) {
            load.abandon();
            loading.join();
        }
        reading.join();
        resync.ifPresent(Resync::close);
        files.ifPresent(FileStage::close);
        views.close();
        Throwable failed = load.loader().failure().orElse(null);
        if (failed == null || failed instanceof AbandonedException) {
            failed = readerEnd.get();
        }
        if (failed == null) {
            failed = copyFailure().or(this::filesFailure).orElse(null);
        }
        if (leaving != null
                && !stop.raised()
                && (failed == null || failed instanceof WireException)) {
            return Optional.of(new RestartNeededException(leaving, failed));
        }
        return stop.raised() && !(failed instanceof OtterException)
                ? Optional.empty()
                : Optional.ofNullable(failed);
    }

    private Optional<Throwable> filesFailure() {
        return files.flatMap(FileStage::failure);
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
        files.ifPresent(FileStage::abort);
        reader.abort();
        resync.ifPresent(Resync::abort);
    }

    /** The same, and breaks off what is in flight on the target. */
    void abandon() {
        files.ifPresent(FileStage::abandon);
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
        long waiting = files.map(FileStage::oldestMicros).orElse(-1L);
        long since = load.loader().oldestOutstandingMicros();
        since = since < 0 ? waiting : since;
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

    /** How it gets the log. */
    SourceReading reading() {
        return new SourceReading(
                reader.readsShared() ? SourceReading.By.SHARED : SourceReading.By.OWN,
                reader.relay());
    }

    /** In a few words what it is doing when nothing is waited for. */
    String activity() {
        if (copying) {
            return "copying the tables' rows";
        }
        if (load.loader().oldestOutstandingMicros() >= 0) {
            return "applying";
        }
        if (!files.map(FileStage::empty).orElse(true)) {
            return "copying attached files";
        }
        return reader.behind() ? "reading the log" : "caught up";
    }
}
