package dev.otter.app.remote;

import dev.otter.app.document.Kind;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Something that is configured in a manager.
 *
 * @param kind what it is
 * @param id its number
 * @param version what a change of it must name
 * @param changedAt when it got this version
 * @param changedBy who gave it
 * @param state of channels and nodes, when it is known
 * @param config what is configured, as the manager gave it
 */
public record Thing(
        Kind kind,
        long id,
        long version,
        String changedAt,
        String changedBy,
        Optional<String> state,
        JsonNode config) {

    /** Reads the view that the manager gives. */
    public static Thing of(Kind kind, JsonNode view) {
        return new Thing(
                kind,
                view.path("id").asLong(),
                view.path("version").asLong(),
                view.path("changed-at").asString(),
                view.path("changed-by").asString(),
                Optional.ofNullable(view.get("state")).map(JsonNode::asString),
                view.path("config"));
    }

    /** Its name; of the system parameters, which have none, their kind. */
    public String name() {
        return kind == Kind.SYSTEM ? kind.word() : config.path("name").asString();
    }

    /** Where it is in the HTTP interface. */
    public String path() {
        return "/" + kind.path() + (kind == Kind.SYSTEM ? "" : "/" + id);
    }
}
