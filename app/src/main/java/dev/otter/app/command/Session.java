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
import java.util.function.BooleanSupplier;

/**
 * Pipelines that run side by side in this process. A failed one does not disturb the others. Used
 * by one thread.
 */
public final class Session implements AutoCloseable {
    private static final Duration VIEW_PERIOD = Duration.ofSeconds(1);
    private static final Duration CHECK_PERIOD = Duration.ofMillis(50);

    private final PipelineStarter starter;
    private final StatusView view;
    private final List<Member> members = new ArrayList<>();
    private Optional<List<LogPosition>> ends = Optional.empty();

    private record Member(SyncFile.Entry entry, PipelineRun run, RateMeter meter) {
        Look look() {
            PipelineStatus status = run.status();
            return new Look(
                    entry.channel(),
                    entry.pipeline().name(),
                    status,
                    meter.add(System.nanoTime(), status.rowsApplied()));
        }

        boolean over() {
            return switch (run.status().state()) {
                case STARTING, RUNNING, WAITING -> false;
                case STOPPED, FAILED -> true;
            };
        }
    }

    public Session(PipelineStarter starter, StatusView view) {
        this.starter = starter;
        this.view = view;
    }

    /**
     * Starts all pipelines, or none.
     *
     * @throws OtterException when one of them cannot start
     */
    public void start(List<SyncFile.Entry> entries) {
        for (SyncFile.Entry entry : entries) {
            try {
                members.add(new Member(entry, starter.start(entry), new RateMeter()));
            } catch (OtterException e) {
                close();
                throw Preflight.placed(entry, e);
            }
        }
    }

    /** From now on, being done means to have applied all that the sources hold at this moment. */
    public void aimAtSourceEnds() {
        List<LogPosition> positions = new ArrayList<>();
        for (Member member : members) {
            try {
                positions.add(member.run().sourceEnd());
            } catch (OtterException e) {
                throw Preflight.placed(member.entry(), e);
            }
        }
        ends = Optional.of(positions);
    }

    /** Shows how it goes until it is told to stop, all pipelines have failed, or it is done. */
    public void runUntil(StopSignal stop) throws InterruptedException {
        show(stop::requested, () -> stop.await(CHECK_PERIOD));
    }

    /** Shows how it goes until it is done or all that is not has failed, at most so long. */
    public void catchUp(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        Member first = members.getFirst();
        LogPosition end = ends.orElseThrow().getFirst();
        show(() -> System.nanoTime() > deadline, () -> first.run().await(end, CHECK_PERIOD));
    }

    /** Lets a moment pass. */
    @FunctionalInterface
    private interface Pause {
        boolean pause() throws InterruptedException;
    }

    private void show(BooleanSupplier enough, Pause pause) throws InterruptedException {
        long lastView = System.nanoTime() - VIEW_PERIOD.toNanos();
        while (!enough.getAsBoolean() && !settled()) {
            if (System.nanoTime() - lastView >= VIEW_PERIOD.toNanos()) {
                lastView = System.nanoTime();
                view.show(looks());
            }
            pause.pause();
        }
    }

    /** Whether every pipeline has reached its aim or is over. */
    private boolean settled() {
        for (int i = 0; i < members.size(); i++) {
            if (!reached(i) && !members.get(i).over()) {
                return false;
            }
        }
        return true;
    }

    private boolean reached(int member) {
        return ends.isPresent() && members.get(member).run().reached(ends.get().get(member));
    }

    /**
     * Stops the pipelines and shows the end.
     *
     * @return the exit code
     */
    public int end() {
        boolean caughtUp = ends.isPresent();
        for (int i = 0; i < members.size(); i++) {
            caughtUp &= reached(i);
        }
        close();
        int exitCode = caughtUp ? ExitCode.DONE : failureCode();
        view.end(looks(), outcome(exitCode, caughtUp), exitCode);
        return exitCode;
    }

    private int failureCode() {
        for (Member member : members) {
            PipelineStatus status = member.run().status();
            if (status.state() == PipelineState.FAILED) {
                return status.failure()
                        .map(error -> error.code().kind().exitCode())
                        .orElse(ExitCode.DATA);
            }
        }
        return ends.isPresent() ? ExitCode.INTERRUPTED : ExitCode.DONE;
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

    /** Stops what runs; safe to call again. */
    @Override
    public void close() {
        members.forEach(member -> member.run().close());
    }
}
