package dev.otter.manager.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is answered.
 *
 * @param status HTTP status
 * @param body turned into JSON; empty for none
 * @param headers in addition to those that every answer has
 */
public record Answer(int status, Optional<Object> body, Map<String, String> headers) {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer ok(Object body) {
        return new Answer(OK, Optional.of(body), Map.of());
    }

    public static Answer created(String location, Object body) {
        return new Answer(CREATED, Optional.of(body), Map.of("Location", location));
    }

    public static Answer done() {
        return new Answer(NO_CONTENT, Optional.empty(), Map.of());
    }

    /** The same with the version of what is answered. */
    public Answer version(long version) {
        return with("ETag", "\"" + version + "\"");
    }

    /** The same with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, more);
    }
}
