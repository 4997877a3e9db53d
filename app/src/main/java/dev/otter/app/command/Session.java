package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.app.view.Look;
import dev.otter.app.view.RateMeter;
import dev.otter.app.view.StatusView;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pipelines running side by side until they are told to stop, have caught up, or have all failed. A
 * failed pipeline does not disturb the others. Used by one thread.
 */
final class Session implements AutoCloseable {
    private static final Duration VIEW_PERIOD = Duration.ofSeconds(1);
    private static final Duration CHECK_PERIOD = Duration.ofMillis(50);

    private final PipelineStarter starter;
    private final StatusView view;
    private final StopSignal stop;
    private final List<Member> members = new ArrayList<>();

    private record Member(SyncFile.Entry entry, PipelineRun run, RateMeter meter) {
        Look look() {
            PipelineStatus status = run.status();
            return new Look(
                    entry.channel(), status, meter.add(System.nanoTime(), status.rowsApplied()));
        }

        boolean over() {
            return switch (run.status().state()) {
                case STARTING, RUNNING, WAITING -> false;
                case STOPPED, FAILED -> true;
            };
        }
    }

    Session(PipelineStarter starter, StatusView view, Surroundings surroundings) {
        this.starter = starter;
        this.view = view;
        this.stop = surroundings.stop();
    }

    /**
     * Starts all pipelines, or none.
     *
     * @throws OtterException when one of them cannot start
     */
    void start(List<SyncFile.Entry> entries) {
        for (SyncFile.Entry entry : entries) {
            try {
                members.add(new Member(entry, starter.start(entry), new RateMeter()));
            } catch (OtterException e) {
                close();
                throw e.where().contains(entry.pipeline().name()) ? e : e.within(entry.name());
            }
        }
    }

    /** The ends of the sources' logs now, one per pipeline. */
    List<LogPosition> sourceEnds() {
        return members.stream().map(member -> member.run().sourceEnd()).toList();
    }

    /**
     * Shows how it goes until it ends.
     *
     * @param ends positions to catch up with, one per pipeline; empty to run on
     * @return the exit code
     */
    int run(Optional<List<LogPosition>> ends) throws InterruptedException {
        long lastView = System.nanoTime() - VIEW_PERIOD.toNanos();
        while (!stop.requested() && !done(ends)) {
            if (System.nanoTime() - lastView >= VIEW_PERIOD.toNanos()) {
                lastView = System.nanoTime();
                view.show(looks());
            }
            if (stop.await(CHECK_PERIOD)) {
                break;
            }
        }
        boolean caughtUp = ends.isPresent() && reached(ends.get());
        members.forEach(member -> member.run().close());
        int exitCode = exitCode(ends.isPresent(), caughtUp);
        view.end(looks(), outcome(exitCode, caughtUp), exitCode);
        return exitCode;
    }

    private boolean done(Optional<List<LogPosition>> ends) {
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            boolean reached = ends.isPresent() && member.run().reached(ends.get().get(i));
            if (!reached && !member.over()) {
                return false;
            }
        }
        return true;
    }

    private boolean reached(List<LogPosition> ends) {
        for (int i = 0; i < members.size(); i++) {
            if (!members.get(i).run().reached(ends.get(i))) {
                return false;
            }
        }
        return true;
    }

    private int exitCode(boolean untilCaughtUp, boolean caughtUp) {
        if (caughtUp) {
            return ExitCode.DONE;
        }
        for (Member member : members) {
            PipelineStatus status = member.run().status();
            if (status.state() == PipelineState.FAILED) {
                return status.failure()
                        .map(error -> error.code().kind().exitCode())
                        .orElse(ExitCode.DATA);
            }
        }
        return untilCaughtUp ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }

    private static String outcome(int exitCode, boolean caughtUp) {
        if (caughtUp) {
            return "caught up";
        }
        return switch (exitCode) {
            case ExitCode.DONE -> "stopped";
            case ExitCode.INTERRUPTED -> "interrupted";
            default -> "failed";
        };
    }

    private List<Look> looks() {
        return members.stream().map(Member::look).toList();
    }

    /** Stops what runs. */
    @Override
    public void close() {
        members.forEach(member -> member.run().close());
    }
}
