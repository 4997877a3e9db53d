package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.remote.ManagerClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code otter operation show} and {@code cancel}. */
@Command
public final class OneOperationCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Act act;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "Its number, as the list shows it.")
    private long id;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    /** What is done with it. */
    public enum Act {
        SHOW("show", "Shows an operation and the rows that it found."),
        CANCEL("cancel", "Ends an operation; what was asked of a database is done all the same.");

        private final String word;
        private final String text;

        Act(String word, String text) {
            this.word = word;
            this.text = text;
        }

        /** The subcommand. */
        public String word() {
            return word;
        }

        /** What it does. */
        public String text() {
            return text;
        }
    }

    public OneOperationCommand(Surroundings surroundings, Act act) {
        this.surroundings = surroundings;
        this.act = act;
    }

    @Override
    public Integer call() {
        try (ManagerClient manager = options.connect(surroundings)) {
            if (act == Act.CANCEL) {
                manager.delete("/operations/" + id);
            }
            JsonNode operation = manager.get("/operations/" + id);
            if (json) {
                Answers.print(surroundings.console(), operation);
            } else {
                PipelineOperations.print(operation, surroundings);
            }
        }
        return ExitCode.DONE;
    }
}
