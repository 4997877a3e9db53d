package dev.otter.manager.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a manager as a browser or a program does. Keeps its cookie and token. */
public final class Client {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int OK = 200;

    private final int port;
    private final Map<String, String> headers = new TreeMap<>();

    /** Asks the manager on that port. */
    public Client(int port) {
        this.port = port;
    }

    /** What came back. */
    public record Reply(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public long id() {
            return json().get("id").asLong();
        }

        /** The code of a problem; empty when it is none. */
        public String code() {
            boolean problem = header("Content-Type").startsWith("application/problem+json");
            return problem ? json().get("code").asString() : "";
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** Logs in; fails when that is refused. */
    public Client logIn(String name, String password) {
        Reply reply = tryLogIn(name, password);
        assertThat(reply.status()).as(reply.text()).isEqualTo(OK);
        return this;
    }

    public Reply tryLogIn(String name, String password) {
        Reply reply =
                post(
                        "/session",
                        JSON.writeValueAsString(Map.of("name", name, "password", password)));
        keep(reply);
        return reply;
    }

    /** The same with one more header from now on. */
    public Client with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The same without a header. */
    public Client without(String name) {
        headers.remove(name);
        return this;
    }

    /** What a browser gets at a path outside of the interface. */
    public Reply page(String path) {
        return ask("GET", path, null, Map.of());
    }

    public Reply get(String path) {
        return send("GET", path, null, Map.of());
    }

    /** A stream of events, with the cookie or token of this client. */
    public InputStream open(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path));
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(OK);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Reply post(String path, String body) {
        return send("POST", path, body, Map.of());
    }

    public Reply put(String path, String body) {
        Reply reply = send("PUT", path, body, Map.of());
        keep(reply);
        return reply;
    }

    public Reply put(String path, long version, String body) {
        return send("PUT", path, body, Map.of("If-Match", "\"" + version + "\""));
    }

    public Reply post(String path, long version, String body) {
        return send("POST", path, body, Map.of("If-Match", "\"" + version + "\""));
    }

    public Reply delete(String path, long version) {
        return send("DELETE", path, null, Map.of("If-Match", "\"" + version + "\""));
    }

    Reply send(String method, String path, String body, Map<String, String> more) {
        return ask(method, (path.startsWith("/api") ? "" : "/api/v1") + path, body, more);
    }

    private Reply ask(String method, String path, String body, Map<String, String> more) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        more.forEach(request::header);
        try {
            return new Reply(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(Reply reply) {
        if (reply.status() == OK && !reply.header("Set-Cookie").isEmpty()) {
            headers.put("Cookie", reply.header("Set-Cookie").split(";", 2)[0]);
            headers.put("X-CSRF-Token", reply.json().get("csrf").asString());
        }
    }
}
