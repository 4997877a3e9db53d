package dev.otter.app.otter4;

import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Kind;
import dev.otter.app.operate.Answers;
import dev.otter.app.operate.Applying;
import dev.otter.app.operate.ManagerOptions;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.remote.Thing;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.ensemble.ForeignTree;
import dev.otter.document.json.ConfigJson;
import dev.otter.model.config.Check;
import dev.otter.model.config.access.SystemConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code otter import otter4}: takes over an Otter 4 installation. */
@Command(
        name = "otter4",
        description = "Takes over the configuration and positions of an Otter 4 installation.",
        footer = {
            "",
            "Nothing is changed there. Stop its channels first if their positions are to count.",
            "A second import has nothing to do."
        })
public final class Otter4Command implements Callable<Integer> {
    private static final Duration ZOOKEEPER_LIMIT = Duration.ofSeconds(15);

    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "The database of its manager: jdbc:mysql://host:3306/otter.")
    private String url;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "NAME",
            description = "An account that may read it.")
    private String user;

    @Option(names = "--password-stdin", description = "Read its password from standard input.")
    private boolean fromInput;

    @Option(
            names = "--zookeeper",
            paramLabel = "HOST:PORT",
            description = "Its ZooKeeper servers, divided by commas: for the positions.")
    private String zookeeper;

    @Option(names = "--dry-run", description = "Show what would be done; change nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "Write JSON, with each finding of its own.")
    private boolean json;

    public Otter4Command(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String password =
                fromInput
                        ? surroundings.input().line().orElse("")
                        : surroundings
                                .input()
                                .askSecretly("Password: ", "Give it with --password-stdin.");
        Otter4Store store = Otter4Store.read(JdbcUrl.require(url), user, password);
        try (ManagerClient manager = options.connect(surroundings)) {
            Translation translation = translate(store, new Inventory(manager));
            if (!json) {
                FindingView.lines(translation).forEach(surroundings.console()::line);
                surroundings.console().line("");
            }
            Applying.Outcome outcome =
                    new Applying(
                                    surroundings,
                                    manager,
                                    options.passwords(surroundings, manager.address()),
                                    new Applying.Manner(yes, dryRun, json))
                            .run(translation.document());
            List<String> numbers = dryRun ? List.of() : numbers(store, new Inventory(manager));
            if (json) {
                ObjectNode view = outcome.view();
                view.set("findings", FindingView.json(translation));
                numbers.forEach(view.withArrayProperty("node-numbers")::add);
                Answers.print(surroundings.console(), view);
            } else {
                numbers.forEach(surroundings.console()::line);
            }
            return outcome.exitCode();
        }
    }

    private Translation translate(Otter4Store store, Inventory inventory) {
        ConfigJson forms = new ConfigJson();
        Set<String> users =
                inventory.all(Kind.USER).stream()
                        .map(thing -> Check.key(thing.name()))
                        .collect(Collectors.toSet());
        SystemConfig system =
                forms.read(inventory.all(Kind.SYSTEM).getFirst().config(), SystemConfig.class);
        Translation.Present present = new Translation.Present(users, system);
        if (zookeeper == null) {
            return Translation.of(store, Cursors.none(), present, forms);
        }
        try (ForeignTree tree = ForeignTree.open(ServerList.parse(zookeeper), ZOOKEEPER_LIMIT)) {
            return Translation.of(store, cursors(tree), present, forms);
        }
    }

    private static Cursors cursors(ForeignTree tree) {
        return new Cursors() {
            @Override
            public boolean known() {
                return true;
            }

            @Override
            public Optional<String> find(String canal, long client) {
                return canal.contains("/")
                        ? Optional.empty()
                        : tree.text(
                                "/otter/canal/destinations/%s/%d/cursor".formatted(canal, client));
            }
        };
    }

    /** Nodes whose number here is another than there: it stands in their {@code conf/nid}. */
    private static List<String> numbers(Otter4Store store, Inventory inventory) {
        List<Thing> nodes = inventory.all(Kind.NODE);
        return store.table("NODE").stream()
                .flatMap(row ->
                        nodes.stream()
                                .filter(node ->
                                        node.name().equals(row.text("NAME"))
                                                && node.id() != row.id())
                                .map(node ->
                                        "node '%s' had the number %d and has %d: write it into its"
                                                        .formatted(node.name(), row.id(), node.id())
                                                + " conf/nid"))
                .toList();
    }
}
