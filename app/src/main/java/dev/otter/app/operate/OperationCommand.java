package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.view.TextTable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code otter operation}: what operators have done once to a pipeline on nodes. */
@Command(
        name = "operation",
        description =
                "Lists the operations of a pipeline on nodes; its subcommands ask for one, show or"
                        + " cancel one.")
public final class OperationCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = "",
            paramLabel = "PIPELINE",
            description = "The pipeline, as CHANNEL/PIPELINE.")
    private String pipeline;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    public OperationCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (ManagerClient manager = options.connect(surroundings)) {
            JsonNode all = new PipelineOperations(manager, surroundings, pipeline).list();
            if (json) {
                Answers.print(surroundings.console(), all);
                return ExitCode.DONE;
            }
            TextTable table = new TextTable(List.of("ID", "KIND", "ASKED", "BY", "STATE"));
            for (JsonNode one : all) {
                table.add(
                        List.of(
                                Answers.text(one.path("id")),
                                Answers.text(one.path("request").path("kind")),
                                Answers.text(one.path("asked-at")),
                                Answers.text(one.path("asked-by")),
                                PipelineOperations.line(one)));
            }
            table.lines().forEach(surroundings.console()::line);
        }
        return ExitCode.DONE;
    }
}
