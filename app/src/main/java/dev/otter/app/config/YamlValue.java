package dev.otter.app.config;

import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of the file with its place. The methods give it as what is wanted there, or say what
 * stands there instead.
 */
record YamlValue(Node node, Environment environment, String file) {

    Place place() {
        return node.getStartMark()
                .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Place(file, 1, 1));
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    /** Text with its variables filled in; numbers and truth values count as the text they are. */
    String text(String wanted) {
        return environment.fill(raw(wanted), place());
    }

    /** Text as it stands in the file, fit to be shown in a message. */
    String raw(String wanted) {
        if (node instanceof ScalarNode scalar) {
            if (scalar.getTag().equals(Tag.NULL)) {
                throw place().wrong("nothing stands where " + wanted + " belongs", "Write it.");
            }
            if (!scalar.getTag().getValue().startsWith(Tag.PREFIX)) {
                throw place().wrong(
                                "YAML reads '" + scalar.getTag().getValue() + "' as a tag",
                                "Put text that begins with an exclamation mark into quotes.");
            }
            return scalar.getValue();
        }
        throw place().wrong("expected " + wanted + ", found " + kind(), "Write one value.");
    }

    /** One of some words; case does not count. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        StringJoiner allowed = new StringJoiner(", ");
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (word.equals(text("a word"))) {
                return constant;
            }
            allowed.add(word);
        }
        throw place().wrong(
                        "'" + raw("a word") + "' is not a value of '" + key + "'",
                        "Allowed: " + allowed + ".");
    }

    /** A whole number between two bounds. */
    int number(String key, int least, int most) {
        String remedy = "Allowed: a whole number from " + least + " to " + most + ".";
        try {
            int number = Integer.parseInt(text("a number"));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notA(key, remedy);
        }
        throw notA(key, remedy);
    }

    /** Yes or no. */
    boolean truth(String key) {
        return switch (text("true or false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw notA(key, "Allowed: true, false.");
        };
    }

    OtterException notA(String key, String remedy) {
        return place().wrong("'" + raw("a value") + "' is not a value of '" + key + "'", remedy);
    }

    List<YamlValue> list(String wanted) {
        if (!(node instanceof SequenceNode sequence)) {
            throw place().wrong(
                            "expected a list of " + wanted + ", found " + kind(),
                            "Begin each entry with '- '.");
        }
        if (sequence.getValue().isEmpty()) {
            throw place().wrong("the list of " + wanted + " is empty", "Write at least one.");
        }
        List<YamlValue> entries = new ArrayList<>();
        for (Node entry : sequence.getValue()) {
            entries.add(new YamlValue(entry, environment, file));
        }
        return List.copyOf(entries);
    }

    /** A map with any keys, in the order of the file. */
    Map<YamlValue, YamlValue> entries(String wanted) {
        if (!(node instanceof MappingNode mapping)) {
            throw place().wrong(
                            "expected " + wanted + ", found " + kind(),
                            "Write keys and values, one 'key: value' per line.");
        }
        Map<YamlValue, YamlValue> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            entries.put(
                    new YamlValue(tuple.getKeyNode(), environment, file),
                    new YamlValue(tuple.getValueNode(), environment, file));
        }
        return entries;
    }

    /** A map with known keys; an unknown one is an error that suggests the nearest known. */
    YamlMap map(String what, List<String> known) {
        Map<String, YamlValue> values = new LinkedHashMap<>();
        entries(what)
                .forEach((key, value) -> {
                    String name = key.raw("a key");
                    if (!known.contains(name)) {
                        throw key.place()
                                .wrong(
                                        "unknown key '" + name + "' in " + what,
                                        remedy(name, known));
                    }
                    YamlValue first = values.putIfAbsent(name, value);
                    if (first != null) {
                        throw key.place()
                                .wrong(
                                        "key '" + name + "' stands twice in " + what,
                                        "Remove one of them.");
                    }
                });
        return new YamlMap(what, place(), values);
    }

    private static String remedy(String name, List<String> known) {
        Optional<String> nearest = Spelling.nearest(name, known);
        return nearest.map(key -> "Did you mean '" + key + "'? ").orElse("")
                + "Allowed: "
                + String.join(", ", known)
                + ".";
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case MAPPING -> "keys and values";
            case SEQUENCE -> "a list";
            case SCALAR -> node.getTag().equals(Tag.NULL) ? "nothing" : "a single value";
            case ANCHOR -> "an anchor";
        };
    }
}
