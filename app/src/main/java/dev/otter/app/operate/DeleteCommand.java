package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Document;
import dev.otter.app.document.Kind;
import dev.otter.app.document.Wanted;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.remote.Thing;
import dev.otter.document.json.ConfigJson;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otter delete}: deletes what nothing uses. */
@Command(
        name = "delete",
        description = "Deletes things by kind and name, or all that a file names.",
        footer = {"", "With -f, what names something goes before it; users and system stay."})
public final class DeleteCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KIND",
            description = "What it is; see 'otter get'.")
    private String kind;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME", description = "Its name.")
    private List<String> names = List.of();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Delete all that this file names; - is standard input.")
    private String file;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    public DeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if ((file == null) == (kind == null) || file == null && names.isEmpty()) {
            throw new OtterException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "it is not clear what to delete",
                    "otter delete",
                    "Give a kind and names, or a file with -f.");
        }
        try (ManagerClient manager = options.connect(surroundings)) {
            Inventory inventory = new Inventory(manager);
            List<Thing> things = file == null ? named(inventory) : ofFile(inventory);
            String titles =
                    things.stream()
                            .map(thing -> thing.kind().title() + " '" + thing.name() + "'")
                            .collect(Collectors.joining(", "));
            if (things.isEmpty()) {
                surroundings.console().line("nothing to do");
                return ExitCode.DONE;
            }
            if (!yes && !surroundings.input().confirms("Delete " + titles)) {
                surroundings.console().line("nothing was deleted");
                return ExitCode.INTERRUPTED;
            }
            for (Thing thing : things) {
                manager.delete(thing.path(), thing.version());
                surroundings
                        .console()
                        .line(thing.kind().title() + " '" + thing.name() + "' deleted");
            }
        }
        return ExitCode.DONE;
    }

    private List<Thing> named(Inventory inventory) {
        Kind wanted = Kind.parse(kind);
        if (wanted == Kind.SYSTEM) {
            throw new OtterException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the system parameters cannot be deleted",
                    "",
                    "Change them with 'otter apply'.");
        }
        return names.stream().map(name -> inventory.require(wanted, name)).toList();
    }

    private List<Thing> ofFile(Inventory inventory) {
        Document document = DocumentSource.read(file, new ConfigJson(), surroundings);
        List<Thing> things = new ArrayList<>();
        for (Wanted wanted : document.things().reversed()) {
            if (wanted.kind() != Kind.USER && wanted.kind() != Kind.SYSTEM) {
                inventory.find(wanted.kind(), wanted.name()).ifPresent(things::add);
            }
        }
        return things;
    }
}
