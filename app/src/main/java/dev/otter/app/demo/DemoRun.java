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
        Optional<DutyStatus> duty = node.pipelines().stream().findFirst();
        return duty.flatMap(DutyStatus::engine).orElseGet(() -> withoutEngine(duty));
    }

    private static PipelineStatus withoutEngine(Optional<DutyStatus> duty) {
        boolean failed = duty.map(DutyStatus::phase).equals(Optional.of(DutyStatus.Phase.FAILED));
        return new PipelineStatus(
                duty.map(known -> known.assignment().title()).orElse(""),
                failed ? PipelineState.FAILED : PipelineState.STARTING,
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
                failed
                        ? duty.flatMap(DutyStatus::lastError).map(DutyStatus.Failure::error)
                        : Optional.empty());
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
            LockSupport.parkNanos(LOOK_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }

    @Override
    public void abandon() {
        close();
    }

    @Override
    public void close() {
        stop.run();
    }
}
