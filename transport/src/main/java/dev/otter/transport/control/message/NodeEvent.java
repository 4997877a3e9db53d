package dev.otter.transport.control.message;

import java.time.Instant;

/**
 * Something that happened once.
 *
 * @param time when, on the node's clock
 * @param code such as {@code OTR-3101}; empty when it is no error
 * @param where channel, pipeline, table; empty when the node itself
 * @param text for people
 */
public record NodeEvent(Instant time, String code, String where, String text) {}
