package dev.otter.app.operate;

import dev.otter.app.command.Surroundings;
import dev.otter.app.remote.ManagerClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otter operation resync}. */
@Command(name = "resync", description = "Sends rows of a pipeline on nodes again.")
public final class ResyncOperationCommand implements Callable<Integer> {
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
            required = true,
            paramLabel = "TABLE",
            description = "The source table, such as shop.orders.")
    private String table;

    @Option(
            names = "--divider",
            paramLabel = "TEXT",
            defaultValue = ",",
            description =
                    "What stands between the values of a key of several columns (default:"
                            + " ${DEFAULT-VALUE}).")
    private String divider;

    @ArgGroup(multiplicity = "1")
    private Which which;

    /** Which rows. */
    static final class Which {
        @Option(
                names = "--keys",
                arity = "1..*",
                paramLabel = "KEY",
                description = "Rows by their keys, the values in the order of the table's columns.")
        private List<String> keys;

        @Option(
                names = "--where",
                paramLabel = "SQL",
                description = "All rows of the source for which this is true.")
        private String where;

        private Map<String, Object> request(String table, String divider) {
            return keys == null
                    ? Map.of("kind", "resync", "table", table, "where", where)
                    : Map.of("kind", "resync", "table", table, "keys", keys, "divider", divider);
        }
    }

    public ResyncOperationCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (ManagerClient manager = options.connect(surroundings)) {
            return new PipelineOperations(manager, surroundings, pipeline)
                    .ask(which.request(table, divider), following);
        }
    }
}
