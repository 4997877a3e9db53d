package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Kind;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.remote.Thing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code otter node secret}: makes what lets a node in once without approval. */
@Command(
        name = "secret",
        description = "Makes a secret that lets a node in once without approval.",
        footer = {"", "The secret is shown this once."})
public final class NodeSecretCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Parameters(index = "0", paramLabel = "NODE", description = "The node's name.")
    private String node;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    public NodeSecretCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (ManagerClient manager = options.connect(surroundings)) {
            Thing thing = new Inventory(manager).require(Kind.NODE, node);
            JsonNode made = manager.post(thing.path() + "/enrolment-secret").body();
            if (json) {
                Answers.print(surroundings.console(), made);
            } else {
                surroundings.console().line(made.path("secret").asString());
                surroundings.console().error("good until " + made.path("expires").asString());
            }
        }
        return ExitCode.DONE;
    }
}
