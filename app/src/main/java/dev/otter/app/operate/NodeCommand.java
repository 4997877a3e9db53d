package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code otter node}: holds what is done about nodes. */
@Command(
        name = "node",
        description = "Lists nodes, and lets them in or not.",
        synopsisSubcommandLabel = "COMMAND")
public final class NodeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec;

    public NodeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.console().line(spec.commandLine().getUsageMessage().stripTrailing());
        return ExitCode.CONFIGURATION;
    }
}
