package dev.otter.node.report;

import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.node.duty.DutyStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A duty's state as the manager shows it.
 *
 * @param state {@code stopped}, {@code standby}, {@code starting}, {@code running}, {@code
 *     waiting}, {@code retrying} or {@code failed}
 * @param reason why
 * @param since since when
 * @param waitingStage which stage waits; empty when none does
 */
record StatusWords(String state, String reason, Instant since, String waitingStage) {

    static StatusWords of(DutyStatus status) {
        return switch (status.phase()) {
            case STOPPED -> plain("stopped", status);
            case STANDBY -> plain("standby", status);
            case STARTING -> plain("starting", status);
            case RETRYING -> plain("retrying", status);
            case FAILED -> plain("failed", status);
            case RUNNING -> running(status);
        };
    }

    private static StatusWords plain(String state, DutyStatus status) {
        return new StatusWords(state, status.reason(), status.since(), "");
    }

    private static StatusWords running(DutyStatus status) {
        Optional<PipelineStatus> engine = status.engine();
        if (engine.isEmpty()) {
            return plain("running", status);
        }
        PipelineStatus run = engine.get();
        boolean waits = run.state() == PipelineState.WAITING;
        return new StatusWords(
                switch (run.state()) {
                    case STARTING -> "starting";
                    case RUNNING, STOPPED -> "running";
                    case WAITING -> "waiting";
                    case FAILED -> "failed";
                },
                run.reason(),
                waits ? run.since() : status.since(),
                waits ? run.waitingStage().orElse("") : "");
    }
}
