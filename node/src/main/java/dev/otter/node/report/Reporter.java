package dev.otter.node.report;

import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.engine.verify.live.LiveStatus;
import dev.otter.model.error.OtterException;
import dev.otter.node.duty.Counts;
import dev.otter.node.duty.DutyStatus;
import dev.otter.node.duty.DutyStatus.Failure;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.PipelineMinute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the manager once a second how this node and its pipelines are doing, what has changed, and
 * each minute what passed; shows checkpoints in ZooKeeper while it leads. Works on a virtual thread
 * {@code node-report}.
 */
public final class Reporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration SHORT_WAIT = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Subject subject;
    private final Outlet outlet;
    private final String version;
    private final InstantSource clock;
    private final Instant started;
    private final ProcessLoad load = new ProcessLoad();
    private final Semaphore wakings = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("node-report").unstarted(this::work);
    private volatile boolean closing;

    // Of the thread only.
    private final Map<Long, Meter> meters = new HashMap<>();
    private final Map<Long, Known> known = new HashMap<>();
    private final MinuteBook minutes = new MinuteBook();
    private long readAt = System.nanoTime();

    /** What was told of a pipeline last. */
    private record Known(String state, String error, long differences) {
        static final Known NOTHING = new Known("", "", 0);
    }

    /** Nothing is told before {@link #start}. */
    public Reporter(Subject subject, Outlet outlet, String version, InstantSource clock) {
        this.subject = subject;
        this.outlet = outlet;
        this.version = version;
        this.clock = clock;
        this.started = clock.instant();
    }

    public void start() {
        thread.start();
    }

    /** Tells it now. */
    public void now() {
        wakings.release();
    }

    private void work() {
        try {
            while (!closing) {
                look();
                if (wakings.tryAcquire(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakings.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            tell();
        } catch (RuntimeException e) {
            LOG.error("A report could not be made because of an error of Otter's own", e);
        }
    }

    private void tell() {
        Instant now = clock.instant();
        long nanos = System.nanoTime();
        Duration elapsed = Duration.ofNanos(nanos - readAt);
        readAt = nanos;
        keep(minutes.turn(now));
        List<DutyStatus> duties = subject.statuses();
        duties.forEach(duty -> read(duty, elapsed, now));
        List<Long> present = duties.stream().map(d -> d.assignment().pipelineId()).toList();
        meters.keySet().retainAll(present);
        known.keySet().retainAll(present);
        List<dev.otter.transport.control.message.PipelineStatus> told = new ArrayList<>();
        duties.forEach(d -> told.add(meters.get(d.assignment().pipelineId()).status(d)));
        outlet.status(
                new NodeStatus(now, version, Duration.between(started, now), load.now(), told));
    }

    private void read(DutyStatus duty, Duration elapsed, Instant now) {
        long id = duty.assignment().pipelineId();
        Meter meter = meters.computeIfAbsent(id, _ -> new Meter(Counts.NONE));
        Counts counted = meter.read(duty.counts(), elapsed);
        if (duty.engine().isPresent() || !counted.equals(Counts.NONE)) {
            minutes.add(
                    id,
                    counted,
                    duty.engine()
                            .map(PipelineStatus::lagMillis)
                            .orElse(java.util.OptionalLong.empty()));
        }
        if (duty.epoch() > 0) {
            duty.engine()
                    .flatMap(PipelineStatus::position)
                    .ifPresent(at -> subject.mirror(id, duty.epoch(), at.toString()));
        }
        news(duty, now);
    }

    private void news(DutyStatus duty, Instant now) {
        long id = duty.assignment().pipelineId();
        StatusWords words = StatusWords.of(duty);
        Known last = known.getOrDefault(id, Known.NOTHING);
        String state = passing(last, words, now) ? last.state() : words.state();
        String error = duty.lastError().map(e -> e.error().getMessage()).orElse("");
        long differences =
                duty.engine()
                        .flatMap(PipelineStatus::verify)
                        .map(LiveStatus::differences)
                        .orElse(0L);
        known.put(id, new Known(state, error, differences));
        String title = duty.assignment().title();
        if (!last.state().equals(state)) {
            String reason = words.reason().isEmpty() ? "" : ": " + words.reason();
            outlet.event(new NodeEvent(now, "", title, state + reason));
        }
        if (differences > last.differences()) {
            outlet.event(
                    new NodeEvent(
                            now,
                            "",
                            title,
                            "rows are proven to differ: %d more; they are listed with the"
                                            .formatted(differences - last.differences())
                                    + " pipeline's operations"));
        }
        if (!error.isEmpty() && !last.error().equals(error)) {
            Failure failure = duty.lastError().orElseThrow();
            outlet.event(new NodeEvent(failure.at(), failure.error().code().text(), title, error));
        }
    }

    /** A short wait, and each further attempt, are no news. */
    private static boolean passing(Known last, StatusWords words, Instant now) {
        return switch (words.state()) {
            case "waiting" -> Duration.between(words.since(), now).compareTo(SHORT_WAIT) < 0;
            case "starting" -> last.state().equals("retrying");
            default -> false;
        };
    }

    private void keep(List<PipelineMinute> over) {
        if (over.isEmpty()) {
            return;
        }
        try {
            outlet.minutes(over);
        } catch (OtterException e) {
            LOG.error(
                    "The statistics of {} are lost: {}", over.getFirst().minute(), e.getMessage());
            outlet.event(
                    new NodeEvent(clock.instant(), e.code().text(), e.where(), e.getMessage()));
        }
    }

    /** Tells once more how things stand, and keeps the minute that is not over. */
    @Override
    public void close() {
        closing = true;
        wakings.release();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.warn("The last report has not ended yet");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        look();
        keep(minutes.close());
    }
}
