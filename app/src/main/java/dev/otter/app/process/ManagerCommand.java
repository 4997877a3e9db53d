package dev.otter.app.process;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Logging;
import dev.otter.app.command.Surroundings;
import dev.otter.manager.ManagerProcess;
import dev.otter.manager.settings.SettingsReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otter manager}: the control room, in this terminal. */
@Command(
        name = "manager",
        description = {
            "Runs a manager in this terminal until Ctrl-C. Settings are in conf/otter.properties",
            "of its folder, which is made the first time."
        })
public final class ManagerCommand implements Callable<Integer> {
    static final String SETTINGS =
            """
            # All keys: docs/reference/settings.md. Without a database and a ZooKeeper it brings its own.
            otter.domainName = 127.0.0.1
            otter.port = 8080
            otter.communication.manager.port = 1099
            """;

    private final Surroundings surroundings;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "otter-home/manager",
            description = "Its folder (default: ${DEFAULT-VALUE}).")
    private Path home;

    public ManagerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.tellMore();
        Path file = new HomeFolder(home).settings(SETTINGS);
        Processes processes = new Processes(surroundings.clock(), new SecureRandom());
        try (ManagerProcess manager =
                processes.manager(
                        SettingsReader.read(file, name -> Processes.value(surroundings, name)))) {
            surroundings.console().line("console and REST: port " + manager.port());
            Processes.waitFor(surroundings.stop());
        }
        return ExitCode.DONE;
    }
}
