package dev.otter.app.demo;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.node.NodeProcess;
import dev.otter.node.duty.DutyStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/** The only pipeline of a node, seen from outside. For any thread. */
final class DemoRun implements PipelineRun {
    private static final long LOOK_NANOS = 20_000_000;

    private final NodeProcess node;
    private final Connecting source;
    private final Runnable stop;
    private volatile Optional<PipelineStatus> atEnd = Optional.empty();

    /** Opens connections to the source. */
    @FunctionalInterface
    interface Connecting {
        Connection connect() throws SQLException;
    }

    /**
     * @param stop stops the pipeline's channel
     */
    DemoRun(NodeProcess node, Connecting source, Runnable stop) {
        this.node = node;
        this.source = source;
        this.stop = stop;
    }

    @Override
    public PipelineStatus status() {
        return atEnd.orElseGet(this::now);
    }

    private PipelineStatus now() {
        Optional<DutyStatus> duty = node.pipelines().stream().findFirst();
        return duty.flatMap(DutyStatus::engine).orElseGet(() -> withoutEngine(duty));
    }

    private static PipelineStatus withoutEngine(Optional<DutyStatus> duty) {
        Optional<OtterException> error =
                duty.flatMap(DutyStatus::lastError).map(DutyStatus.Failure::error);
        return new PipelineStatus(
                duty.map(known -> known.assignment().title()).orElse(""),
                error.isPresent() ? PipelineState.FAILED : PipelineState.STARTING,
                duty.map(DutyStatus::reason).orElse("the node waits for its configuration"),
                duty.map(DutyStatus::since).orElse(Instant.EPOCH),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                0,
                PipelineStatus.Kinds.NONE,
                0,
                0,
                0,
                new PipelineStatus.Queue(0, 0),
                0,
                0,
                List.of(),
                error,
                0,
                List.of());
    }

    /** Waits until the pipeline reads the source's log; what is written from then on is seen. */
    void awaitStart(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (node.pipelines().stream().noneMatch(duty -> duty.engine().isPresent())) {
            Optional<OtterException> error = status().failure();
            if (error.isPresent()) {
                throw error.get();
            }
            if (System.nanoTime() >= deadline) {
                throw new OtterException(
                        ErrorCode.INTERNAL,
                        "the demo's pipeline has not started: " + status().reason(),
                        "demo",
                        "Run it again with -v to see what the manager and the node say.");
            }
            pause();
        }
    }

    private static void pause() throws InterruptedException {
        LockSupport.parkNanos(LOOK_NANOS);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public LogPosition sourceEnd() {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
            row.next();
            return new LogPosition(row.getString("File"), row.getLong("Position"));
        } catch (SQLException e) {
            throw new OtterException(
                    ErrorCode.ENDPOINT_UNREACHABLE,
                    "the source does not tell the end of its log: " + e.getMessage(),
                    "demo source",
                    "",
                    e);
        }
    }

    @Override
    public boolean reached(LogPosition position) {
        return status().position().filter(known -> known.compareTo(position) >= 0).isPresent();
    }

    @Override
    public boolean await(LogPosition position, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!reached(position)) {
            if (System.nanoTime() >= deadline || status().state() == PipelineState.FAILED) {
                return reached(position);
            }
            pause();
        }
        return true;
    }

    @Override
    public void abandon() {
        close();
    }

    @Override
    public void close() {
        if (atEnd.isEmpty()) {
            atEnd = Optional.of(stopped(now()));
            stop.run();
        }
    }

    private static PipelineStatus stopped(PipelineStatus last) {
        return new PipelineStatus(
                last.pipeline(),
                last.failure().isPresent() ? PipelineState.FAILED : PipelineState.STOPPED,
                last.reason(),
                last.since(),
                last.position(),
                last.lagMillis(),
                last.waitingStage(),
                last.rowsApplied(),
                last.kinds(),
                last.transactionsApplied(),
                last.bytesRead(),
                last.groupsApplied(),
                last.queue(),
                last.retries(),
                last.quarantined(),
                last.heldTables(),
                last.failure(),
                last.triedAlone(),
                last.notices());
    }
}
