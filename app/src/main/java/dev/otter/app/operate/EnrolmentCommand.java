package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Kind;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.ManagerClient;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code otter node approve} and {@code reject}: decides about a node that waits. */
@Command
public final class EnrolmentCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final Verdict verdict;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Parameters(index = "0", paramLabel = "NODE", description = "The node's name or number.")
    private String node;

    @Option(
            names = "--fingerprint",
            paramLabel = "TEXT",
            description = "The fingerprint of its key, as the node's log shows it.")
    private String fingerprint;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask whether the fingerprint is right.")
    private boolean yes;

    /** What can be decided. */
    public enum Verdict {
        APPROVE("approve", "approved"),
        REJECT("reject", "rejected");

        private final String word;
        private final String done;

        Verdict(String word, String done) {
            this.word = word;
            this.done = done;
        }

        /** The subcommand. */
        public String word() {
            return word;
        }
    }

    public EnrolmentCommand(Surroundings surroundings, Verdict verdict) {
        this.surroundings = surroundings;
        this.verdict = verdict;
    }

    @Override
    public Integer call() {
        try (ManagerClient manager = options.connect(surroundings)) {
            long nid =
                    node.matches("[0-9]{1,18}")
                            ? Long.parseLong(node)
                            : new Inventory(manager).require(Kind.NODE, node).id();
            JsonNode waiting = waiting(manager, nid);
            String shown = waiting.path("fingerprint").asString();
            if (fingerprint == null && !yes && !confirmed(waiting, shown)) {
                surroundings.console().line("nothing was decided");
                return ExitCode.INTERRUPTED;
            }
            manager.post(
                    "/enrolments/%d/%s".formatted(nid, verdict.word),
                    Map.of("fingerprint", fingerprint == null ? shown : fingerprint));
            surroundings.console().line("node " + node + " " + verdict.done);
        }
        return ExitCode.DONE;
    }

    /** The one of this number; of several, the one with the fingerprint given. */
    private JsonNode waiting(ManagerClient manager, long nid) {
        List<JsonNode> candidates =
                manager.get("/enrolments")
                        .valueStream()
                        .filter(entry -> entry.path("nid").asLong() == nid)
                        .filter(entry ->
                                fingerprint == null
                                        || entry.path("fingerprint")
                                                .asString()
                                                .equalsIgnoreCase(fingerprint))
                        .toList();
        if (candidates.size() != 1) {
            throw new OtterException(
                    ErrorCode.NOT_FOUND,
                    candidates.isEmpty()
                            ? "no such node waits for approval"
                            : candidates.size() + " processes wait under this number",
                    "node " + node,
                    candidates.isEmpty()
                            ? "See 'otter node list'; the fingerprint must be the one shown."
                            : "Say which with --fingerprint.");
        }
        return candidates.getFirst();
    }

    private boolean confirmed(JsonNode waiting, String shown) {
        return surroundings
                .input()
                .confirms(
                        "Node %s on %s has the fingerprint %s. %s it"
                                .formatted(
                                        waiting.path("nid").asString(),
                                        Answers.text(waiting.path("host")),
                                        shown,
                                        verdict == Verdict.APPROVE ? "Let in" : "Turn away"));
    }
}
