package dev.otter.testkit.workload.types;

/** The names of a type and of one of its edge values, for the documentation's list. */
public record TypeEdge(String type, String edge) {}
