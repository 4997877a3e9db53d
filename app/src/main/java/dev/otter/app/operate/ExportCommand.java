package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Document;
import dev.otter.app.document.DocumentWriter;
import dev.otter.app.document.Kind;
import dev.otter.app.document.Wanted;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.remote.Thing;
import dev.otter.document.json.ConfigJson;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otter export}: writes what is configured as a file for {@code otter apply}. */
@Command(
        name = "export",
        description = "Writes what is configured as a file that apply takes.",
        footer = {"", "Passwords are left out: a manager never gives them back."})
public final class ExportCommand implements Callable<Integer> {
    private static final String HEAD = "# Passwords are left out.\n";

    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CHANNEL",
            description = "Only this channel and what it needs.")
    private String channel;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write into this file instead of standard output.")
    private Path output;

    @Option(names = "--json", description = "Write JSON, which apply takes, too.")
    private boolean json;

    public ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ConfigJson forms = new ConfigJson();
        List<Wanted> things = new ArrayList<>();
        try (ManagerClient manager = options.connect(surroundings)) {
            Inventory inventory = new Inventory(manager);
            for (Kind kind : Kind.values()) {
                for (Thing thing : all(inventory, kind)) {
                    things.add(
                            new Wanted(kind, thing.name(), thing.config(), Optional.empty(), ""));
                }
            }
        }
        Document whole = new Document(things);
        Document document = channel == null ? whole : Needs.of(whole, channel);
        DocumentWriter writer = new DocumentWriter(forms);
        String text =
                json
                        ? writer.tree(document).toPrettyString() + "\n"
                        : HEAD + writer.write(document);
        if (output == null) {
            surroundings.console().line(text.stripTrailing());
        } else {
            write(text);
            surroundings.console().line(document.things().size() + " things in " + output);
        }
        return ExitCode.DONE;
    }

    /** Users are shown to admins alone; without them the rest is still of use. */
    private List<Thing> all(Inventory inventory, Kind kind) {
        try {
            return inventory.all(kind);
        } catch (OtterException e) {
            boolean hidden =
                    e.code() == ErrorCode.ROLE_MISSING || e.code() == ErrorCode.LOGIN_REQUIRED;
            if (kind != Kind.USER || !hidden) {
                throw e;
            }
            surroundings.console().error("users are left out: " + e.what());
            return List.of();
        }
    }

    private void write(String text) {
        try {
            Files.writeString(output, text);
        } catch (IOException e) {
            throw new OtterException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the file cannot be written: " + e.getMessage(),
                    output.toString(),
                    "Name another one.",
                    e);
        }
    }
}
