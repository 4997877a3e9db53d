package dev.otter.manager.http.api;

/** Where the interface begins. */
final class Paths {
    static final String ROOT = "/api/v1";

    private Paths() {}
}
