package dev.otter.node.operation;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.verify.live.LiveStatus;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.operation.OperationDoor.Outcome;
import dev.otter.transport.control.message.OperationReport.DifferingRow;
import dev.otter.transport.control.message.OperationReport.Findings;
import java.util.List;

/** Lists the rows that reading back has found to differ. Stateless. */
final class LiveRows {
    private LiveRows() {}

    /**
     * @throws OtterException STATE_FORBIDS when the pipeline does not run here, or reads nothing
     *     back
     */
    static Outcome list(Site site) {
        PipelineRun run =
                site.engine()
                        .get()
                        .orElseThrow(() ->
                                new OtterException(
                                        ErrorCode.STATE_FORBIDS,
                                        "the pipeline does not run, so nothing is read back",
                                        site.place(),
                                        "Start its channel first."));
        LiveStatus status =
                run.status()
                        .verify()
                        .orElseThrow(() ->
                                new OtterException(
                                        ErrorCode.STATE_FORBIDS,
                                        "rows of this pipeline are not read back",
                                        site.place(),
                                        "Set 'verify.continuous' to sampled or all."));
        List<DifferingRow> rows =
                status.open().reversed().stream()
                        .map(row -> CheckTally.row(row.table(), row.difference()))
                        .toList();
        return new Outcome(
                rows.size() + " rows differ", new Findings(rows, List.of(), status.openLeft()));
    }
}
