package dev.otter.system.room;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A channel with one pipeline, as the manager shows it.
 *
 * @param console asks the manager
 * @param channel its number
 * @param pipeline the pipeline's number
 */
record Line(Console console, long channel, long pipeline) {
    /** The pipeline's name. */
    static final String PIPELINE = "a-to-b";

    private String path() {
        return "/channels/" + channel + "/pipelines/" + PIPELINE;
    }

    /** Who runs it; empty unless the manager knows it to run. */
    Optional<Lead> running() throws IOException {
        JsonNode live = live();
        return live.path("state").asString("").equals("running") && live.has("epoch")
                ? Optional.of(
                        new Lead(live.get("node").get("nid").asLong(), live.get("epoch").asLong()))
                : Optional.empty();
    }

    /** All that the manager tells of it. */
    JsonNode live() throws IOException {
        return console.get(path() + "/live");
    }

    /** What it did in each minute. */
    JsonNode minutes(Instant from) throws IOException {
        return console.get(path() + "/minutes?from=" + from);
    }

    /** Asks for another leader. */
    void switchTo(String node) throws IOException {
        console.post(path() + "/switch", "{\"node\":\"%s\"}".formatted(node));
    }

    void stop() throws IOException {
        console.post("/channels/" + channel + "/stop", "");
    }
}
