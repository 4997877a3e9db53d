package dev.otter.manager.room;

import dev.otter.manager.http.Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Reads a stream of server-sent events, as a browser does. */
final class Events implements AutoCloseable {
    private final InputStream stream;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    Events(Client client) {
        stream = client.open("/live/events");
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("broken: " + e.getMessage());
        } finally {
            ended = true;
        }
    }

    /** Data of all events of that name so far. */
    List<String> data(String event) {
        List<String> seen = List.copyOf(lines);
        return IntStream.range(1, seen.size())
                .filter(i -> seen.get(i - 1).equals("event: " + event))
                .mapToObj(i -> seen.get(i).substring("data: ".length()))
                .toList();
    }

    /** Whether the manager has ended it. */
    boolean ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
