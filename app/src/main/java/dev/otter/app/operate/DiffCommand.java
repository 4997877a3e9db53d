package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Document;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.rollout.Plan;
import dev.otter.app.rollout.PlanView;
import dev.otter.app.rollout.Planner;
import dev.otter.document.json.ConfigJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code otter diff}: what an apply would do. */
@Command(
        name = "diff",
        description = "Shows what differs between a file and a manager.",
        footer = {"", "Ends with code 0 when nothing differs and 1 when something does."})
public final class DiffCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The file, such as sync.yaml; - is standard input.")
    private String file;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    public DiffCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ConfigJson forms = new ConfigJson();
        Document document = DocumentSource.read(file, forms, surroundings);
        try (ManagerClient manager = options.connect(surroundings)) {
            Plan plan =
                    new Planner(
                                    new Inventory(manager),
                                    forms,
                                    options.passwords(surroundings, manager.address()))
                            .plan(document);
            PlanView view = new PlanView(forms);
            if (json) {
                Answers.print(surroundings.console(), view.json(plan, false));
            } else {
                view.lines(plan).forEach(surroundings.console()::line);
                surroundings.console().line(view.summary(plan));
            }
            return plan.changes().isEmpty() ? ExitCode.DONE : ExitCode.CONFIGURATION;
        }
    }
}
