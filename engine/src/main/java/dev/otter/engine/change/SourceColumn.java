package dev.otter.engine.change;

/**
 * @param name name
 */
public record SourceColumn(String name) {}
