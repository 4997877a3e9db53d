package dev.otter.manager.http.openapi;

import dev.otter.manager.catalog.Kind;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Gate;
import dev.otter.manager.http.Problem;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Describes routes as OpenAPI 3.1. Made from the very list that the server serves, so that neither
 * can know a route that the other does not.
 */
public final class OpenApi {
    /** Where the description is. */
    public static final String PATH = "/api/v1/openapi.json";

    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    /** The routes and the one that describes them all, itself included. */
    public static List<Route> withDescription(List<Route> routes) {
        List<Route> all = new ArrayList<>(routes);
        List<Map<String, Object>> document = new ArrayList<>();
        all.add(
                new Route(
                        Verb.GET,
                        PATH,
                        Access.PUBLIC,
                        Route.Doc.of(
                                "health", "This description", new Shape.None(), new Shape.Any()),
                        _ -> Answer.ok(document.getFirst())));
        document.add(new OpenApi().describe(all));
        return List.copyOf(all);
    }

    private Map<String, Object> describe(List<Route> routes) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            @SuppressWarnings("unchecked")
            Map<String, Object> path =
                    (Map<String, Object>)
                            paths.computeIfAbsent(
                                    route.path(), _ -> new LinkedHashMap<String, Object>());
            path.put(route.verb().name().toLowerCase(Locale.ROOT), operation(route));
        }
        schemas.of(Problem.class);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title", "Otter manager",
                        "version", "1",
                        "description", "Configure, start and watch channels."));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.all(), "securitySchemes", security()));
        return document;
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", operationId(route));
        operation.put("tags", List.of(route.doc().tag()));
        operation.put("summary", route.doc().summary());
        operation.put("x-access", route.access().name().toLowerCase(Locale.ROOT));
        List<Object> parameters = parameters(route);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        schema(route.doc().request())
                .ifPresent(schema ->
                        operation.put(
                                "requestBody",
                                Map.of(
                                        "required",
                                        true,
                                        "content",
                                        content(route.doc().request(), schema))));
        if (route.access() != Access.PUBLIC) {
            operation.put(
                    "security", List.of(Map.of("session", List.of()), Map.of("token", List.of())));
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(
                success(route),
                schema(route.doc().response())
                        .<Object>map(schema ->
                                Map.of(
                                        "description",
                                        "Done",
                                        "content",
                                        content(route.doc().response(), schema)))
                        .orElse(Map.of("description", "Done")));
        responses.put(
                "default",
                Map.of(
                        "description",
                        "What went wrong, with code and cure",
                        "content",
                        Map.of(
                                "application/problem+json",
                                Map.of("schema", schemas.of(Problem.class)))));
        operation.put("responses", responses);
        return operation;
    }

    private static String success(Route route) {
        if (route.doc().response() instanceof Shape.None) {
            return "204";
        }
        boolean makes =
                route.verb() == Verb.POST && route.doc().summary().matches("(Make|Add) a.*");
        return makes ? "201" : "200";
    }

    private static List<Object> parameters(Route route) {
        List<Object> parameters = new ArrayList<>();
        for (String name : route.pathNames()) {
            parameters.add(
                    parameter("path", name, name.endsWith("id") ? "integer" : "string", true));
        }
        for (String name : route.doc().query()) {
            boolean header = name.equals("If-Match");
            boolean number = name.equals("page") || name.equals("size");
            parameters.add(
                    parameter(
                            header ? "header" : "query",
                            name,
                            number ? "integer" : "string",
                            header));
        }
        if (route.changes()) {
            parameters.add(parameter("header", Gate.CSRF, "string", false));
        }
        return parameters;
    }

    private static Map<String, Object> parameter(
            String in, String name, String type, boolean required) {
        return Map.of("in", in, "name", name, "required", required, "schema", Map.of("type", type));
    }

    private Optional<Object> schema(Shape shape) {
        return switch (shape) {
            case Shape.None() -> Optional.empty();
            case Shape.Any() -> Optional.of(Map.of("type", "object"));
            case Shape.Events() -> Optional.of(Map.of("type", "string"));
            case Shape.Of(Class<?> type) -> Optional.of(schemas.of(type));
            case Shape.ConfigOf(Kind kind) -> Optional.of(config(kind));
            case Shape.ThingOf(Kind kind) -> Optional.of(thing(kind));
            case Shape.ListOf(Shape item) ->
                    Optional.of(Map.of("type", "array", "items", schema(item).orElseThrow()));
            case Shape.PageOf(Shape item) -> Optional.of(page(schema(item).orElseThrow()));
        };
    }

    /** What is sent; endpoints and users may bring a password, which never comes back. */
    @SuppressWarnings("unchecked")
    private Object config(Kind kind) {
        Object reference = schemas.of(kind.type());
        if (kind != Kind.ENDPOINT && kind != Kind.USER) {
            return reference;
        }
        String name = kind.type().getSimpleName();
        Map<String, Object> plain = (Map<String, Object>) schemas.all().get(name);
        Map<String, Object> sent = new LinkedHashMap<>(plain);
        Map<String, Object> properties =
                new LinkedHashMap<>((Map<String, Object>) plain.get("properties"));
        properties.put("password", Map.of("type", "string", "writeOnly", true));
        sent.put("properties", properties);
        schemas.all().put(name + "WithPassword", sent);
        return Map.of("$ref", "#/components/schemas/" + name + "WithPassword");
    }

    private Object thing(Kind kind) {
        String name = kind.type().getSimpleName().replace("Config", "Thing");
        if (!schemas.all().containsKey(name)) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("id", schemas.of(long.class));
            properties.put("version", schemas.of(long.class));
            properties.put("changed-at", schemas.of(Instant.class));
            properties.put("changed-by", schemas.of(String.class));
            properties.put("state", schemas.of(String.class));
            properties.put("config", schemas.of(kind.type()));
            schemas.all()
                    .put(
                            name,
                            Schemas.object(
                                    properties,
                                    List.of(
                                            "id",
                                            "version",
                                            "changed-at",
                                            "changed-by",
                                            "config")));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Object page(Object item) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("items", Map.of("type", "array", "items", item));
        properties.put("page", schemas.of(int.class));
        properties.put("size", schemas.of(int.class));
        properties.put("total", schemas.of(long.class));
        return Schemas.object(properties, List.of("items", "page", "size", "total"));
    }

    private static Optional<Object> example(Shape shape) {
        return switch (shape) {
            case Shape.ConfigOf(Kind kind) -> Optional.of(Examples.of(kind));
            case Shape.Of(Class<?> type) -> LiveExamples.of(type).map(it -> (Object) it);
            case Shape.ListOf(Shape.Of(Class<?> type)) ->
                    LiveExamples.of(type).map(it -> (Object) List.of(it));
            case Shape.Events() -> Optional.of(LiveExamples.EVENTS);
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> content(Shape shape, Object schema) {
        Map<String, Object> media = new LinkedHashMap<>();
        media.put("schema", schema);
        example(shape).ifPresent(value -> media.put("example", value));
        return Map.of(
                shape instanceof Shape.Events ? "text/event-stream" : "application/json", media);
    }

    private static Map<String, Object> security() {
        return Map.of(
                "session",
                Map.of("type", "apiKey", "in", "cookie", "name", Gate.COOKIE),
                "token",
                Map.of("type", "http", "scheme", "bearer"));
    }

    private static String operationId(Route route) {
        String path =
                route.path()
                        .replace("/api/v1/", "")
                        .replaceAll("[{}]", "")
                        .replaceAll("[^A-Za-z0-9]+", "-");
        return route.verb().name().toLowerCase(Locale.ROOT) + "-" + path;
    }
}
