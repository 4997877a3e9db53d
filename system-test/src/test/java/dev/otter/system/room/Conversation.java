package dev.otter.system.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a manager over HTTP and keeps every answer. For one thread. */
final class Conversation {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int EVENTS = 20_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String root;
    private final List<Answer> answers = new ArrayList<>();
    private Optional<String> cookie = Optional.empty();
    private String csrf = "";
    private Optional<String> bearer = Optional.empty();

    Conversation(int port) {
        this.root = "http://127.0.0.1:" + port + "/api/v1";
    }

    /**
     * What was answered.
     *
     * @param question verb and path
     * @param text the body
     */
    record Answer(String question, int status, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        Answer good() {
            assertThat(status).as("%s: %s", question, text).isBetween(200, 299);
            return this;
        }

        /** It must be refused. */
        Answer bad() {
            assertThat(status).as("%s: %s", question, text).isBetween(400, 599);
            return this;
        }
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** The session's key; nobody else may know it. */
    String cookie() {
        return cookie.orElseThrow().split("=", 2)[1];
    }

    /** From now on as a program that has this token, or as the session again. */
    void as(Optional<String> token) {
        bearer = token;
    }

    /** Whether anybody answers yet; a machine with other work lets a process start slowly. */
    boolean serves() throws Exception {
        try {
            return get("/health").status() == OK;
        } catch (ConnectException _) {
            return false;
        }
    }

    Answer get(String path) throws Exception {
        return ask("GET", path, null, 0);
    }

    Answer post(String path, String body) throws Exception {
        return ask("POST", path, body, 0);
    }

    Answer put(String path, long version, String body) throws Exception {
        return ask("PUT", path, body, version);
    }

    private Answer ask(String verb, String path, String body, long version) throws Exception {
        HttpRequest.Builder request =
                request(path)
                        .method(
                                verb,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json");
        if (version > 0) {
            request.header("If-Match", "\"" + version + "\"");
        }
        HttpResponse<String> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        Answer answer = new Answer(verb + " " + path, response.statusCode(), response.body());
        answers.add(answer);
        keepSession(response, answer);
        return answer;
    }

    private void keepSession(HttpResponse<String> response, Answer answer) {
        if (response.statusCode() == OK
                && response.headers().firstValue("Set-Cookie").isPresent()) {
            cookie = response.headers().firstValue("Set-Cookie").map(text -> text.split(";", 2)[0]);
            csrf = answer.json().get("csrf").asString();
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + path)).timeout(LIMIT);
        if (bearer.isPresent()) {
            return request.header("Authorization", "Bearer " + bearer.get());
        }
        cookie.ifPresent(it -> request.header("Cookie", it).header("X-CSRF-Token", csrf));
        return request;
    }

    /** The first events of a stream, which has no end. */
    void listen(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (InputStream stream = response.body()) {
            byte[] part = new byte[EVENTS];
            for (int blanks = 0; blanks < 3 && heard.size() < EVENTS; ) {
                int length = stream.read(part);
                if (length < 0) {
                    break;
                }
                heard.write(part, 0, length);
                blanks = heard.toString(StandardCharsets.UTF_8).split("\n\n", -1).length - 1;
            }
        }
        answers.add(
                new Answer(
                        "GET " + path,
                        response.statusCode(),
                        heard.toString(StandardCharsets.UTF_8)));
    }
}
