package dev.otter.system.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the manager as a program does, with a token that outlives the manager's restarts. */
final class Console {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "quick-brown-otter-7";
    private static final int SUCCESS = 2;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> headers = new TreeMap<>();
    private final String root;

    Console(int port) {
        this.root = "http://127.0.0.1:" + port + "/api/v1";
        headers.put("Content-Type", "application/json");
    }

    /** Whether the manager answers and is well. */
    boolean healthy() {
        try {
            return success(send("GET", "/health", ""));
        } catch (IOException e) {
            return false;
        }
    }

    /** Logs in for the first time, and makes the token. */
    void enter() throws IOException {
        HttpResponse<String> welcome =
                send("POST", "/session", "{\"name\":\"admin\",\"password\":\"admin\"}");
        headers.put(
                "Cookie",
                welcome.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0]);
        headers.put("X-CSRF-Token", JSON.readTree(welcome.body()).get("csrf").asString());
        HttpResponse<String> changed =
                send(
                        "PUT",
                        "/session/password",
                        "{\"old\":\"admin\",\"wanted\":\"%s\"}".formatted(PASSWORD));
        assertThat(success(changed)).as(changed.body()).isTrue();
        headers.put(
                "Cookie",
                changed.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0]);
        headers.put("X-CSRF-Token", JSON.readTree(changed.body()).get("csrf").asString());
        String token =
                post("/tokens", "{\"name\":\"room\",\"role\":\"admin\",\"days\":1}")
                        .get("text")
                        .asString();
        headers.remove("Cookie");
        headers.remove("X-CSRF-Token");
        headers.put("Authorization", "Bearer " + token);
    }

    JsonNode get(String path) throws IOException {
        return answered("GET", path, "");
    }

    JsonNode post(String path, String body) throws IOException {
        return answered("POST", path, body);
    }

    private JsonNode answered(String method, String path, String body) throws IOException {
        HttpResponse<String> response = send(method, path, body);
        assertThat(success(response))
                .as("%s %s: %d %s", method, path, response.statusCode(), response.body())
                .isTrue();
        return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
    }

    private static boolean success(HttpResponse<String> response) {
        return response.statusCode() / 100 == SUCCESS;
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + path))
                        .timeout(PATIENCE)
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the manager", e);
        }
    }
}
