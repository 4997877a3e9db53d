package dev.otter.app.rollout;

import dev.otter.app.document.Difference;
import dev.otter.app.document.Document;
import dev.otter.app.document.Kind;
import dev.otter.app.document.Wanted;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.Thing;
import dev.otter.document.json.ConfigJson;
import dev.otter.model.config.Check;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Compares a file with a manager; changes nothing. */
public final class Planner {
    private final Inventory inventory;
    private final ConfigJson json;
    private final PasswordMemory passwords;

    public Planner(Inventory inventory, ConfigJson json, PasswordMemory passwords) {
        this.inventory = inventory;
        this.json = json;
        this.passwords = passwords;
    }

    /** What has to be done so that everything in the file is as it says. */
    public Plan plan(Document document) {
        Map<Kind, Map<String, Thing>> present = new EnumMap<>(Kind.class);
        List<Step> steps = new ArrayList<>();
        for (Wanted wanted : document.things()) {
            Thing thing =
                    present.computeIfAbsent(wanted.kind(), this::byName)
                            .get(
                                    wanted.kind() == Kind.SYSTEM
                                            ? wanted.kind().word()
                                            : Check.key(wanted.name()));
            steps.add(step(wanted, Optional.ofNullable(thing)));
        }
        return new Plan(steps);
    }

    private Map<String, Thing> byName(Kind kind) {
        Map<String, Thing> things = new HashMap<>();
        inventory.all(kind).forEach(thing -> things.put(Check.key(thing.name()), thing));
        return things;
    }

    private Step step(Wanted wanted, Optional<Thing> present) {
        List<Difference> differences =
                present.map(thing -> Difference.between(whole(thing), wanted.config()))
                        .orElse(List.of());
        boolean sets =
                wanted.password()
                        .filter(password ->
                                present.map(thing -> !passwords.knows(thing, password))
                                        .orElse(true))
                        .isPresent();
        return new Step(wanted, present, differences, sets);
    }

    /** With all defaults, as the file's side has them. */
    private JsonNode whole(Thing thing) {
        return json.tree(json.read(thing.config(), thing.kind().type()));
    }
}
