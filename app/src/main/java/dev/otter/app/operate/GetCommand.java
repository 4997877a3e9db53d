package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Kind;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.remote.Thing;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code otter get}: lists what is configured. */
@Command(
        name = "get",
        description = "Lists what is configured in a manager.",
        footer = {
            "",
            "Kinds: channel, endpoint, table, canal, failover-group, node, zookeeper, alarm-rule,",
            "user, system; in singular or plural."
        })
public final class GetCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Parameters(index = "0", paramLabel = "KIND", description = "What to list.")
    private String kind;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Only this one.")
    private String name;

    @Option(names = "--json", description = "Write JSON, with everything that is known.")
    private boolean json;

    public GetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Kind wanted = Kind.parse(kind);
        try (ManagerClient manager = options.connect(surroundings)) {
            Inventory inventory = new Inventory(manager);
            List<Thing> things =
                    name == null ? inventory.all(wanted) : List.of(inventory.require(wanted, name));
            if (!json) {
                KindTable.lines(wanted, things).forEach(surroundings.console()::line);
            } else if (name == null) {
                ArrayNode all = JsonNodeFactory.instance.arrayNode();
                things.forEach(thing -> all.add(ThingJson.of(thing)));
                Answers.print(surroundings.console(), all);
            } else {
                Answers.print(surroundings.console(), ThingJson.of(things.getFirst()));
            }
        }
        return ExitCode.DONE;
    }
}
