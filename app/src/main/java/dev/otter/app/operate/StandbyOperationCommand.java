package dev.otter.app.operate;

import dev.otter.app.command.Surroundings;
import dev.otter.app.remote.ManagerClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otter operation standby}. */
@Command(
        name = "standby",
        description = "Lets a pipeline on nodes read from another server of its source.")
public final class StandbyOperationCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Mixin private Following following = new Following();

    @Parameters(
            index = "0",
            paramLabel = "PIPELINE",
            description = "The pipeline, as CHANNEL/PIPELINE.")
    private String pipeline;

    @Option(
            names = "--server",
            required = true,
            paramLabel = "HOST:PORT",
            description = "The source's own server or one of its standbys.")
    private String server;

    public StandbyOperationCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (ManagerClient manager = options.connect(surroundings)) {
            return new PipelineOperations(manager, surroundings, pipeline)
                    .ask(Map.of("kind", "standby", "server", server), following);
        }
    }
}
