package dev.otter.app.command;

import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code otter version}: which build this is. */
@Command(name = "version", description = "Shows the version.")
public final class VersionCommand implements Runnable {
    private final Surroundings surroundings;

    public VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        String version =
                Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                        .orElse("(not packaged)");
        surroundings.console().line("otter " + version + ", Java " + Runtime.version());
    }
}
