package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.view.TextTable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code otter node list}: nodes as they are now, and those that wait to be let in. */
@Command(
        name = "list",
        description = "Lists nodes as they are now, and those that wait for approval.")
public final class NodeListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    public NodeListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (ManagerClient manager = options.connect(surroundings)) {
            JsonNode nodes = manager.get("/live/nodes");
            JsonNode waiting = manager.get("/enrolments");
            if (json) {
                ObjectNode all = JsonNodeFactory.instance.objectNode();
                all.set("nodes", nodes);
                all.set("enrolments", waiting);
                Answers.print(surroundings.console(), all);
                return ExitCode.DONE;
            }
            TextTable table =
                    new TextTable(
                            List.of(
                                    "NID",
                                    "NAME",
                                    "STATE",
                                    "SINCE",
                                    "HOST",
                                    "VERSION",
                                    "PIPELINES",
                                    "FINGERPRINT"));
            nodes.forEach(node -> table.add(connected(node)));
            waiting.forEach(node -> table.add(waiting(node)));
            table.lines().forEach(surroundings.console()::line);
        }
        return ExitCode.DONE;
    }

    private static List<String> connected(JsonNode node) {
        boolean there = node.path("connected").asBoolean();
        return Stream.of(
                        Answers.text(node.path("nid")),
                        Answers.text(node.path("name")),
                        there ? "connected" : "absent",
                        Answers.text(node.path("since")),
                        Answers.text(node.path(node.has("host") ? "host" : "address")),
                        Answers.text(node.path("version")),
                        Answers.text(node.path("pipelines")),
                        "")
                .toList();
    }

    private static List<String> waiting(JsonNode node) {
        return List.of(
                Answers.text(node.path("nid")),
                "",
                node.path("known").asBoolean() ? "waits for approval" : "waits, not configured",
                Answers.text(node.path("since")),
                Answers.text(node.path("host")),
                Answers.text(node.path("version")),
                "",
                Answers.text(node.path("fingerprint")));
    }
}
