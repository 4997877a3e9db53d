package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.document.DocumentWriter;
import dev.otter.app.document.Kind;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.remote.Thing;
import dev.otter.app.view.Console;
import dev.otter.document.json.ConfigJson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code otter describe}: all that is known of one thing. */
@Command(
        name = "describe",
        description = "Tells all that a manager knows of one thing, and how a channel runs.")
public final class DescribeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Parameters(index = "0", paramLabel = "KIND", description = "What it is; see 'otter get'.")
    private String kind;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Its name; the system parameters need none.")
    private String name;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    public DescribeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Kind wanted = Kind.parse(kind);
        try (ManagerClient manager = options.connect(surroundings)) {
            Inventory inventory = new Inventory(manager);
            Thing thing = inventory.require(wanted, name == null ? wanted.word() : name);
            Optional<ChannelRun> run =
                    wanted == Kind.CHANNEL
                            ? Optional.of(ChannelRun.of(manager, thing))
                            : Optional.empty();
            if (json) {
                ObjectNode view = ThingJson.of(thing);
                run.ifPresent(state -> state.fill(view));
                Answers.print(surroundings.console(), view);
            } else {
                print(thing, run);
            }
        }
        return ExitCode.DONE;
    }

    private void print(Thing thing, Optional<ChannelRun> run) {
        Console console = surroundings.console();
        console.line(thing.kind().title() + " " + thing.name());
        console.line("id: " + thing.id());
        console.line(
                "version: %d, of %s by %s"
                        .formatted(thing.version(), thing.changedAt(), thing.changedBy()));
        thing.state().ifPresent(state -> console.line("state: " + state));
        run.ifPresent(state -> state.lines().forEach(console::line));
        console.line("");
        console.line(
                new DocumentWriter(new ConfigJson())
                        .write(thing.kind(), thing.config())
                        .stripTrailing());
    }

    /** How a channel runs, as far as the manager tells. */
    record ChannelRun(Optional<JsonNode> run, List<PipelineState> pipelines) {
        static ChannelRun of(ManagerClient manager, Thing channel) {
            return new ChannelRun(
                    channel.state().isPresent()
                            ? manager.find(channel.path() + "/run")
                            : Optional.empty(),
                    PipelineState.of(manager, channel.id()));
        }

        void fill(ObjectNode view) {
            run.ifPresent(answer -> view.set("run", answer));
            if (!pipelines.isEmpty()) {
                var all = view.putArray("pipelines");
                pipelines.forEach(state -> all.add(state.json()));
            }
        }

        List<String> lines() {
            List<String> lines = new java.util.ArrayList<>();
            run.ifPresent(answer ->
                    answer.path("obstacles")
                            .forEach(why -> lines.add("obstacle: " + why.asString())));
            pipelines.forEach(state -> lines.add("pipeline " + state.sentence()));
            return lines;
        }
    }
}
