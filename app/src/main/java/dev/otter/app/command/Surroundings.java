package dev.otter.app.command;

import dev.otter.app.view.Console;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command gets from the process that it runs in.
 *
 * @param console where it writes
 * @param variables the environment, for references in configuration files; secrets may be in it
 * @param stop tells when to end
 * @param clock the time
 */
public record Surroundings(
        Console console, Map<String, String> variables, StopSignal stop, InstantSource clock) {
    public Surroundings {
        variables = Map.copyOf(variables);
    }

    @Override
    public String toString() {
        return "Surroundings";
    }
}
