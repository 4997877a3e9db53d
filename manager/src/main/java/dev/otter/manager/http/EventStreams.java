package dev.otter.manager.http;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.access.Principal;
import dev.otter.manager.live.LiveEvent;
import dev.otter.manager.live.LiveEvents;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams of server-sent events, a bounded number of them. Each is written by the thread that
 * handles its request until the other side goes, may no longer have it, or the server stops; a
 * comment now and then finds out whether somebody is still there. For any thread.
 */
final class EventStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ConfigJson json;
    private final Set<LiveEvents> open = ConcurrentHashMap.newKeySet();
    private final StreamSeats seats = new StreamSeats();

    EventStreams(ConfigJson json) {
        this.json = json;
    }

    /**
     * Writes until the end.
     *
     * @param who reads
     * @param welcome whether the reader may still have it; asked every two seconds
     */
    void serve(Context context, Principal who, LiveEvents events, BooleanSupplier welcome) {
        try (events;
                StreamSeats.Seat _ = seats.take(who, context.ip())) {
            open.add(events);
            write(context.res(), events, welcome);
        } catch (IOException e) {
            LOG.debug("A reader of events has gone: {}", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(events);
        }
    }

    private void write(HttpServletResponse response, LiveEvents events, BooleanSupplier welcome)
            throws IOException, InterruptedException {
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("X-Accel-Buffering", "no");
        OutputStream out = response.getOutputStream();
        send(out, "retry: 2000\n\n");
        long written = System.nanoTime();
        long looked = written;
        while (!events.ended()) {
            List<LiveEvent> news = events.take(LOOK);
            if (System.nanoTime() - looked >= LOOK.toNanos()) {
                looked = System.nanoTime();
                if (!welcome.getAsBoolean()) {
                    return;
                }
            }
            for (LiveEvent event : news) {
                send(
                        out,
                        "event: " + event.name() + "\ndata: " + json.write(event.data()) + "\n\n");
            }
            if (news.isEmpty() && System.nanoTime() - written >= KEEP_ALIVE.toNanos()) {
                send(out, ": alive\n\n");
                written = System.nanoTime();
            } else if (!news.isEmpty()) {
                written = System.nanoTime();
            }
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends all of them. */
    @Override
    public void close() {
        open.forEach(LiveEvents::close);
    }
}
