package dev.otter.bench;

import dev.otter.app.view.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./otter bench} runs. */
@Command(
        name = "otter bench",
        description = "Measures Otter against the server's own replication, on real servers.",
        synopsisSubcommandLabel = "(catch-up | latency | full-load | manager | micro)",
        mixinStandardHelpOptions = true)
public final class BenchMain implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    public static void main(String[] arguments) {
        Console console = new Console(System.out, System.err, 0);
        CommandLine line = new CommandLine(new BenchMain());
        line.addSubcommand(new CatchUp(console));
        line.addSubcommand(new Latency(console));
        line.addSubcommand(new FullLoad(console));
        line.addSubcommand(new ManagerScale(console));
        line.addSubcommand(new Micro());
        line.getSubcommands().get("micro").setUnmatchedOptionsArePositionalParams(true);
        System.exit(line.execute(arguments));
    }
}
