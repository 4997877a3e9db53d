package dev.otter.app;

import dev.otter.app.command.StopSignal;
import dev.otter.app.command.Surroundings;
import dev.otter.app.view.Console;
import dev.otter.app.view.Input;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What a command line wrote and how it ended. */
record CommandLineRun(int exitCode, String out, String err) {

    static CommandLineRun of(Map<String, String> variables, String... arguments) {
        return withInput("", variables, arguments);
    }

    /** One that ends when it is asked to, or by itself. */
    static CommandLineRun until(StopSignal stop, String... arguments) {
        return run(stop, "", Map.of(), arguments);
    }

    static CommandLineRun withInput(
            String input, Map<String, String> variables, String... arguments) {
        return run(new StopSignal(), input, variables, arguments);
    }

    private static CommandLineRun run(
            StopSignal stop, String input, Map<String, String> variables, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(stream(out), stream(err), 0);
        int exitCode =
                OtterCommand.run(
                        Arrays.asList(arguments),
                        new Surroundings(
                                console,
                                variables,
                                stop,
                                Clock.systemUTC(),
                                new Input(new StringReader(input), Optional.empty())));
        return new CommandLineRun(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
