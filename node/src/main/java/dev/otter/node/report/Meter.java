package dev.otter.node.report;

import dev.otter.engine.pipeline.PipelineStatus.Queue;
import dev.otter.engine.snapshot.CopyProgress;
import dev.otter.engine.verify.live.LiveStatus;
import dev.otter.node.duty.Counts;
import dev.otter.node.duty.DutyStatus;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.PipelineStatus;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Makes rates of one pipeline out of its counters; rates are those of the last reading. */
final class Meter {
    private Counts before;
    private Rates rates = new Rates(0, 0, 0, 0);

    /** Per second. */
    private record Rates(double rows, double transactions, double bytes, double groups) {}

    Meter(Counts now) {
        this.before = now;
    }

    /**
     * Reads the counters.
     *
     * @param elapsed since the reading before
     * @return what was counted since then
     */
    Counts read(Counts now, Duration elapsed) {
        boolean anew = now.bytesRead() < before.bytesRead() || now.rows() < before.rows();
        Counts since = anew ? now : now.minus(before);
        double seconds = Math.max(1, elapsed.toMillis()) / 1000.0;
        rates =
                new Rates(
                        since.rows() / seconds,
                        since.transactions() / seconds,
                        since.bytesRead() / seconds,
                        since.groups() / seconds);
        before = now;
        return since;
    }

    /** The pipeline as it is now, with the rates of the last reading. */
    PipelineStatus status(DutyStatus status) {
        StatusWords words = StatusWords.of(status);
        Counts counts = status.counts();
        return new PipelineStatus(
                Long.toString(status.assignment().pipelineId()),
                words.state(),
                words.reason(),
                words.since(),
                words.waitingStage(),
                status.epoch(),
                status.engine()
                        .flatMap(dev.otter.engine.pipeline.PipelineStatus::position)
                        .map(Object::toString)
                        .orElse(""),
                flow(status),
                new PipelineStatus.Totals(
                        counts.rows(),
                        counts.transactions(),
                        counts.retries(),
                        counts.quarantined()),
                status.engine()
                        .map(dev.otter.engine.pipeline.PipelineStatus::heldTables)
                        .orElse(List.of()),
                status.lastError()
                        .map(failure ->
                                new PipelineStatus.LastError(
                                        Fault.of(failure.error()), failure.at())),
                status.engine()
                        .map(dev.otter.engine.pipeline.PipelineStatus::notices)
                        .orElse(List.of()),
                status.engine()
                        .map(dev.otter.engine.pipeline.PipelineStatus::triedAlone)
                        .orElse(0L),
                status.engine()
                        .flatMap(dev.otter.engine.pipeline.PipelineStatus::copy)
                        .map(Meter::copy),
                status.engine()
                        .flatMap(dev.otter.engine.pipeline.PipelineStatus::verify)
                        .map(Meter::verify));
    }

    private static PipelineStatus.Verify verify(LiveStatus verify) {
        return new PipelineStatus.Verify(
                verify.looked(),
                verify.waiting(),
                verify.leftOut(),
                verify.undecided(),
                verify.differences(),
                verify.healed(),
                verify.open().size(),
                verify.trouble());
    }

    private static PipelineStatus.Copy copy(CopyProgress copy) {
        return new PipelineStatus.Copy(
                copy.tablesDone(),
                copy.tables(),
                copy.rowsDone(),
                copy.rowsEstimated(),
                copy.rowsPerSecond(),
                copy.secondsLeft());
    }

    private PipelineStatus.Flow flow(DutyStatus status) {
        OptionalLong lag =
                status.engine()
                        .map(dev.otter.engine.pipeline.PipelineStatus::lagMillis)
                        .orElse(OptionalLong.empty());
        Queue queue =
                status.engine()
                        .map(dev.otter.engine.pipeline.PipelineStatus::queue)
                        .orElse(Queue.NONE);
        return new PipelineStatus.Flow(
                lag,
                rates.rows(),
                rates.transactions(),
                rates.bytes(),
                rates.groups(),
                queue.bytes(),
                queue.limitBytes());
    }
}
