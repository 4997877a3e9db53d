package dev.otter.app.command;

import dev.otter.app.view.Console;
import dev.otter.app.view.Input;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command gets from the process that it runs in.
 *
 * @param console where it writes
 * @param variables the environment, for references in configuration files; secrets may be in it
 * @param stop tells when to end
 * @param clock the time
 * @param input what it reads, and who can be asked
 */
public record Surroundings(
        Console console,
        Map<String, String> variables,
        StopSignal stop,
        InstantSource clock,
        Input input) {
    public Surroundings {
        variables = Map.copyOf(variables);
    }

    /** With nothing to read and nobody to ask. */
    public Surroundings(
            Console console, Map<String, String> variables, StopSignal stop, InstantSource clock) {
        this(console, variables, stop, clock, Input.none());
    }

    @Override
    public String toString() {
        return "Surroundings";
    }
}
