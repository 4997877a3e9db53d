package dev.otter.engine.pipeline;

import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.stream.LogEnd;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.failover.SourceTurn;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.relay.LogRelays;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.select.LogReader;
import dev.otter.engine.snapshot.CopyProgress;
import dev.otter.engine.verify.live.VerifyBoard;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.VerifyRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one pipeline in this process: opens it, keeps it going, and opens it anew from its
 * checkpoint when a run cannot go on but another can.
 *
 * <p>Thread-safe.
 */
public final class PipelineRunner implements PipelineRun {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineRunner.class);
    private static final String STAGE = "pipeline";

    private final String name;
    private final Pipeline pipeline;
    private final PipelineSizes sizes;
    private final InstantSource clock;
    private final StatusBoard board;
    private final VerifyBoard verified;
    private final StopSignal stop = new StopSignal();
    private final Object changed = new Object();
    private volatile PipelineSession session;
    private volatile PipelineState state = PipelineState.STARTING;
    private volatile Instant since;
    private volatile OtterException failure;
    private volatile LogPosition lastPosition;
    private volatile CopyProgress lastCopy;
    private final PipelineSource source;
    private final TargetSide.Opening opening;
    private final LogRelays relays;
    private Thread thread;

    private PipelineRunner(
            String name,
            Pipeline pipeline,
            PipelineSizes sizes,
            InstantSource clock,
            TargetSide.Opening opening,
            LogRelays relays) {
        this.relays = relays;
        this.opening = opening;
        this.name = name;
        this.pipeline = pipeline;
        this.sizes = sizes;
        this.clock = clock;
        this.board = new StatusBoard(clock);
        this.verified = new VerifyBoard(clock);
        this.since = clock.instant();
        this.source = new PipelineSource(name, pipeline, this);
    }

    /**
     * Starts a pipeline. Connects to both ends, checks them and takes over the checkpoint before it
     * returns; what goes wrong after that is waited for where waiting helps.
     *
     * @param channel the channel's name
     * @throws OtterException when an end cannot be reached or used, or the configuration cannot be
     */
    public static PipelineRun start(String channel, Pipeline pipeline, InstantSource clock) {
        return start(channel, pipeline, PipelineSizes.usual(), clock);
    }

    /** The same with other sizes than the usual ones. */
    public static PipelineRun start(
            String channel, Pipeline pipeline, PipelineSizes sizes, InstantSource clock) {
        return start(channel, pipeline, sizes, clock, Optional.empty());
    }

    /**
     * The same at a server of the source endpoint that an operator names.
     *
     * @throws OtterException also when that server cannot take over
     */
    public static PipelineRun start(
            String channel,
            Pipeline pipeline,
            PipelineSizes sizes,
            InstantSource clock,
            Optional<SourceChoice> choice) {
        return start(channel, pipeline, sizes, clock, choice, LogRelays.none());
    }

    /**
     * The same beside other pipelines of this process.
     *
     * @param relays through which those that read one source may share its connection; closed by
     *     the caller, behind all runs
     */
    public static PipelineRun start(
            String channel,
            Pipeline pipeline,
            PipelineSizes sizes,
            InstantSource clock,
            Optional<SourceChoice> choice,
            LogRelays relays) {
        return start(channel, pipeline, sizes, clock, choice, TargetSide::open, relays);
    }

    /** The same with another way to the target. */
    static PipelineRun start(
            String channel,
            Pipeline pipeline,
            PipelineSizes sizes,
            InstantSource clock,
            Optional<SourceChoice> choice,
            TargetSide.Opening opening) {
        return start(channel, pipeline, sizes, clock, choice, opening, LogRelays.none());
    }

    private static PipelineRun start(
            String channel,
            Pipeline pipeline,
            PipelineSizes sizes,
            InstantSource clock,
            Optional<SourceChoice> choice,
            TargetSide.Opening opening,
            LogRelays relays) {
        PipelineRunner runner =
                new PipelineRunner(
                        channel + "/" + pipeline.name(), pipeline, sizes, clock, opening, relays);
        choice.ifPresent(it -> runner.source.ask(it.address(), it.position()));
        try {
            runner.session = runner.source.open(runner::openAt);
        } catch (OtterException e) {
            boolean mayCome =
                    switch (e.code()) {
                        case ENDPOINT_UNREACHABLE -> runner.source.hasStandbys();
                        // The server is the right one and has not caught up yet.
                        case STANDBY_BEHIND -> true;
                        default -> false;
                    };
            if (!mayCome || choice.isPresent()) {
                throw e;
            }
            runner.board.waiting(STAGE, e.getMessage());
        } catch (WireException e) {
            throw new OtterException(
                    ErrorCode.ENDPOINT_UNREACHABLE,
                    e.getMessage(),
                    "pipeline " + runner.name,
                    "See what the server says, and start again.",
                    e);
        }
        runner.state(PipelineState.RUNNING);
        runner.thread = Thread.ofPlatform().name(runner.name).start(runner::run);
        runner.source.watch();
        return runner;
    }

    private PipelineSession openAt(SourceTurn turn) {
        return PipelineSession.open(
                name,
                pipeline,
                sizes,
                new PipelineSession.Boards(board, verified),
                turn,
                opening,
                relays);
    }

    /** Another server is to be read. */
    void leave(String why) {
        PipelineSession current = session;
        if (current != null) {
            current.leave(why);
        }
    }

    /** What is durable of the log of the server in use. */
    Optional<LogPosition> durable() {
        return Optional.ofNullable(session).map(PipelineSession::durable);
    }

    private void state(PipelineState next) {
        synchronized (changed) {
            if (state != next) {
                state = next;
                since = clock.instant();
            }
            changed.notifyAll();
        }
    }

    private void run() {
        Backoff backoff =
                new Backoff(
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10),
                        RandomGenerator.getDefault());
        try {
            while (!stop.raised()) {
                Throwable end = runOnce();
                if (stop.raised() || end == null) {
                    break;
                }
                switch (end) {
                    case OtterException away when waitable(away) -> {}
                    case OtterException hopeless -> {
                        fail(hopeless);
                        return;
                    }
                    case RestartNeededException _, WireException _ -> {}
                    default -> {
                        fail(internal(end));
                        return;
                    }
                }
                board.waiting(STAGE, "starting again from the checkpoint: " + end.getMessage());
                LOG.warn("{}: starting again from the checkpoint: {}", name, end.getMessage());
                stop.pause(backoff.next());
            }
            state(PipelineState.STOPPED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            state(PipelineState.STOPPED);
        } catch (RuntimeException | Error e) {
            fail(internal(e));
        } finally {
            source.close();
        }
    }

    /** One session from its opening to its end; gives why it ended, null when it was stopped. */
    private Throwable runOnce() throws InterruptedException {
        PipelineSession current = session;
        if (current == null) {
            try {
                current = source.open(this::openAt);
            } catch (OtterException | WireException e) {
                return e;
            }
            session = current;
            board.moving(STAGE);
        }
        if (source.restless()) {
            current.leave("the source is to be left");
        }
        try {
            return current.run(stop).orElse(null);
        } finally {
            lastPosition = current.durable();
            lastCopy = current.copy().orElse(null);
            session = null;
            // What its stages waited for last is over with them.
            board.allEnded();
        }
    }

    /** Once a pipeline has run, an end that is away is waited for. */
    private static boolean waitable(OtterException e) {
        return switch (e.code()) {
            case ENDPOINT_UNREACHABLE, ACCESS_DENIED -> true;
            case STANDBY_BEHIND, STANDBY_UNUSABLE, NO_STANDBY, SOURCE_REPLACED -> true;
            case FILE_ROOT_UNUSABLE -> true;
            default -> e.getCause() instanceof WireException && e.code() != ErrorCode.LOG_PURGED;
        };
    }

    private OtterException internal(Throwable e) {
        LOG.error("{}: stopped by an error of its own", name, e);
        return new OtterException(
                ErrorCode.INTERNAL,
                e.toString(),
                "pipeline " + name,
                "Start again: it goes on from its checkpoint. Report the stack trace in the log.",
                e);
    }

    private void fail(OtterException e) {
        synchronized (changed) {
            failure = e.where().contains(name) ? e : e.within("pipeline " + name);
        }
        state(PipelineState.FAILED);
    }

    @Override
    public PipelineStatus status() {
        PipelineSession current = session;
        Optional<StatusBoard.Wait> wait = board.longestWait();
        PipelineState shown =
                state == PipelineState.RUNNING && wait.isPresent() ? PipelineState.WAITING : state;
        OtterException failed = failure;
        String reason =
                failed != null
                        ? failed.getMessage()
                        : wait.map(StatusBoard.Wait::reason)
                                .orElse(current == null ? "" : source.noted(current.activity()));
        Optional<CopyProgress> copy =
                current == null ? Optional.ofNullable(lastCopy) : current.copy();
        List<String> held = new ArrayList<>();
        board.heldTables().forEach((table, why) -> held.add(table + ": " + why));
        return new PipelineStatus(
                name,
                shown,
                reason,
                shown == PipelineState.WAITING ? wait.get().since() : since,
                Optional.ofNullable(current == null ? lastPosition : current.durable()),
                current == null ? OptionalLong.empty() : current.lagMillis(clock.millis()),
                wait.flatMap(PipelineRunner::stage),
                board.rowsApplied.sum(),
                new PipelineStatus.Kinds(
                        board.inserts.sum(),
                        board.updates.sum(),
                        board.deletes.sum(),
                        board.schemaChanges.sum()),
                board.transactionsApplied.sum(),
                board.bytesRead.sum(),
                board.groupsApplied.sum(),
                new PipelineStatus.Queue(
                        current == null ? 0 : current.queuedBytes(), sizes.budgetBytes()),
                board.retries.sum(),
                board.quarantined.sum(),
                held,
                Optional.ofNullable(failed),
                board.triedAlone.sum(),
                notices(),
                copy,
                new PipelineStatus.Files(
                        board.filesCopied.sum(),
                        board.filesEqual.sum(),
                        board.filesMissing.sum(),
                        board.filesRemoved.sum(),
                        board.fileBytes.sum()),
                pipeline.options().verify().continuous() == VerifyRules.Continuous.OFF
                        ? Optional.empty()
                        : Optional.of(verified.status()),
                current == null ? SourceReading.NONE : current.reading());
    }

    private List<String> notices() {
        List<String> notices = new ArrayList<>(source.notices());
        notices.addAll(board.notices());
        return notices;
    }

    /** Appliers report under names of their own. */
    private static Optional<String> stage(StatusBoard.Wait wait) {
        return switch (wait.stage()) {
            case STAGE -> Optional.empty();
            case LogReader.STAGE -> Optional.of(wait.stage());
            default -> Optional.of("load");
        };
    }

    @Override
    public LogPosition sourceEnd() {
        Endpoint active = source.active();
        try (MysqlConnection connection = Endpoints.connect(active)) {
            LogEnd end = new BinlogFiles(connection).end();
            return new LogPosition(end.file(), end.offset());
        } catch (WireException e) {
            throw Endpoints.unreachable(active, e);
        }
    }

    @Override
    public boolean reached(LogPosition position) {
        PipelineSession current = session;
        LogPosition durable = current == null ? lastPosition : current.durable();
        Optional<CopyProgress> copy =
                current == null ? Optional.ofNullable(lastCopy) : current.copy();
        if (copy.isPresent() && !copy.get().finished()) {
            return false;
        }
        return durable != null && durable.compareTo(position) >= 0;
    }

    @Override
    public boolean await(LogPosition position, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (changed) {
            while (!reached(position)) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || state == PipelineState.FAILED || state == PipelineState.STOPPED) {
                    return reached(position);
                }
                changed.wait(Math.max(1, Math.min(20, left / 1_000_000)));
            }
            return true;
        }
    }

    @Override
    public void switchSource(String address) {
        if (state == PipelineState.FAILED || state == PipelineState.STOPPED) {
            throw new OtterException(
                    ErrorCode.STATE_FORBIDS,
                    "the pipeline does not run",
                    "pipeline " + name,
                    "Start it at that server.");
        }
        source.ask(address, Optional.empty());
        leave("asked to read from " + address);
    }

    @Override
    public String readsFrom() {
        return source.active().server().toString();
    }

    @Override
    public void abandon() {
        stop.raise();
        PipelineSession current = session;
        if (current != null) {
            current.abandon();
        }
    }

    @Override
    public void close() {
        stop.raise();
        PipelineSession current = session;
        if (current != null) {
            current.interrupt();
        }
        try {
            thread.join(Duration.ofSeconds(60));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
