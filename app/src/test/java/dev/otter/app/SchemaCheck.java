package dev.otter.app;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Checks a document against the parts of JSON Schema that our schema is made of. */
record SchemaCheck(JsonNode schema) {

    /** What is wrong with a document; nothing when it conforms. */
    List<String> faults(JsonNode document) {
        return faults("", schema, document);
    }

    private List<String> faults(String path, JsonNode rule, JsonNode value) {
        List<String> faults = new ArrayList<>();
        if (rule.has("$ref")) {
            String pointer = rule.get("$ref").asString().substring(1);
            return faults(path, schema.at(pointer), value);
        }
        if (rule.has("anyOf")) {
            List<String> nearest = null;
            for (JsonNode form : rule.get("anyOf")) {
                List<String> found = faults(path, form, value);
                if (nearest == null || found.size() < nearest.size()) {
                    nearest = found;
                }
            }
            faults.addAll(nearest);
        }
        if (rule.has("type") && !isA(rule.get("type").asString(), value)) {
            return List.of(path + " is no " + rule.get("type").asString());
        }
        if (rule.has("enum")
                && rule.get("enum").valueStream().noneMatch(word -> word.equals(value))) {
            faults.add(path + " is no word of " + rule.get("enum"));
        }
        if (rule.has("pattern") && !value.asString().matches(rule.get("pattern").asString())) {
            faults.add(path + " is no variable");
        }
        rule.path("required")
                .forEach(key -> {
                    if (!value.has(key.asString())) {
                        faults.add(path + " lacks " + key.asString());
                    }
                });
        if (value.isObject()) {
            value.forEachEntry((key, entry) -> faults.addAll(entry(path, rule, key, entry)));
        }
        if (rule.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                faults.addAll(faults(path + "[" + i + "]", rule.get("items"), value.get(i)));
            }
        }
        return faults;
    }

    private List<String> entry(String path, JsonNode rule, String key, JsonNode value) {
        String place = path + "." + key;
        JsonNode property = rule.path("properties").path(key);
        if (!property.isMissingNode()) {
            return faults(place, property, value);
        }
        JsonNode others = rule.path("additionalProperties");
        if (others.isObject()) {
            return faults(place, others, value);
        }
        return others.isBoolean() && !others.asBoolean()
                ? List.of(place + " is unknown")
                : List.of();
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new IllegalStateException("the check knows no type " + type);
        };
    }
}
