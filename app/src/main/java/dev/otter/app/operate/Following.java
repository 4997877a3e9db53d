package dev.otter.app.operate;

import dev.otter.app.command.Surroundings;
import picocli.CommandLine.Option;

/** Options of all subcommands that ask for an operation. */
final class Following {
    @Option(names = "--no-wait", description = "Only ask; do not wait until it is over.")
    private boolean noWait;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Tells its number; whether its end is waited for. */
    boolean wait(Surroundings surroundings, long id) {
        if (!json) {
            surroundings.console().line("operation " + id + " was added");
        }
        return !noWait;
    }
}
