package dev.otter.engine.verify.online;

import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.verify.Connections;
import dev.otter.engine.verify.RowLayout;
import dev.otter.engine.verify.TableComparison;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.engine.verify.VerifyProgress;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Compares tables of two servers while both are written, and tells no difference that is not one.
 *
 * <p>Needs the pipeline that keeps them in step, running here or anywhere: its checkpoint on the
 * target tells which changes have arrived; where rows flow both ways, also the pipeline back, whose
 * checkpoint is on the source. Writes nothing. Memory does not grow with the tables. A
 * difference that is told was true at a moment of the source's log during the comparison; rows that
 * were found equal may have been changed since. For one thread at a time.
 */
public final class OnlineVerifier {
    private static final List<String> LOCKING = List.of("SET SESSION innodb_lock_wait_timeout = 1");

    private final Endpoint source;
    private final Endpoint target;
    private final OnlineConfig config;
    private final int shown;
    private final Pause pause;

    /**
     * @param shown how many differing rows of a table the result describes
     * @param pause how it waits; once it says that it is to end, the comparison ends with {@link
     *     CancellationException}
     */
    public OnlineVerifier(
            Endpoint source, Endpoint target, OnlineConfig config, int shown, Pause pause) {
        this.source = source;
        this.target = target;
        this.config = config;
        this.shown = shown;
        this.pause = pause;
    }

    /**
     * Looks whether the pipeline has a checkpoint, and the one back too.
     *
     * @throws OtterException CHECKPOINT_MISSING when one has none, or a server cannot be reached
     */
    public void requireCheckpoint() {
        Connections.with(
                target,
                connection -> TargetPoint.read(connection, checkpoints(), config.pipeline()));
        config.back()
                .ifPresent(back ->
                        Connections.with(
                                source, connection -> WayBack.point(connection, back)));
    }

    private CheckpointTable checkpoints() {
        return new CheckpointTable(config.pipeline(), 1);
    }

    /**
     * Compares the rows of a pair. One without a key that both sides share is compared at rest.
     *
     * @param found gets every difference as soon as it is proven; those that an earlier run has
     *     found are counted only
     * @param memory where it keeps how far it is, and from which it goes on
     * @throws OtterException when a server cannot be reached or refuses, or a table was altered
     *     meanwhile
     * @throws CancellationException when it was stopped
     */
    public OnlineComparison compare(
            TablePair pair, OnlineProgress progress, Consumer<Finding> found, SweepMemory memory)
            throws InterruptedException {
        if (pair.target().isEmpty()) {
            return atRest(pair, "");
        }
        Optional<SweepMemory.Kept> kept = memory.of(pair.targetName());
        if (kept.isPresent() && kept.get().done()) {
            return OnlinePair.result(
                    pair, kept.get().tally(), List.of(), List.of(), missingColumns(pair));
        }
        RowLayout layout = RowLayout.of(pair);
        Plan plan = plan(pair, layout);
        if (plan.choice().key().isEmpty()) {
            return atRest(pair, plan.choice().reason());
        }
        boolean ranges = plan.choice().key().get().sameOrder();
        return swept(
                new Run(
                        pair,
                        layout,
                        plan,
                        progress,
                        new OnlinePair.Report(found, shown, memory),
                        kept.map(SweepMemory.Kept::tally).orElse(Tally.NONE)),
                (ends, throttle) -> {
                    SweepPoint start =
                            kept.map(before -> start(before, layout)).orElse(SweepPoint.BEGIN);
                    return ranges
                            ? new RangeSweep(ends, throttle, start)
                            : new ListSweep(ends, throttle, start);
                });
    }

    /**
     * Decides some keys of a pair, whose shapes must be those that its tables have now.
     *
     * @param keys keys that may be on either side, or on none
     * @param found gets every difference as soon as it is proven
     * @throws OtterException when a server cannot be reached or refuses, or a table was altered
     *     meanwhile
     * @throws CancellationException when it was stopped
     */
    public OnlineComparison decide(TablePair pair, Collection<RowKey> keys, Consumer<Finding> found)
            throws InterruptedException {
        RowLayout layout = RowLayout.of(pair);
        Plan plan = plan(pair, layout);
        if (plan.choice().key().isEmpty()) {
            throw new OtterException(
                    ErrorCode.CHECK_TABLE_ALTERED,
                    "the key of the table has gone: " + plan.choice().reason(),
                    pair.title(),
                    "Compare again.");
        }
        return swept(
                new Run(
                        pair,
                        layout,
                        plan,
                        new OnlineProgress(),
                        new OnlinePair.Report(found, shown, SweepMemory.NONE),
                        Tally.NONE),
                (ends, _) -> new KeySweep(ends, keys));
    }

    /** One comparison of a pair that has a key. */
    private record Run(
            TablePair pair,
            RowLayout layout,
            Plan plan,
            OnlineProgress progress,
            OnlinePair.Report report,
            Tally before) {}

    private OnlineComparison swept(Run run, BiFunction<Ends, Throttle, Sweep> sweeps)
            throws InterruptedException {
        TablePair pair = run.pair();
        Plan plan = run.plan();
        OnlineProgress progress = run.progress();
        try (Side from = new Side(source, List.of(), pause);
                Side locking = new Side(source, LOCKING, pause);
                Side to = new Side(target, List.of(), pause);
                Side lockingTo = new Side(target, LOCKING, pause)) {
            SharedKey key = plan.choice().key().orElseThrow();
            Ends ends = ends(pair, run.layout(), key, progress, from, locking, to);
            Watched watched =
                    new Watched(
                            plan.sources(),
                            plan.parents(),
                            TouchHash.of(run.layout(), plan.sources()),
                            plan.since());
            Decider decider =
                    plan.back()
                            .map(back -> twoWay(ends, lockingTo, run, watched, back))
                            .orElseGet(() ->
                                    new Round(
                                            ends,
                                            watched,
                                            checkpoints(),
                                            config.pipeline(),
                                            plan.named(),
                                            pause));
            Throttle throttle = new Throttle(config, from, progress, pause);
            return new OnlinePair(
                            ends,
                            config,
                            decider,
                            new OnlinePair.Watch(progress, pause),
                            run.report(),
                            run.before())
                    .compare(sweeps.apply(ends, throttle), throttle, missingColumns(pair));
        } catch (OtterException e) {
            throw e.within(pair.title());
        }
    }

    private Decider twoWay(Ends ends, Side lockingTo, Run run, Watched watched, WayBack back) {
        return new TwoWayRound(
                ends,
                lockingTo,
                new Way(config.pipeline(), run.plan().named(), watched),
                back.way(run.layout()),
                pause);
    }

    private static SweepPoint start(SweepMemory.Kept kept, RowLayout layout) {
        try {
            return SweepPoint.parse(kept.point(), layout.key().length);
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.CHECK_STATE_UNUSABLE,
                    "what was kept of an earlier comparison does not fit the table: "
                            + e.getMessage(),
                    "",
                    "Delete the state, and compare from the beginning.",
                    e);
        }
    }

    private static List<String> missingColumns(TablePair pair) {
        return pair.problems().stream()
                .filter(problem -> problem.endsWith("is missing on the target"))
                .toList();
    }

    /** What is learned of both ends before a pair is compared. */
    private record Plan(
            List<TargetTable> sources,
            Set<TableName> parents,
            SharedKey.Choice choice,
            boolean named,
            LogPosition since,
            Optional<WayBack> back) {}

    private Plan plan(TablePair pair, RowLayout layout) {
        Optional<WayBack> back =
                config.back().map(name -> WayBack.learn(name, source, target, pair.targetName()));
        TargetTable onTarget = back.map(WayBack::table).orElseGet(() -> onTarget(pair));
        boolean byGtids =
                !Connections.with(
                                target,
                                connection ->
                                        TargetPoint.read(
                                                connection, checkpoints(), config.pipeline()))
                        .gtids()
                        .isEmpty();
        return Connections.with(
                source,
                connection -> {
                    boolean named = byGtids && SourcePoint.named(connection);
                    LogPosition since = SourcePoint.read(connection, named).end();
                    TableCatalog catalog = TableCatalog.of(connection);
                    List<TargetTable> tables = new ArrayList<>();
                    pair.sources()
                            .forEach(shape -> tables.add(catalog.table(connection, shape.name())));
                    return new Plan(
                            List.copyOf(tables),
                            Cascades.into(tables, catalog, connection),
                            key(layout, tables, onTarget),
                            named,
                            since,
                            back);
                });
    }

    private TargetTable onTarget(TablePair pair) {
        return Connections.with(
                target,
                connection -> TableCatalog.of(connection).table(connection, pair.targetName()));
    }

    /** What holds for a source holds for a target whose rows flow back. */
    private SharedKey.Choice key(RowLayout layout, List<TargetTable> tables, TargetTable onTarget) {
        if (config.back().isPresent() && !onTarget.transactional()) {
            return new SharedKey.Choice(
                    Optional.empty(), onTarget.name() + " has the engine " + onTarget.engine());
        }
        return SharedKey.of(layout, tables, onTarget);
    }

    private static Ends ends(
            TablePair pair,
            RowLayout layout,
            SharedKey key,
            OnlineProgress progress,
            Side from,
            Side locking,
            Side to) {
        List<RowSource> sources =
                key.sources().stream()
                        .map(side ->
                                new RowSource(layout, new KeySql(layout, side), progress.source()))
                        .toList();
        return new Ends(
                pair,
                layout,
                from,
                locking,
                to,
                sources,
                new RowSource(layout, new KeySql(layout, key.target()), progress.target()));
    }

    private OnlineComparison atRest(TablePair pair, String reason) throws InterruptedException {
        TableVerifier verifier = new TableVerifier(source, target, shown, this::stopped);
        TableComparison result = verifier.compare(pair, new VerifyProgress());
        if (reason.isEmpty() || result.differences() == 0) {
            return new OnlineComparison(
                    result, result.sourceRows(), 0, List.of(), Optional.of(reason));
        }
        TableComparison without =
                new TableComparison(
                        pair,
                        result.sourceRows(),
                        result.targetRows(),
                        0,
                        true,
                        List.of(),
                        result.problems());
        return new OnlineComparison(
                without, 0, result.differences(), List.of(), Optional.of(reason));
    }

    private boolean stopped() {
        try {
            return pause.await(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
