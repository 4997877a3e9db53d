package dev.otter.app;

import dev.otter.app.command.BenchCommand;
import dev.otter.app.command.CheckCommand;
import dev.otter.app.command.CopyCommand;
import dev.otter.app.command.DdlCommand;
import dev.otter.app.command.EngineStarter;
import dev.otter.app.command.ExitCode;
import dev.otter.app.command.GroupedHelp;
import dev.otter.app.command.Logging;
import dev.otter.app.command.ResyncCommand;
import dev.otter.app.command.Surroundings;
import dev.otter.app.command.SyncCommand;
import dev.otter.app.command.VersionCommand;
import dev.otter.app.demo.DemoCommand;
import dev.otter.app.process.ManagerCommand;
import dev.otter.app.process.StandaloneCommand;
import dev.otter.model.error.OtterException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code otter} command: holds the subcommands and turns errors into sentences and codes. */
@Command(
        name = "otter",
        description = "Keeps tables of one database in step with another.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done or equal, 1 configuration error or refused, 2 unreachable,",
            "3 stopped by a data error or different, 130 interrupted before done."
        })
public final class OtterCommand implements Runnable {
    private final Surroundings surroundings;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show what happens inside, and the trace of an error.",
            scope = CommandLine.ScopeType.INHERIT)
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.",
            scope = CommandLine.ScopeType.INHERIT)
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;

    private OtterCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The whole command as picocli sees it, for its documentation. */
    static CommandLine model(Surroundings surroundings) {
        return new OtterCommand(surroundings).line();
    }

    /**
     * Runs a command line to its end.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments, Surroundings surroundings) {
        CommandLine line = model(surroundings);
        return line.execute(arguments.toArray(String[]::new));
    }

    private CommandLine line() {
        CommandLine line = new CommandLine(this);
        EngineStarter engine = new EngineStarter(surroundings.clock());
        line.addSubcommand(new SyncCommand(surroundings, engine));
        line.addSubcommand(new CopyCommand(surroundings));
        line.addSubcommand(new CheckCommand(surroundings));
        line.addSubcommand(new ResyncCommand(surroundings));
        line.addSubcommand(new DdlCommand(surroundings));
        line.addSubcommand(new DemoCommand(surroundings));
        line.addSubcommand(new StandaloneCommand(surroundings));
        line.addSubcommand(new ManagerCommand(surroundings));
        RemoteCommands.add(line, surroundings);
        line.addSubcommand(new BenchCommand());
        line.addSubcommand(new VersionCommand(surroundings));
        line.getSubcommands().get("bench").setUnmatchedOptionsArePositionalParams(true);
        GroupedHelp.install(line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(false);
        line.setExecutionStrategy(this::execute);
        line.setParameterExceptionHandler((error, _) -> {
            surroundings.console().error("otter: " + error.getMessage());
            String name = error.getCommandLine().getCommandSpec().qualifiedName();
            surroundings.console().error("Try '" + name + " --help'.");
            return ExitCode.CONFIGURATION;
        });
        line.setExecutionExceptionHandler((error, _, _) -> failed(error));
        return line;
    }

    private int execute(CommandLine.ParseResult parsed) {
        Logging.configure(surroundings.console(), verbose);
        for (CommandLine asked : parsed.asCommandLineList()) {
            if (asked.isUsageHelpRequested()) {
                surroundings.console().line(asked.getUsageMessage().stripTrailing());
                return ExitCode.DONE;
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private int failed(Exception error) {
        if (error instanceof OtterException known) {
            surroundings.console().error(known.getMessage());
            if (verbose) {
                surroundings.console().trace(known);
            }
            return known.code().kind().exitCode();
        }
        surroundings.console().error("otter: unexpected error: " + error);
        if (verbose) {
            surroundings.console().trace(error);
        } else {
            surroundings.console().error("Run it again with -v to see where it came from.");
        }
        return ExitCode.DATA;
    }

    @Override
    public void run() {
        surroundings.console().line(line().getUsageMessage().stripTrailing());
    }
}
