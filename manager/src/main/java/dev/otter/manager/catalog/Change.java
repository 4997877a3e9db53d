package dev.otter.manager.catalog;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One change in the history.
 *
 * @param revision number of the change to the whole configuration; several things changed together
 *     have the same
 * @param kind what was changed
 * @param id which one
 * @param name its name afterwards, or before it was deleted
 * @param version the version it got
 * @param action what was done
 * @param at when
 * @param by who did it
 * @param before what it was; empty when it was created
 * @param after what it became; empty when it was deleted
 */
public record Change(
        long revision,
        Kind kind,
        long id,
        String name,
        long version,
        Action action,
        Instant at,
        String by,
        Optional<JsonNode> before,
        Optional<JsonNode> after) {

    /** What can be done to a thing. */
    public enum Action {
        CREATE,
        REPLACE,
        DELETE,
        ROLLBACK
    }
}
