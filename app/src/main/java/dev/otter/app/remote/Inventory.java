package dev.otter.app.remote;

import dev.otter.app.document.Kind;
import dev.otter.model.config.Check;
import dev.otter.model.config.Spelling;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Everything that is configured in a manager; asks it anew each time. For any thread. */
public final class Inventory {
    private static final int PAGE = 500;

    private final ManagerClient manager;

    public Inventory(ManagerClient manager) {
        this.manager = manager;
    }

    /** All of a kind, by name. */
    public List<Thing> all(Kind kind) {
        if (kind == Kind.SYSTEM) {
            return List.of(Thing.of(kind, manager.get("/" + kind.path())));
        }
        List<Thing> things = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode answer =
                    manager.get("/%s?sort=name&size=%d&page=%d".formatted(kind.path(), PAGE, page));
            answer.path("items").forEach(view -> things.add(Thing.of(kind, view)));
            if (answer.path("items").size() < PAGE) {
                return things;
            }
        }
    }

    /** One by its name, whose case does not count. */
    public Optional<Thing> find(Kind kind, String name) {
        return all(kind).stream()
                .filter(thing -> Check.key(thing.name()).equals(Check.key(name)))
                .findFirst();
    }

    /**
     * One by its name.
     *
     * @throws OtterException when there is none
     */
    public Thing require(Kind kind, String name) {
        List<Thing> things = all(kind);
        return things.stream()
                .filter(thing -> Check.key(thing.name()).equals(Check.key(name)))
                .findFirst()
                .orElseThrow(() -> {
                    String nearest =
                            Spelling.nearest(name, things.stream().map(Thing::name).toList())
                                    .map(known -> "Did you mean '" + known + "'? ")
                                    .orElse("");
                    return new OtterException(
                            ErrorCode.NOT_FOUND,
                            "there is no %s '%s'".formatted(kind.title(), name),
                            manager.address().text(),
                            nearest + "See 'otter get " + kind.word() + "'.");
                });
    }
}
