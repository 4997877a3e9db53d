package dev.otter.manager.http;

/** Methods of HTTP that routes use. */
public enum Verb {
    GET,
    POST,
    PUT,
    DELETE
}
