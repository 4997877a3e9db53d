package dev.otter.testkit.workload.types;

/**
 * A value worth testing.
 *
 * @param name says what is special about it
 * @param literal an SQL expression that gives the value exactly, in a utf8mb4 session
 */
public record Edge(String name, String literal) {}
