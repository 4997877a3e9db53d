package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Document;
import dev.otter.app.remote.ManagerClient;
import dev.otter.document.json.ConfigJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code otter import}: takes over what {@code otter export} wrote, or what another Otter has. */
@Command(
        name = "import",
        description = "Takes over an export, or the configuration of an Otter 4 manager.",
        synopsisSubcommandLabel = "[otter4]")
public final class ImportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Spec private CommandSpec spec;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "What 'otter export' wrote; - is standard input.")
    private String file;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "Write JSON; needs --yes.")
    private boolean json;

    public ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (file == null) {
            surroundings.console().line(spec.commandLine().getUsageMessage().stripTrailing());
            return ExitCode.CONFIGURATION;
        }
        Document document = DocumentSource.read(file, new ConfigJson(), surroundings);
        try (ManagerClient manager = options.connect(surroundings)) {
            Applying.Outcome outcome =
                    new Applying(
                                    surroundings,
                                    manager,
                                    options.passwords(surroundings, manager.address()),
                                    new Applying.Manner(yes, false, json))
                            .run(document);
            if (json) {
                Answers.print(surroundings.console(), outcome.view());
            }
            return outcome.exitCode();
        }
    }
}
