package dev.otter.node.duty;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.duty.DutyStatus.Phase;
import java.time.Duration;
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
 * the configuration or gives the order to run again: the channel is paused, so that no other node
 * tries in turn. An engine that was fenced off waits too, because somebody else writes now: only a
 * new leadership may take the target back. If after a while this node still leads, who writes is
 * unknown to ZooKeeper, and that is for a human as well.
 *
 * <p>All methods may be called by any thread and return at once, but for {@link #close}. The work
 * is done by a virtual thread {@code duty-CHANNEL/PIPELINE}.
 */
public final class PipelineDuty implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineDuty.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
    private static final Duration RETRY_LAST = Duration.ofSeconds(60);
    private static final Duration FENCED_PATIENCE = Duration.ofSeconds(20);
    private static final Duration PUSH_PATIENCE = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(70);

    private final Means means;
    private final InstantSource clock;
    private final Semaphore wakings = new Semaphore(0);
    private final Thread thread;
    private final Object wishes = new Object();
    private volatile Wishes wanted;
    private volatile boolean closing;
    private volatile DutyStatus status;

    // Of the duty's thread only, but for reading the run's status.
    private volatile PipelineRun run;
    private Counts earlier = Counts.NONE;
    private final Object counting = new Object();
    private Wishes.Attempt attempt;
    private Duration pause = RETRY_FIRST;
    private long retryAt;
    private long brakeAt;
    private boolean braked;

    /**
     * What a duty works with.
     *
     * @param engine starts the engine
     * @param brake pauses the channel
     */
    public record Means(EngineDoor engine, ChannelBrake brake) {}

    /** Nothing runs before {@link #start}. */
    public PipelineDuty(
            Assignment assignment, ChannelOrder order, Means means, InstantSource clock) {
        this.means = means;
        this.clock = clock;
        this.wanted = new Wishes(assignment, order, Optional.empty(), false, false);
        this.status =
                new DutyStatus(
                        assignment,
                        Phase.STOPPED,
                        "not looked at yet",
                        clock.instant(),
                        0,
                        Counts.NONE,
                        Optional.empty(),
                        Optional.empty());
        this.thread = Thread.ofVirtual().name("duty-" + assignment.title()).unstarted(this::work);
    }

    public void start() {
        thread.start();
    }

    /** How it stands; never blocks. */
    public DutyStatus status() {
        DutyStatus known = status;
        Optional<PipelineStatus> running;
        Counts counts;
        synchronized (counting) {
            running = Optional.ofNullable(run).map(PipelineRun::status);
            counts = running.map(Counts::of).map(earlier::plus).orElse(earlier);
        }
        return new DutyStatus(
                known.assignment(),
                known.phase(),
                known.reason(),
                known.since(),
                known.epoch(),
                counts,
                running,
                known.lastError());
    }

    /** The engine, while it runs; not to be closed by who asks. */
    public Optional<PipelineRun> engine() {
        return Optional.ofNullable(run);
    }

    /** The configuration was changed; an engine that runs with another version starts anew. */
    public void assign(Assignment assignment) {
        change(old -> old.with(assignment));
    }

    /** The channel's state was changed. */
    public void order(ChannelOrder order) {
        change(old -> old.with(order));
    }

    /** This node leads from now on. */
    public void leads(Lead lead) {
        change(old -> old.leading(lead));
    }

    /** This node shall stop the engine and then give the lead up. */
    public void giveUp() {
        change(Wishes::givingUp);
    }

    /**
     * This node no longer leads.
     *
     * @param atOnce whether another leads already, so that what is in flight is broken off
     */
    public void leadLost(boolean atOnce) {
        change(old -> old.without(atOnce));
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
                Duration next = lookAndLive();
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

    /** An error that nobody has foreseen is an error of this pipeline, not the end of its duty. */
    private Duration lookAndLive() {
        Wishes now = wanted;
        try {
            return look(now);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("{}: an error of Otter's own", now.assignment().title(), e);
            stop();
            failed(now, internal(now.assignment().title(), e));
            return LOOK;
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
            stand(now, obstacle.get());
            return LOOK;
        }
        Wishes.Attempt next = Wishes.Attempt.of(now, now.lead().orElseThrow());
        if (!next.equals(attempt)) {
            forget(next);
            attempt = next;
            pause = RETRY_FIRST;
            return begin(now);
        }
        if (status.phase() == Phase.FAILED) {
            brake(now);
            return LOOK;
        }
        long wait = retryAt - System.nanoTime();
        return wait > 0 ? Duration.ofNanos(wait).plusMillis(1) : begin(now);
    }

    /** Why it must not run; empty when it may. */
    private static Optional<String> obstacle(Wishes now) {
        if (!now.order().run()) {
            return Optional.of("the channel is " + now.order().words());
        }
        if (now.lead().isEmpty()) {
            return Optional.of("another node leads, or the election is under way");
        }
        return now.giveUp() ? Optional.of("asked to hand over to another node") : Optional.empty();
    }

    /** Does not run; what a pause was made for stays in sight. */
    private void stand(Wishes now, String reason) {
        if (status.phase() != Phase.FAILED || now.order().wish() != ChannelOrder.Wish.PAUSE) {
            become(now, now.order().rest(), reason);
        }
    }

    /** A new order is a new beginning. */
    private void forget(Wishes.Attempt next) {
        if (attempt != null && !attempt.ordered().equals(next.ordered())) {
            status =
                    new DutyStatus(
                            status.assignment(),
                            status.phase(),
                            status.reason(),
                            status.since(),
                            status.epoch(),
                            Counts.NONE,
                            Optional.empty(),
                            Optional.empty());
        }
    }

    private void brake(Wishes now) {
        if (!braked && System.nanoTime() - brakeAt >= 0) {
            braked = means.brake().pause(now.assignment(), now.order(), status.reason());
        }
    }

    private Duration begin(Wishes now) {
        String title = now.assignment().title();
        become(now, Phase.STARTING, "connecting to both ends and checking them");
        if (now.assignment().refusal().isPresent()) {
            failed(now, now.assignment().refusal().get());
            return Duration.ZERO;
        }
        try {
            run = means.engine().start(now.assignment().channel(), now.assignment().pipeline());
            become(now, Phase.RUNNING, "");
            LOG.info("{}: runs with epoch {}", title, status.epoch());
            return Duration.ZERO;
        } catch (OtterException e) {
            failed(now, e);
            return LOOK;
        }
    }

    private static OtterException internal(String title, Throwable e) {
        return new OtterException(
                ErrorCode.INTERNAL,
                e.toString(),
                "pipeline " + title,
                "Start the channel again. Report the stack trace in the node's log.",
                e);
    }

    private Duration watch(Wishes now, Optional<String> obstacle) {
        if (obstacle.isPresent()) {
            if (now.overtaken()) {
                run.abandon();
            }
            stop();
            become(now, now.order().rest(), obstacle.get());
            return Duration.ZERO;
        }
        if (!Wishes.Attempt.of(now, now.lead().orElseThrow()).equals(attempt)) {
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
        } else {
            braked = false;
            brakeAt = System.nanoTime() + patience(error.code()).toNanos();
        }
        status =
                at(
                        now,
                        healing ? Phase.RETRYING : Phase.FAILED,
                        error.getMessage(),
                        Optional.of(new DutyStatus.Failure(error, clock.instant())));
    }

    /** How long it may take until somebody else makes the error pointless. */
    private static Duration patience(ErrorCode code) {
        return switch (code) {
            case FENCED -> FENCED_PATIENCE;
            case OPTION_NOT_SUPPORTED -> PUSH_PATIENCE;
            default -> Duration.ZERO;
        };
    }

    private void stop() {
        PipelineRun current = run;
        if (current != null) {
            current.close();
            synchronized (counting) {
                earlier = earlier.plus(Counts.of(current.status()));
                run = null;
            }
            LOG.info("{}: the engine has stopped", status.assignment().title());
        }
    }

    private void become(Wishes now, Phase phase, String reason) {
        status = at(now, phase, reason, status.lastError());
    }

    private DutyStatus at(
            Wishes now, Phase phase, String reason, Optional<DutyStatus.Failure> error) {
        DutyStatus old = status;
        boolean same = old.phase() == phase && Objects.equals(old.reason(), reason);
        return new DutyStatus(
                now.assignment(),
                phase,
                reason,
                same ? old.since() : clock.instant(),
                now.lead().map(Lead::epoch).orElse(0L),
                Counts.NONE,
                Optional.empty(),
                error);
    }
}
