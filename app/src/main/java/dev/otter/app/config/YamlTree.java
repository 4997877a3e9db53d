package dev.otter.app.config;

import dev.otter.model.error.OtterException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A YAML text as a tree of JSON with its environment variables filled in, which still knows where
 * everything stands. Numbers and truth values are such only when writing them again gives the very
 * same text; everything else is text. Immutable.
 */
public final class YamlTree {
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final int DEPTH_MAX = 40;

    private final YamlValue root;
    private final JsonNode json;

    private YamlTree(YamlValue root) {
        this.root = root;
        this.json = convert(root, 0);
    }

    /**
     * Reads a file.
     *
     * @param variables what {@code ${NAME}} in the file stands for
     * @throws OtterException when it cannot be read, with the place of the mistake
     */
    public static YamlTree read(Path file, Map<String, String> variables) {
        return new YamlTree(YamlFile.read(file, new Environment(variables)).root());
    }

    /** The same of a text that is called {@code name} in messages. */
    public static YamlTree parse(String name, String text, Map<String, String> variables) {
        return new YamlTree(YamlFile.parse(name, text, new Environment(variables)).root());
    }

    /** The whole text; fresh numbers and texts, no variables left. */
    public JsonNode json() {
        return json.deepCopy();
    }

    /**
     * The error of a text that cannot be used because of what stands somewhere.
     *
     * @param path keys and numbers of entries from the root; the deepest that exists is told
     */
    public OtterException wrong(List<Object> path, String what, String remedy) {
        return place(path).wrong(what, remedy);
    }

    /** Where something stands, as {@code file:line:column}. */
    public String where(List<Object> path) {
        return place(path).toString();
    }

    private Place place(List<Object> path) {
        Node node = root.node();
        Node found = node;
        for (Object step : path) {
            Optional<Node> next = step(node, step);
            if (next.isEmpty()) {
                break;
            }
            found = key(node, step).orElse(next.get());
            node = next.get();
        }
        return new YamlValue(found, root.environment(), root.file()).place();
    }

    private static Optional<Node> step(Node node, Object step) {
        if (node instanceof MappingNode mapping && step instanceof String key) {
            return mapping.getValue().stream()
                    .filter(tuple -> named(tuple, key))
                    .map(NodeTuple::getValueNode)
                    .findFirst();
        }
        if (node instanceof SequenceNode sequence
                && step instanceof Integer index
                && index < sequence.getValue().size()) {
            return Optional.of(sequence.getValue().get(index));
        }
        return Optional.empty();
    }

    private static Optional<Node> key(Node node, Object step) {
        return node instanceof MappingNode mapping && step instanceof String key
                ? mapping.getValue().stream()
                        .filter(tuple -> named(tuple, key))
                        .map(NodeTuple::getKeyNode)
                        .findFirst()
                : Optional.empty();
    }

    private static boolean named(NodeTuple tuple, String key) {
        return tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key);
    }

    private static JsonNode convert(YamlValue value, int depth) {
        if (depth > DEPTH_MAX) {
            throw value.place()
                    .wrong(
                            "the file is nested more than " + DEPTH_MAX + " levels deep",
                            "Look for an alias that refers to itself.");
        }
        return switch (value.node()) {
            case MappingNode _ -> object(value, depth);
            case SequenceNode sequence -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                for (Node entry : sequence.getValue()) {
                    array.add(
                            convert(
                                    new YamlValue(entry, value.environment(), value.file()),
                                    depth + 1));
                }
                yield array;
            }
            default -> scalar(value);
        };
    }

    private static ObjectNode object(YamlValue value, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        value.entries("keys and values")
                .forEach((key, entry) -> {
                    String name = key.raw("a key");
                    if (object.has(name)) {
                        throw key.place()
                                .wrong("key '" + name + "' stands twice", "Remove one of them.");
                    }
                    object.set(name, convert(entry, depth + 1));
                });
        return object;
    }

    private static JsonNode scalar(YamlValue value) {
        String raw = value.raw("a value");
        String text = value.text("a value");
        boolean plain =
                value.node() instanceof ScalarNode scalar
                        && scalar.getScalarStyle() == ScalarStyle.PLAIN;
        boolean open = plain || !raw.equals(text);
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (open && NUMBER.matcher(text).matches()) {
            return make.numberNode(Long.parseLong(text));
        }
        if (open && (text.equals("true") || text.equals("false"))) {
            return make.booleanNode(Boolean.parseBoolean(text));
        }
        return make.stringNode(text);
    }
}
