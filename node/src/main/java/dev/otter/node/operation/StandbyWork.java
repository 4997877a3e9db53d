package dev.otter.node.operation;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.operation.OperationDoor.Board;
import dev.otter.node.operation.OperationDoor.Outcome;
import dev.otter.transport.control.message.OperationReport.Progress;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/** Has the running engine read from another server of its source. One thread. */
final class StandbyWork {
    private static final Duration LOOK = Duration.ofMillis(500);

    /** A standby that is a little behind is waited for by the engine for half of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Site site;
    private final Halt halt;
    private final Board board;

    StandbyWork(Site site, Halt halt, Board board) {
        this.site = site;
        this.halt = halt;
        this.board = board;
    }

    Outcome run(String server) throws InterruptedException {
        PipelineRun run = running(server);
        if (run.readsFrom().equals(server)) {
            return Outcome.of("the pipeline reads from " + server + " already");
        }
        run.switchSource(server);
        Progress waits = new Progress("switching to " + server, 0, 0, 0, OptionalLong.empty());
        board.show(() -> waits);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!running(server).readsFrom().equals(server)) {
            if (System.nanoTime() - deadline > 0) {
                throw new OtterException(
                        ErrorCode.STANDBY_UNUSABLE,
                        "%s has not taken over within %d s%s"
                                .formatted(server, PATIENCE.toSeconds(), why(server)),
                        site.place(),
                        "The server in use is kept. Do what the reason says, and switch again.");
            }
            if (halt.await(LOOK)) {
                throw new CancellationException(
                        "it is no longer watched; the switch may still come about");
            }
        }
        return Outcome.of("the pipeline reads from " + server);
    }

    private PipelineRun running(String server) {
        return site.engine()
                .get()
                .orElseThrow(() ->
                        new OtterException(
                                ErrorCode.STATE_FORBIDS,
                                "the pipeline does not run, so it cannot switch to " + server,
                                site.place(),
                                "Start its channel first."));
    }

    private String why(String server) {
        return site.engine().get().stream()
                .flatMap(run -> run.status().notices().stream())
                .filter(notice -> notice.contains(server))
                .findFirst()
                .map(notice -> ": " + notice)
                .orElse("");
    }
}
