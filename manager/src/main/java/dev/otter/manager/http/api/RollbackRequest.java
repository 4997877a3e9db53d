package dev.otter.manager.http.api;

/**
 * Asks for an earlier configuration.
 *
 * @param version the version whose configuration is wanted
 */
public record RollbackRequest(long version) {}
