package dev.otter.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers the live part of a manager's interface with texts that were set, and remembers requests.
 */
final class LiveFixture implements AutoCloseable {
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;

    LiveFixture() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1", this::answer);
        server.start();
    }

    /** What a request such as {@code GET /live/nodes} is answered. */
    LiveFixture set(String request, String answer) {
        answers.put(request, answer);
        return this;
    }

    /** Requests that change something, with their bodies. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    Map<String, String> variables() {
        return Map.of(
                "HOME",
                "/nonexistent",
                "OTTER_TOKEN",
                "otr_test",
                "OTTER_MANAGER",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    CommandLineRun run(String... arguments) {
        return CommandLineRun.of(variables(), arguments);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString().substring("/api/v1".length());
            String request = exchange.getRequestMethod() + " " + path;
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!request.startsWith("GET")) {
                requests.add((request + " " + body).strip());
            }
            String known = answers.get(request.replaceAll("\\?sort=.*", ""));
            byte[] text =
                    (known == null ? "{\"code\":\"OTR-4205\",\"detail\":\"no such path\"}" : known)
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known == null ? 404 : 200, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
