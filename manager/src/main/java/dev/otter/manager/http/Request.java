package dev.otter.manager.http;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.access.Principal;
import dev.otter.manager.catalog.ListQuery;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** A request that was let through, as routes see it. For the thread that handles it. */
public final class Request {
    private final Context context;
    private final Principal who;
    private final ConfigJson json;

    Request(Context context, Principal who, ConfigJson json) {
        this.context = context;
        this.who = who;
        this.json = json;
    }

    /** Who asks. */
    public Principal who() {
        return who;
    }

    /** Where the request comes from. */
    public String address() {
        return context.ip();
    }

    /** Whether it came over TLS, to us or to a proxy before us. */
    public boolean encrypted() {
        return "https".equals(context.scheme())
                || "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
    }

    /** A variable part of the path. */
    public String path(String name) {
        return context.pathParam(name);
    }

    /** The id in the path. */
    public long id() {
        return number("id", path("id"));
    }

    /** A number from the path. */
    public static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new OtterException(
                    ErrorCode.VALUE_NOT_ALLOWED,
                    "'" + text + "' is not a number",
                    name,
                    "Give a whole number.",
                    e);
        }
    }

    /** A cookie's value. */
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(context.cookie(name));
    }

    /** A moment behind the question mark, such as {@code 2026-11-25T10:00:00Z}. */
    public Optional<Instant> moment(String name) {
        try {
            return query(name).filter(text -> !text.isEmpty()).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new OtterException(
                    ErrorCode.VALUE_NOT_ALLOWED,
                    "'" + query(name).orElse("") + "' is not a moment",
                    name,
                    "Write it as 2026-11-25T10:00:00Z.",
                    e);
        }
    }

    /** The body as a tree. */
    public JsonNode body() {
        String type = Optional.ofNullable(context.contentType()).orElse("");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new OtterException(
                    ErrorCode.REQUEST_UNREADABLE,
                    "the body is not declared as JSON",
                    "",
                    "Send it with 'Content-Type: application/json'.");
        }
        return json.parse(context.body());
    }

    /** The body as a record. */
    public <T> T body(Class<T> type) {
        return json.read(body(), type);
    }

    /** The version that the request changes. */
    public long version() {
        String header = context.header("If-Match");
        if (header == null || header.isBlank()) {
            throw new OtterException(
                    ErrorCode.VERSION_MISSING,
                    "the request does not say which version it changes",
                    "",
                    "Send the ETag of what you have read as 'If-Match'.");
        }
        return number("If-Match", header.replace("\"", "").replace("W/", "").trim());
    }

    /** Which part of a list is wanted. */
    public ListQuery list() {
        return value(() ->
                new ListQuery(
                        query("search").orElse(""),
                        sort(query("sort").orElse("id")),
                        query("sort").orElse("").startsWith("-"),
                        query("page").map(Integer::parseInt).orElse(1),
                        query("size").map(Integer::parseInt).orElse(ListQuery.first().size())));
    }

    /** Runs what reads values of the request, and tells a wrong one as such. */
    public static <T> T value(Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.VALUE_NOT_ALLOWED,
                    String.valueOf(e.getMessage()),
                    "",
                    "Correct the value.",
                    e);
        }
    }

    /** A parameter behind the question mark, when it is given. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(context.queryParam(name));
    }

    private static ListQuery.Sort sort(String text) {
        return switch (text.startsWith("-") ? text.substring(1) : text) {
            case "id" -> ListQuery.Sort.ID;
            case "name" -> ListQuery.Sort.NAME;
            case "changed-at" -> ListQuery.Sort.CHANGED;
            default ->
                    throw new IllegalArgumentException(
                            "cannot sort by '%s'; allowed are id, name and changed-at, with a"
                                            .formatted(text)
                                    + " hyphen in front to turn the order round");
        };
    }
}
