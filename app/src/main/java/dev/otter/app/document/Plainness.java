package dev.otter.app.document;

import dev.otter.document.json.ConfigJson;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.error.OtterException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes out of a configuration what would be there anyway. For any thread. */
public final class Plainness {
    private static final String PIPELINES = "pipelines";

    private final ConfigJson json;

    public Plainness(ConfigJson json) {
        this.json = json;
    }

    /** A copy without keys whose value is their default. */
    public JsonNode of(Kind kind, JsonNode config) {
        JsonNode copy = config.deepCopy();
        if (kind == Kind.CHANNEL
                && copy instanceof ObjectNode channel
                && channel.get(PIPELINES) instanceof ArrayNode pipelines) {
            pipelines.forEach(pipeline -> strip(pipeline, pipeline, PipelineConfig.class));
            if (channel.path("description").asString().isEmpty()) {
                channel.remove("description");
            }
            if (pipelines.isEmpty()) {
                channel.remove(PIPELINES);
            }
            return channel;
        }
        strip(copy, copy, kind.type());
        return copy;
    }

    /** Leaves out, one after the other, all keys without which the whole means the same. */
    private void strip(JsonNode whole, JsonNode part, Class<?> type) {
        if (!(part instanceof ObjectNode object)) {
            return;
        }
        JsonNode meaning = json.tree(json.read(whole, type));
        for (String key : List.copyOf(object.propertyNames())) {
            JsonNode value = object.get(key);
            ObjectNode before = object.deepCopy();
            object.remove(key);
            if (!same(whole, type, meaning)) {
                object.removeAll();
                object.setAll(before);
                object.set(key, value);
                strip(whole, value, type);
            }
        }
    }

    private boolean same(JsonNode whole, Class<?> type, JsonNode meaning) {
        try {
            return json.tree(json.read(whole, type)).equals(meaning);
        } catch (OtterException _) {
            // Without this key it is not a configuration at all: the key is needed.
            return false;
        }
    }
}
