package dev.otter.document.json;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Words of Otter 4 that mean a key of today: {@code consistency: BASE} or {@code MEDIA} of a
 * pipeline is {@code rows: {values: log}} or {@code database}. Stateless.
 */
final class OldWords {
    private static final String KEY = "consistency";

    private OldWords() {}

    /**
     * The tree in the words of today; the one that is given stays as it is.
     *
     * @throws IllegalArgumentException when the word is unknown, or both are given
     */
    static JsonNode translated(JsonNode tree) {
        if (tree == null || tree.findValue(KEY) == null) {
            return tree;
        }
        JsonNode copy = tree.deepCopy();
        translate(copy);
        return copy;
    }

    /** A pipeline is what has both ends; a channel's pipelines are looked at, too. */
    private static void translate(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("from") && object.has("to")) {
            pipeline(object);
        } else {
            node.forEach(OldWords::translate);
        }
    }

    private static void pipeline(ObjectNode pipeline) {
        JsonNode word = pipeline.remove(KEY);
        if (word == null) {
            return;
        }
        String values =
                switch (word.isString() ? word.stringValue().toUpperCase(Locale.ROOT) : "") {
                    case "BASE" -> "log";
                    case "MEDIA" -> "database";
                    default ->
                            throw new IllegalArgumentException(
                                    word + " is none of the allowed words of 'consistency': BASE,"
                                            + " MEDIA");
                };
        JsonNode rows = pipeline.get("rows");
        if (rows instanceof ObjectNode object) {
            if (object.has("values")) {
                throw new IllegalArgumentException(
                        "'consistency' says the same as 'rows.values'; remove one of them");
            }
            object.put("values", values);
        } else if (rows == null) {
            pipeline.putObject("rows").put("values", values);
        }
    }
}
