package dev.otter.app.process;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Logging;
import dev.otter.app.command.Surroundings;
import dev.otter.manager.settings.SettingsReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otter standalone}: manager, node, ZooKeeper and configuration store in one process. */
@Command(
        name = "standalone",
        description = {
            "Runs a manager and a node in one process until Ctrl-C, with a ZooKeeper and a store",
            "of its own. Settings are in conf/otter.properties of its folder."
        })
public final class StandaloneCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "otter-home/standalone",
            description = "Its folder (default: ${DEFAULT-VALUE}).")
    private Path home;

    public StandaloneCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.tellMore();
        Path file = new HomeFolder(home).settings(ManagerCommand.SETTINGS);
        Processes processes = new Processes(surroundings.clock(), new SecureRandom());
        try (Standalone both =
                Standalone.start(
                        SettingsReader.read(file, name -> Processes.value(surroundings, name)),
                        home.resolve("node"),
                        processes)) {
            surroundings
                    .console()
                    .line("console and REST: http://127.0.0.1:" + both.manager().port());
            Processes.waitFor(surroundings.stop());
        }
        return ExitCode.DONE;
    }
}
