package dev.otter.app;

import dev.otter.app.document.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the JSON Schema of the file out of the manager's description of its records. */
final class FileSchema {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String THERE = "#/components/schemas/";
    private static final String HERE = "#/$defs/";

    private final JsonNode records;
    private final Map<String, JsonNode> found = new TreeMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    private FileSchema(JsonNode openApi) {
        this.records = openApi.at("/components/schemas");
    }

    static ObjectNode of(JsonNode openApi) {
        return new FileSchema(openApi).make();
    }

    private ObjectNode make() {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "What otter apply, diff and import take, and otter export writes");
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ObjectNode sections = schema.putObject("properties");
        for (Kind kind : Kind.values()) {
            String name = kind.type().getSimpleName();
            if (kind == Kind.SYSTEM) {
                sections.set(kind.section(), reference(name));
                continue;
            }
            ArrayNode forms = sections.putObject(kind.section()).putArray("anyOf");
            ObjectNode named = forms.addObject().put("type", "object");
            named.set("additionalProperties", reference(name + "Named"));
            ObjectNode list = forms.addObject().put("type", "array");
            list.set("items", reference(name));
        }
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!found.containsKey(name)) {
                found.put(name, definition(name));
            }
        }
        found.put(
                "Variable",
                JSON.createObjectNode()
                        .put("type", "string")
                        .put("pattern", "\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}"));
        ObjectNode definitions = schema.putObject("$defs");
        found.forEach(definitions::set);
        return schema;
    }

    private ObjectNode reference(String name) {
        open.push(name);
        return JSON.createObjectNode().put("$ref", HERE + name);
    }

    private JsonNode definition(String name) {
        boolean named = name.endsWith("Named");
        String record = named ? name.substring(0, name.length() - "Named".length()) : name;
        JsonNode copy = open(records.get(record).deepCopy());
        if (record.equals("EndpointConfig") || record.equals("UserConfig")) {
            ((ObjectNode) copy.get("properties")).putObject("password").put("type", "string");
        }
        if (named && copy.get("required") instanceof ArrayNode required) {
            ArrayNode others = JSON.createArrayNode();
            required.forEach(key -> {
                if (!key.asString().equals("name")) {
                    others.add(key);
                }
            });
            ((ObjectNode) copy).set("required", others);
        }
        return copy;
    }

    private ObjectNode properties(JsonNode properties) {
        ObjectNode opened = JSON.createObjectNode();
        properties.forEachEntry((key, value) -> opened.set(key, open(value)));
        return opened;
    }

    /** Points to the definitions here, and lets variables stand for numbers and words. */
    private JsonNode open(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode opened = JSON.createArrayNode();
            array.forEach(entry -> opened.add(open(entry)));
            return opened;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        if (object.has("$ref")) {
            return reference(object.get("$ref").asString().substring(THERE.length()));
        }
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.forEachEntry((key, value) ->
                sorted.put(
                        key.equals("oneOf") ? "anyOf" : key,
                        key.equals("properties") ? properties(value) : open(value)));
        ObjectNode opened = JSON.createObjectNode();
        sorted.forEach(opened::set);
        String type = object.path("type").asString("");
        boolean fixed = type.equals("integer") || type.equals("boolean") || object.has("enum");
        if (!fixed) {
            return opened;
        }
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf").add(opened).add(reference("Variable"));
        found.putIfAbsent("Variable", JSON.createObjectNode());
        return either;
    }
}
