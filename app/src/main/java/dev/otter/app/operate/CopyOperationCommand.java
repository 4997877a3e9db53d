package dev.otter.app.operate;

import dev.otter.app.command.Surroundings;
import dev.otter.app.remote.ManagerClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otter operation copy}. */
@Command(
        name = "copy",
        description = "Copies tables, or some of their rows, into a pipeline on nodes.")
public final class CopyOperationCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Mixin private Following following = new Following();

    @Parameters(
            index = "0",
            paramLabel = "PIPELINE",
            description = "The pipeline, as CHANNEL/PIPELINE.")
    private String pipeline;

    @Option(
            names = "--table",
            paramLabel = "PATTERN",
            description =
                    "Only source tables that match, such as shop.orders; may be repeated. Without"
                            + " it all tables in scope.")
    private List<String> tables = List.of();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            defaultValue = "",
            description = "With --table: only rows of the source for which this SQL is true.")
    private String where;

    public CopyOperationCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (ManagerClient manager = options.connect(surroundings)) {
            return new PipelineOperations(manager, surroundings, pipeline)
                    .ask(Map.of("kind", "copy", "tables", tables, "where", where), following);
        }
    }
}
