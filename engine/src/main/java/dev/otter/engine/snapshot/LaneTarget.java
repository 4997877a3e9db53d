package dev.otter.engine.snapshot;

/**
 * One of the copies of a full load, and where its rows go.
 *
 * @param target as {@link CopyTarget#lane} gives it
 */
public record LaneTarget(CopyLane lane, CopyTarget target) {}
