package dev.otter.app.document;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Something that a file wants to be configured.
 *
 * @param kind what it is
 * @param name unique among its kind
 * @param config all of it, defaults included
 * @param password to be set, when the file has one; never printed
 * @param place where it stands, for messages
 */
public record Wanted(
        Kind kind, String name, JsonNode config, Optional<String> password, String place) {

    /** For messages: {@code endpoint 'a'}. */
    public String title() {
        return kind == Kind.SYSTEM ? kind.title() : kind.title() + " '" + name + "'";
    }

    @Override
    public String toString() {
        return title();
    }
}
