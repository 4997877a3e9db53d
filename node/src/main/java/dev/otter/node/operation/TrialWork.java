package dev.otter.node.operation;

import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.PlannedPipeline;
import dev.otter.document.trial.TrialAnswer;
import dev.otter.document.trial.TrialPlace;
import dev.otter.document.trial.TrialProblem;
import dev.otter.document.trial.TrialQuestion;
import dev.otter.document.trial.TrialValue;
import dev.otter.engine.resync.SampleRows;
import dev.otter.engine.resync.SampleValue;
import dev.otter.engine.trial.TrialOutcome;
import dev.otter.engine.trial.ViewTrial;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.duty.Assignment;
import dev.otter.node.operation.OperationDoor.Outcome;
import dev.otter.node.settings.ProcessorSources;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationReport.Findings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tries a row with an entry of tables that is not saved yet. Stateless but for its means. */
final class TrialWork {
    /** More would not fit into a message. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private final ConfigJson json;
    private final Optional<Path> extensions;
    private final ProcessorSources sources;

    /**
     * @param extensions the folder with the jars of row processors
     * @param sources whether their sources may run
     */
    TrialWork(ConfigJson json, Optional<Path> extensions, ProcessorSources sources) {
        this.json = json;
        this.extensions = extensions;
        this.sources = sources;
    }

    /**
     * The place of a question, which brings its pipeline along.
     *
     * @throws OtterException when it cannot be read
     */
    static Site site(Operation.TryRow asked, ConfigJson json) {
        TrialQuestion question = json.read(asked.question(), TrialQuestion.class);
        PlannedPipeline planned = question.pipeline();
        return new Site(
                new Assignment(
                        0,
                        question.channel(),
                        planned.number(),
                        planned.pipeline(),
                        planned.candidates(),
                        Optional.empty(),
                        "trial"),
                Optional::empty);
    }

    Outcome run(Operation.TryRow asked, Site site) {
        TrialQuestion question = json.read(asked.question(), TrialQuestion.class);
        sources.require(List.of(question.entry()), site.place());
        TrialOutcome outcome =
                new ViewTrial(site.pipeline(), question.entry(), extensions)
                        .run(
                                Scope.table(question.table()),
                                question.row().stream()
                                        .map(value ->
                                                new SampleValue(value.column(), "", value.text()))
                                        .toList());
        String answer = json.write(answer(outcome));
        if (answer.length() > MOST_CHARACTERS) {
            throw new OtterException(
                    ErrorCode.VALUE_NOT_ALLOWED,
                    "the row and what becomes of it have %d characters; allowed are %d"
                            .formatted(answer.length(), MOST_CHARACTERS),
                    site.place(),
                    "Try it with shorter values.");
        }
        return new Outcome("tried", Findings.NONE, Optional.of(answer));
    }

    private static TrialAnswer answer(TrialOutcome outcome) {
        return new TrialAnswer(
                outcome.source().toString(),
                outcome.target().toString(),
                outcome.view(),
                values(outcome.in()),
                outcome.sent(),
                values(outcome.out()),
                outcome.problems().stream().map(TrialWork::problem).toList());
    }

    private static List<TrialValue> values(List<SampleValue> values) {
        return values.stream()
                .map(value ->
                        new TrialValue(
                                value.column(),
                                Optional.of(value.type()).filter(type -> !type.isEmpty()),
                                value.text().map(TrialWork::beginning)))
                .toList();
    }

    private static String beginning(String text) {
        int most = 2 * SampleRows.LONGEST + 2;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    private static TrialProblem problem(TrialOutcome.Problem problem) {
        TrialPlace place =
                switch (problem.place()) {
                    case ENTRY -> TrialPlace.ENTRY;
                    case COLUMNS -> TrialPlace.COLUMNS;
                    case WHERE -> TrialPlace.WHERE;
                    case SET -> TrialPlace.SET;
                    case GROUPS -> TrialPlace.GROUPS;
                    case PROCESSOR -> TrialPlace.PROCESSOR;
                    case ROUTE -> TrialPlace.ROUTE;
                    case TARGET -> TrialPlace.TARGET;
                    case ROW -> TrialPlace.ROW;
                };
        OtterException error = problem.error();
        return new TrialProblem(
                place, problem.column(), error.code().text(), error.what(), error.remedy());
    }
}
