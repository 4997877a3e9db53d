package dev.otter.app.operate;

import dev.otter.app.view.Console;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers for scripts. */
public final class Answers {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonMapper LINES = new JsonMapper();

    private Answers() {}

    /** Over several lines. */
    public static void print(Console console, JsonNode value) {
        console.line(JSON.writeValueAsString(value).replace("\r\n", "\n"));
    }

    /** On one line, as one of many. */
    static void printLine(Console console, JsonNode value) {
        console.line(LINES.writeValueAsString(value));
    }

    /** A value as a word; nothing for what is not there. */
    static String text(JsonNode node) {
        return node == null || node.isMissingNode() || node.isNull() ? "" : node.asString();
    }
}
