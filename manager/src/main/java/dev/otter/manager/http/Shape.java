package dev.otter.manager.http;

import dev.otter.manager.catalog.Kind;

/** What a body looks like, for the published description. */
public sealed interface Shape {

    /** No body. */
    record None() implements Shape {}

    /** A record. */
    record Of(Class<?> type) implements Shape {}

    /** What is configured of a kind; endpoints and users may bring a password. */
    record ConfigOf(Kind kind) implements Shape {}

    /** Something configured, with its number and version. */
    record ThingOf(Kind kind) implements Shape {}

    /** A page of a list. */
    record PageOf(Shape item) implements Shape {}

    /** A list. */
    record ListOf(Shape item) implements Shape {}

    /** A stream of server-sent events. */
    record Events() implements Shape {}

    /** Any JSON object. */
    record Any() implements Shape {}
}
