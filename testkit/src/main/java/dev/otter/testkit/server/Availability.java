package dev.otter.testkit.server;

/**
 * Whether a flavor can be started here, and if not, why and what to do about it.
 *
 * @param ready whether a start may be tried; it does not promise that it succeeds
 * @param reason one sentence for the reader of a skipped test
 */
public record Availability(boolean ready, String reason) {}
