package dev.otter.engine.pipeline;

import dev.otter.model.position.LogPosition;
import java.util.Optional;

/**
 * The server that an operator wants to read from.
 *
 * @param address {@code host:port} of the source endpoint or of one of its standbys
 * @param position where to go on in its log, looked up by the operator; empty to have it found
 */
public record SourceChoice(String address, Optional<LogPosition> position) {}
