package dev.otter.app.document;

import dev.otter.model.config.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One value that is not as it is wanted.
 *
 * @param path such as {@code pipelines[a-to-b].parallelism}
 * @param before what is configured; empty when nothing is
 * @param after what is wanted; empty when nothing is
 */
public record Difference(String path, Optional<JsonNode> before, Optional<JsonNode> after) {

    /** All differences of two configurations, in the order of their keys. */
    public static List<Difference> between(JsonNode before, JsonNode after) {
        List<Difference> found = new ArrayList<>();
        compare("", before, after, found);
        return found;
    }

    private static void compare(
            String path, JsonNode before, JsonNode after, List<Difference> found) {
        if (before != null && before.equals(after)) {
            return;
        }
        if (before != null && after != null && before.isObject() && after.isObject()) {
            Set<String> keys = new LinkedHashSet<>(after.propertyNames());
            keys.addAll(before.propertyNames());
            for (String key : keys) {
                compare(
                        path.isEmpty() ? key : path + "." + key,
                        before.get(key),
                        after.get(key),
                        found);
            }
            return;
        }
        if (before != null && after != null && named(before) && named(after)) {
            compareNamed(path, before, after, found);
            return;
        }
        found.add(new Difference(path, Optional.ofNullable(before), Optional.ofNullable(after)));
    }

    /** A list of things with names; that their order differs counts, too. */
    private static void compareNamed(
            String path, JsonNode before, JsonNode after, List<Difference> found) {
        Map<String, JsonNode> old = byName(before);
        Map<String, JsonNode> wanted = byName(after);
        Set<String> names = new LinkedHashSet<>(wanted.keySet());
        names.addAll(old.keySet());
        int known = found.size();
        for (String name : names) {
            compare(path + "[" + name + "]", old.get(name), wanted.get(name), found);
        }
        if (found.size() == known) {
            found.add(new Difference(path, Optional.of(before), Optional.of(after)));
        }
    }

    private static Map<String, JsonNode> byName(JsonNode list) {
        Map<String, JsonNode> things = new LinkedHashMap<>();
        list.forEach(thing -> things.put(Check.key(thing.get("name").asString()), thing));
        return things;
    }

    private static boolean named(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            return false;
        }
        for (JsonNode entry : node) {
            if (!entry.isObject() || !entry.has("name")) {
                return false;
            }
        }
        return true;
    }
}
