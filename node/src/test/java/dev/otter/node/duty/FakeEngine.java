package dev.otter.node.duty;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine that only remembers what was asked of it, and fails when it is told to. */
final class FakeEngine implements EngineDoor {
    final List<Run> runs = new CopyOnWriteArrayList<>();
    private final Queue<OtterException> refusals = new ArrayDeque<>();
    private Error breakage;

    /** The next start is refused with this. */
    synchronized void refuseNext(OtterException why) {
        refusals.add(why);
    }

    /** The next start ends with an error that nobody has foreseen. */
    synchronized void breakNext(Error how) {
        breakage = how;
    }

    @Override
    public synchronized PipelineRun start(String channel, Pipeline pipeline) {
        if (breakage != null) {
            Error how = breakage;
            breakage = null;
            throw how;
        }
        OtterException refusal = refusals.poll();
        if (refusal != null) {
            throw refusal;
        }
        Run run = new Run(pipeline);
        runs.add(run);
        return run;
    }

    /** How many run now. */
    long running() {
        return runs.stream().filter(run -> !run.closed).count();
    }

    /** One run. */
    static final class Run implements PipelineRun {
        private final Pipeline pipeline;
        private volatile OtterException failure;
        private volatile boolean closed;
        volatile boolean abandoned;
        volatile long rows;

        private Run(Pipeline pipeline) {
            this.pipeline = pipeline;
        }

        void fail(OtterException why) {
            failure = why;
        }

        @Override
        public PipelineStatus status() {
            OtterException failed = failure;
            return new PipelineStatus(
                    pipeline.name(),
                    failed != null
                            ? PipelineState.FAILED
                            : closed ? PipelineState.STOPPED : PipelineState.RUNNING,
                    "",
                    Instant.EPOCH,
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    rows,
                    PipelineStatus.Kinds.NONE,
                    0,
                    0,
                    0,
                    PipelineStatus.Queue.NONE,
                    0,
                    0,
                    List.of(),
                    Optional.ofNullable(failed),
                    0,
                    List.of());
        }

        @Override
        public LogPosition sourceEnd() {
            return new LogPosition("log.000001", 4);
        }

        @Override
        public boolean reached(LogPosition position) {
            return true;
        }

        @Override
        public boolean await(LogPosition position, Duration timeout) {
            return true;
        }

        @Override
        public void abandon() {
            abandoned = true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
