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

/** {@code otter operation check}. */
@Command(
        name = "check",
        description = "Compares the tables of a pipeline on nodes while they are written.")
public final class CheckOperationCommand implements Callable<Integer> {
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

    @Option(names = "--repair", description = "Send rows that differ again.")
    private boolean repair;

    @Option(
            names = "--limit-rows-per-second",
            paramLabel = "N",
            defaultValue = "0",
            description = "Read so many source rows per second at most.")
    private long rowsPerSecond;

    @Option(
            names = "--lock-hot-rows",
            description = "Decide a row that never rests under a share lock on the source.")
    private boolean lockHotRows;

    public CheckOperationCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (ManagerClient manager = options.connect(surroundings)) {
            return new PipelineOperations(manager, surroundings, pipeline)
                    .ask(
                            Map.of(
                                    "kind",
                                    "check",
                                    "tables",
                                    tables,
                                    "repair",
                                    repair,
                                    "rows-per-second",
                                    rowsPerSecond,
                                    "lock-hot-rows",
                                    lockHotRows),
                            following);
        }
    }
}
