package dev.otter.node.duty;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.duty.DutyStatus.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the engine for one pipeline while this node leads it and its channel is to run; stops it
 * otherwise.
 *
 * <pre>
 *            order, lead                    ends can be used
 *  STOPPED ─────────────► STANDBY ─► STARTING ─────────────► RUNNING
 *     ▲                                 │ ▲                     │ error
 *     │ order                unreachable▼ │ 1 to 60 s           ▼
 *  (from any)                        RETRYING                 FAILED ── new order, lead or version
 * </pre>
 *
 * <p>An end that cannot be reached is tried again. Any other error waits for a human, who corrects
 * the configuration or gives the order to run again; so does an engine that was fenced off, because
 * somebody else writes now: only a new leadership may take the target back.
 *
 * <p>All methods may be called by any thread and return at once, but for {@link #close}. The work
 * is done by a virtual thread {@code duty-CHANNEL/PIPELINE}.
 */
public final class PipelineDuty implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineDuty.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
    private static final Duration RETRY_LAST = Duration.ofSeconds(60);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(70);

    private final EngineDoor engine;
    private final InstantSource clock;
    private final Semaphore wakings = new Semaphore(0);
    private final Thread thread;
    private final Object wishes = new Object();
    private volatile Wishes wanted;
    private volatile boolean closing;
    private volatile DutyStatus status;

    // Of the duty's thread only, but for reading the run's status.
    private volatile PipelineRun run;
    private Attempt attempt;
    private Duration pause = RETRY_FIRST;
    private long retryAt;

    /** All that decides, as one value. */
    private record Wishes(
            Assignment assignment, ChannelOrder order, Optional<Lead> lead, boolean giveUp) {}

    /** What a start is made of; after an error that waiting does not heal, one of these changes. */
    private record Attempt(String version, Instant ordered, long epoch) {
        static Attempt of(Wishes wishes, Lead lead) {
            return new Attempt(wishes.assignment().version(), wishes.order().since(), lead.epoch());
        }
    }

    /** Nothing runs before {@link #start}. */
    public PipelineDuty(
            Assignment assignment, ChannelOrder order, EngineDoor engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
        this.wanted = new Wishes(assignment, order, Optional.empty(), false);
        this.status =
                new DutyStatus(
                        assignment,
                        Phase.STOPPED,
                        "not looked at yet",
                        clock.instant(),
                        0,
                        Optional.empty(),
                        Optional.empty());
        this.thread = Thread.ofVirtual().name("duty-" + assignment.title()).unstarted(this::work);
    }

    public void start() {
        thread.start();
    }

    /** How it stands; never blocks. */
    public DutyStatus status() {
        PipelineRun current = run;
        DutyStatus known = status;
        return new DutyStatus(
                known.assignment(),
                known.phase(),
                known.reason(),
                known.since(),
                known.epoch(),
                Optional.ofNullable(current).map(PipelineRun::status),
                known.lastError());
    }

    /** The configuration was changed; an engine that runs with another version starts anew. */
    public void assign(Assignment assignment) {
        change(old -> new Wishes(assignment, old.order(), old.lead(), old.giveUp()));
    }

    /** The channel's state was changed. */
    public void order(ChannelOrder order) {
        change(old -> new Wishes(old.assignment(), order, old.lead(), old.giveUp()));
    }

    /** This node leads from now on. */
    public void leads(Lead lead) {
        change(old -> new Wishes(old.assignment(), old.order(), Optional.of(lead), false));
    }

    /** This node shall stop the engine and then give the lead up. */
    public void giveUp() {
        change(old -> new Wishes(old.assignment(), old.order(), old.lead(), true));
    }

    /** This node no longer leads. */
    public void leadLost() {
        change(old -> new Wishes(old.assignment(), old.order(), Optional.empty(), false));
    }

    private void change(java.util.function.UnaryOperator<Wishes> how) {
        synchronized (wishes) {
            wanted = how.apply(wanted);
        }
        wakings.release();
    }

    /** Stops the engine in good order and ends. Waits for that, somewhat more than a minute. */
    @Override
    public void close() {
        closing = true;
        wakings.release();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.warn("{}: the engine has not ended yet", wanted.assignment().title());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!closing) {
                Duration next = look(wanted);
                if (!closing && wakings.tryAcquire(next.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakings.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop();
        }
    }

    private Duration look(Wishes now) {
        Optional<String> obstacle = obstacle(now);
        if (run != null) {
            return watch(now, obstacle);
        }
        if (now.giveUp() && now.lead().isPresent()) {
            now.lead().get().giveUp();
        }
        if (obstacle.isPresent()) {
            become(now, now.order().run() ? Phase.STANDBY : Phase.STOPPED, obstacle.get());
            return LOOK;
        }
        Attempt next = Attempt.of(now, now.lead().orElseThrow());
        if (!next.equals(attempt)) {
            attempt = next;
            pause = RETRY_FIRST;
            return begin(now);
        }
        if (status.phase() == Phase.FAILED) {
            return LOOK;
        }
        long wait = retryAt - System.nanoTime();
        return wait > 0 ? Duration.ofNanos(wait).plusMillis(1) : begin(now);
    }

    /** Why it must not run; empty when it may. */
    private static Optional<String> obstacle(Wishes now) {
        if (!now.order().run()) {
            return Optional.of("the channel is " + now.order().word());
        }
        if (now.lead().isEmpty()) {
            return Optional.of("another node leads, or the election is under way");
        }
        return now.giveUp() ? Optional.of("asked to hand over to another node") : Optional.empty();
    }

    private Duration begin(Wishes now) {
        String title = now.assignment().title();
        become(now, Phase.STARTING, "connecting to both ends and checking them");
        try {
            run = engine.start(now.assignment().channel(), now.assignment().pipeline());
            become(now, Phase.RUNNING, "");
            LOG.info("{}: runs with epoch {}", title, status.epoch());
            return Duration.ZERO;
        } catch (OtterException e) {
            failed(now, e);
            return LOOK;
        } catch (RuntimeException e) {
            LOG.error("{}: could not be started because of an error of Otter's own", title, e);
            failed(now, internal(title, e));
            return LOOK;
        }
    }

    private static OtterException internal(String title, RuntimeException e) {
        return new OtterException(
                ErrorCode.INTERNAL,
                e.toString(),
                "pipeline " + title,
                "Start the channel again. Report the stack trace in the node's log.",
                e);
    }

    private Duration watch(Wishes now, Optional<String> obstacle) {
        if (obstacle.isPresent()) {
            stop();
            become(now, now.order().run() ? Phase.STANDBY : Phase.STOPPED, obstacle.get());
            return Duration.ZERO;
        }
        if (!Attempt.of(now, now.lead().orElseThrow()).equals(attempt)) {
            stop();
            return Duration.ZERO;
        }
        Optional<OtterException> failure =
                run.status().state() == PipelineState.FAILED
                        ? run.status().failure()
                        : Optional.empty();
        if (failure.isPresent()) {
            stop();
            failed(now, failure.get());
        }
        return LOOK;
    }

    private void failed(Wishes now, OtterException error) {
        boolean healing =
                switch (error.code()) {
                    case ENDPOINT_UNREACHABLE, ACCESS_DENIED -> true;
                    default -> false;
                };
        LOG.warn("{}: {}", now.assignment().title(), error.getMessage());
        if (healing) {
            retryAt = System.nanoTime() + pause.toNanos();
            pause =
                    pause.multipliedBy(2).compareTo(RETRY_LAST) > 0
                            ? RETRY_LAST
                            : pause.multipliedBy(2);
        }
        status =
                at(
                        now,
                        healing ? Phase.RETRYING : Phase.FAILED,
                        error.getMessage(),
                        Optional.of(error));
    }

    private void stop() {
        PipelineRun current = run;
        if (current != null) {
            current.close();
            run = null;
            LOG.info("{}: the engine has stopped", status.assignment().title());
        }
    }

    private void become(Wishes now, Phase phase, String reason) {
        Optional<OtterException> error =
                phase == Phase.STOPPED ? Optional.empty() : status.lastError();
        status = at(now, phase, reason, error);
    }

    private DutyStatus at(Wishes now, Phase phase, String reason, Optional<OtterException> error) {
        DutyStatus old = status;
        boolean same = old.phase() == phase && Objects.equals(old.reason(), reason);
        return new DutyStatus(
                now.assignment(),
                phase,
                reason,
                same ? old.since() : clock.instant(),
                now.lead().map(Lead::epoch).orElse(0L),
                Optional.empty(),
                error);
    }
}
