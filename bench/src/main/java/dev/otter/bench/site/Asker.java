package dev.otter.bench.site;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a manager as an admin's program does, with a token. For any thread. */
public final class Asker {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String FIRST = "admin";
    private static final int GOOD = 2;
    private static final int HUNDRED = 100;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String root;
    private final String token;

    private Asker(String root, String token) {
        this.root = root;
        this.token = token;
    }

    /** The first login of a fresh manager: changes the password and makes a token. */
    public static Asker first(int port) throws IOException, InterruptedException {
        String root = "http://127.0.0.1:" + port + "/api/v1";
        Asker nobody = new Asker(root, "");
        String password = "correct horse " + ProcessHandle.current().pid();
        HttpResponse<String> session =
                nobody.send("POST", "/session", Map.of("name", FIRST, "password", FIRST));
        HttpResponse<String> changed =
                nobody.send(
                        "PUT",
                        "/session/password",
                        Map.of("old", FIRST, "wanted", password),
                        session(session));
        HttpResponse<String> made =
                nobody.send(
                        "POST",
                        "/tokens",
                        Map.of("name", "bench", "role", FIRST),
                        session(changed));
        return new Asker(root, good(made).get("text").asString());
    }

    private static String[] session(HttpResponse<String> response) {
        JsonNode body = good(response);
        String cookie = response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        return new String[] {"Cookie", cookie, "X-CSRF-Token", body.get("csrf").asString()};
    }

    /** Reads. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return good(send("GET", path, null));
    }

    /** How many bytes the answer has, which is read but not understood. */
    public int fetch(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                http.send(
                        request("GET", path, null).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / HUNDRED != GOOD) {
            throw new IllegalStateException(path + " was answered with " + response.statusCode());
        }
        return response.body().length;
    }

    /** A stream of events; the caller closes it. */
    public Stream<String> listen(String path) throws IOException, InterruptedException {
        HttpRequest request = token(HttpRequest.newBuilder(URI.create(root + path))).build();
        return http.send(request, HttpResponse.BodyHandlers.ofLines()).body();
    }

    /** Makes something or gives an order. */
    public JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return good(send("POST", path, body));
    }

    /** Replaces something that was seen in that version. */
    public JsonNode put(String path, long version, Object body)
            throws IOException, InterruptedException {
        return good(send("PUT", path, body, "If-Match", "\"" + version + "\""));
    }

    private HttpResponse<String> send(String verb, String path, Object body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(verb, path, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String verb, String path, Object body) {
        return token(HttpRequest.newBuilder(URI.create(root + path)))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .method(
                        verb,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(
                                        JSON.writeValueAsString(body)));
    }

    private HttpRequest.Builder token(HttpRequest.Builder request) {
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static JsonNode good(HttpResponse<String> response) {
        if (response.statusCode() / HUNDRED != GOOD) {
            throw new IllegalStateException(
                    "%s was answered with %d: %s"
                            .formatted(response.uri(), response.statusCode(), response.body()));
        }
        return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }
}
