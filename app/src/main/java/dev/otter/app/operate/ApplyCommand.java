package dev.otter.app.operate;

import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Document;
import dev.otter.app.remote.ManagerClient;
import dev.otter.document.json.ConfigJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code otter apply}: brings a manager in line with a file. */
@Command(
        name = "apply",
        description = "Brings a manager in line with a file, after showing what differs.",
        footer = {
            "",
            "What the file does not name stays as it is. A second apply has nothing to do."
        })
public final class ApplyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The file, such as sync.yaml; - is standard input.")
    private String file;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "Write JSON; needs --yes.")
    private boolean json;

    public ApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
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
