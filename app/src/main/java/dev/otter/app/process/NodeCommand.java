package dev.otter.app.process;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Logging;
import dev.otter.app.command.Surroundings;
import dev.otter.node.NodeProcess;
import dev.otter.node.settings.SettingsReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otter node}: a node in this terminal; its subcommands are about nodes of a manager. */
@Command(
        name = "node",
        description = {
            "Runs a node in this terminal until Ctrl-C, or lists nodes and lets them in or not.",
            "Settings are in conf/otter.properties and conf/nid of its folder."
        },
        synopsisSubcommandLabel = "[COMMAND]")
public final class NodeCommand implements Callable<Integer> {
    private static final String SETTINGS =
            """
            # The node's number is in the file nid beside this one. All keys: docs/reference/settings.md
            otter.manager.address = 127.0.0.1:1099
            """;

    private final Surroundings surroundings;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "otter-home/node",
            description = "Its folder (default: ${DEFAULT-VALUE}).")
    private Path home;

    public NodeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.tellMore();
        Path file = new HomeFolder(home).settings(SETTINGS);
        Processes processes = new Processes(surroundings.clock(), new SecureRandom());
        try (NodeProcess node =
                processes.node(
                        SettingsReader.read(file, name -> Processes.value(surroundings, name)))) {
            surroundings.console().line("manager: " + node.connection());
            Processes.waitFor(surroundings.stop());
        }
        return ExitCode.DONE;
    }
}
