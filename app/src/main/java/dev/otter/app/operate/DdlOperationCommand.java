package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.remote.ManagerClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code otter operation ddl}. */
@Command(name = "ddl", description = "Shows statements that wait for somebody, or decides on one.")
public final class DdlOperationCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Mixin private Following following = new Following();

    @Parameters(
            index = "0",
            paramLabel = "PIPELINE",
            description = "The pipeline, as CHANNEL/PIPELINE.")
    private String pipeline;

    @ArgGroup(exclusive = true)
    private Choice choice;

    /** What is decided on which statement. */
    static final class Choice {
        @Option(
                names = "--approve",
                paramLabel = "ID",
                description = "Let the statement of this name run on the target.")
        private String approve;

        @Option(names = "--skip", paramLabel = "ID", description = "Go on without it.")
        private String skip;

        @Option(
                names = "--done",
                paramLabel = "ID",
                description = "Somebody has done on the target what it does.")
        private String done;

        private Map<String, Object> request() {
            String statement = approve != null ? approve : skip != null ? skip : done;
            String decision = approve != null ? "approve" : skip != null ? "skip" : "done";
            return Map.of("kind", "ddl", "statement", statement, "decision", decision);
        }
    }

    public DdlOperationCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (ManagerClient manager = options.connect(surroundings)) {
            PipelineOperations operations = new PipelineOperations(manager, surroundings, pipeline);
            if (choice != null) {
                return operations.ask(choice.request(), following);
            }
            show(operations.statements());
            return ExitCode.DONE;
        }
    }

    private void show(JsonNode statements) {
        if (following.json()) {
            Answers.print(surroundings.console(), statements);
            return;
        }
        if (statements.isEmpty()) {
            surroundings.console().line("no statement waits");
        }
        for (JsonNode one : statements) {
            surroundings
                    .console()
                    .line(
                            "%s  %s since %s"
                                    .formatted(
                                            Answers.text(one.path("id")),
                                            Answers.text(one.path("state")),
                                            Answers.text(one.path("since"))));
            surroundings.console().line("  on the source:  " + sql(one.path("source")));
            String target = sql(one.path("target"));
            surroundings
                    .console()
                    .line(
                            "  on the target:  "
                                    + (target.isEmpty() ? "cannot be carried over" : target));
        }
    }

    private static String sql(JsonNode text) {
        return Answers.text(text).strip().replaceAll("\\s+", " ");
    }
}
