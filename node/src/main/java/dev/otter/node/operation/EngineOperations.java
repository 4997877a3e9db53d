package dev.otter.node.operation;

import dev.otter.document.json.ConfigJson;
import dev.otter.engine.ddl.DdlDecisions;
import dev.otter.engine.pipeline.WaitingStatements;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.settings.ProcessorSources;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationReport.Findings;
import dev.otter.transport.control.message.OperationReport.WaitingStatement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Does operations against the two ends of a pipeline, as the subcommands of the same names do. */
public final class EngineOperations implements OperationDoor {
    private final TrialWork trials;

    /**
     * @param extensions the folder with the jars of row processors
     * @param sources whether their sources may run
     */
    public EngineOperations(ConfigJson json, Path extensions, ProcessorSources sources) {
        this.trials = new TrialWork(json, Optional.of(extensions), sources);
    }

    @Override
    public Outcome run(Operation what, Site site, Halt halt, Board board)
            throws InterruptedException {
        return switch (what) {
            case Operation.Copy copy -> new CopyWork(site, halt, board).run(copy);
            case Operation.Check check -> new CheckWork(site, halt, board).run(check);
            case Operation.Resync resync -> ResyncWork.run(resync, site);
            case Operation.Standby(String server) -> new StandbyWork(site, halt, board).run(server);
            case Operation.Statements() -> list(site);
            case Operation.Differences() -> LiveRows.list(site);
            case Operation.Decide decide -> decide(decide, site);
            case Operation.TryRow asked -> trials.run(asked, site);
        };
    }

    private static Outcome list(Site site) {
        List<WaitingStatement> waiting =
                statements(site).list().stream()
                        .map(one ->
                                new WaitingStatement(
                                        one.transaction(),
                                        one.state(),
                                        one.since(),
                                        one.source(),
                                        one.target()))
                        .toList();
        return new Outcome(
                waiting.isEmpty() ? "no statement waits" : waiting.size() + " statements wait",
                new Findings(List.of(), waiting, 0));
    }

    private static WaitingStatements statements(Site site) {
        return new WaitingStatements(site.name(), site.pipeline());
    }

    private static Outcome decide(Operation.Decide decide, Site site) {
        DdlDecisions.Decision decision =
                switch (decide.decision()) {
                    case APPROVE -> DdlDecisions.Decision.APPROVED;
                    case SKIP -> DdlDecisions.Decision.SKIPPED;
                    case DONE -> DdlDecisions.Decision.DONE;
                };
        if (!statements(site).decide(decide.statement(), decision)) {
            throw new OtterException(
                    ErrorCode.DDL_NOT_WAITING,
                    "no statement that this can be decided on waits under the name '"
                            + decide.statement()
                            + "'",
                    site.place(),
                    "List them anew. One without a text for the target can be skipped or done"
                            + " only.");
        }
        return Outcome.of("written down; a pipeline that waits for it looks every second");
    }
}
