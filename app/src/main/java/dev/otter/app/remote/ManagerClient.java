package dev.otter.app.remote;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests to a manager. Every problem that it answers is thrown as an {@link OtterException}
 * with the code, place and cure that it gave. Waits at most half a minute for an answer. For any
 * thread.
 */
public final class ManagerClient implements AutoCloseable {
    private static final String ROOT = "/api/v1";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final int GOOD = 300;

    private final ManagerAddress address;
    private final Optional<Login> login;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
    private final JsonMapper json = new JsonMapper();

    public ManagerClient(ManagerAddress address, Optional<Login> login) {
        this.address = address;
        this.login = login;
    }

    /**
     * An answer that is no problem.
     *
     * @param body what came; a missing node when nothing did
     * @param cookie the session's cookie, {@code name=value}, when one was set
     */
    public record Reply(JsonNode body, Optional<String> cookie) {
        @Override
        public String toString() {
            return "reply";
        }
    }

    /** The manager that is asked. */
    public ManagerAddress address() {
        return address;
    }

    /** As whom it is asked. */
    public Optional<Login> login() {
        return login;
    }

    public JsonNode get(String path) {
        return send("GET", path, Optional.empty(), Map.of()).body();
    }

    /** The same; empty when the manager has no such path. */
    public Optional<JsonNode> find(String path) {
        HttpResponse<String> response = exchange("GET", path, Optional.empty(), Map.of());
        return response.statusCode() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(understood(response, path).body());
    }

    public Reply post(String path, Object body) {
        return send("POST", path, Optional.of(body), Map.of());
    }

    public Reply post(String path) {
        return send("POST", path, Optional.empty(), Map.of());
    }

    public Reply put(String path, Object body) {
        return send("PUT", path, Optional.of(body), Map.of());
    }

    /** Replaces something of which a version was seen. */
    public JsonNode put(String path, long version, Object body) {
        return send("PUT", path, Optional.of(body), seen(version)).body();
    }

    public void delete(String path) {
        send("DELETE", path, Optional.empty(), Map.of());
    }

    /** Deletes something of which a version was seen. */
    public void delete(String path, long version) {
        send("DELETE", path, Optional.empty(), seen(version));
    }

    private static Map<String, String> seen(long version) {
        return Map.of("If-Match", "\"" + version + "\"");
    }

    private Reply send(
            String method, String path, Optional<Object> body, Map<String, String> headers) {
        return understood(exchange(method, path, body, headers), path);
    }

    private HttpResponse<String> exchange(
            String method, String path, Optional<Object> body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + ROOT + path))
                        .timeout(ANSWER_LIMIT)
                        .header("Accept", "application/json, application/problem+json")
                        .method(
                                method,
                                body.map(value ->
                                                HttpRequest.BodyPublishers.ofString(
                                                        json.writeValueAsString(value)))
                                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        if (body.isPresent()) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        login.ifPresent(known -> prove(known, request));
        try {
            return http.send(
                    request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            String why = e.getMessage() == null ? "it does not answer" : e.getMessage();
            throw unreachable(why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("the request was interrupted", e);
        }
    }

    private static void prove(Login login, HttpRequest.Builder request) {
        switch (login.secret()) {
            case Login.Token token -> request.header("Authorization", "Bearer " + token.text());
            case Login.Session session -> {
                request.header("Cookie", session.cookie());
                request.header("X-CSRF-Token", session.csrf());
            }
        }
    }

    private OtterException unreachable(String why, Exception cause) {
        return new OtterException(
                ErrorCode.MANAGER_UNREACHABLE,
                "the manager cannot be reached: " + why,
                address.text(),
                "Start it, or name another with --manager http://host:port.",
                cause);
    }

    private Reply understood(HttpResponse<String> response, String path) {
        JsonNode body;
        try {
            String text = response.body();
            body = text == null || text.isBlank() ? json.missingNode() : json.readTree(text);
        } catch (JacksonException e) {
            throw strange(response, path, e);
        }
        if (response.statusCode() >= GOOD) {
            throw body.has("code") ? problem(body) : strange(response, path, null);
        }
        Optional<String> cookie =
                response.headers().firstValue("Set-Cookie").map(text -> text.split(";", 2)[0]);
        return new Reply(body, cookie);
    }

    private OtterException problem(JsonNode body) {
        String text = body.path("code").asString();
        Optional<ErrorCode> known =
                Arrays.stream(ErrorCode.values())
                        .filter(code -> code.text().equals(text))
                        .findFirst();
        String what = body.path("detail").asString();
        String where = body.path("where").asString();
        String remedy = body.path("remedy").asString();
        if (known.isEmpty()) {
            return new OtterException(
                    ErrorCode.ANSWER_UNREADABLE, text + " " + what, where, remedy);
        }
        boolean unknownUs =
                known.get() == ErrorCode.LOGIN_REQUIRED || known.get() == ErrorCode.TOKEN_REFUSED;
        return new OtterException(
                known.get(),
                what,
                where,
                unknownUs ? "Run 'otter login --manager " + address + "'." : remedy);
    }

    private OtterException strange(HttpResponse<String> response, String path, Exception cause) {
        return new OtterException(
                ErrorCode.ANSWER_UNREADABLE,
                "the answer has status %d and is not of a manager's kind"
                        .formatted(response.statusCode()),
                address + ROOT + path,
                "Check the address; if it is right, bring command and manager to one version.",
                cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
