package dev.otter.manager.http;

import dev.otter.model.error.OtterException;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the console from the jar: its files, and its first page for every other path that is not
 * the interface's, since the console finds its way by the path itself. For any thread.
 */
public final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final String FOLDER = "/console/";
    private static final String INDEX = "index.html";
    private static final String ASSETS = "assets/";
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9_-]+/)*[A-Za-z0-9_.-]+");
    private static final int UNAVAILABLE = 503;

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html;charset=utf-8"),
                    Map.entry("js", "text/javascript;charset=utf-8"),
                    Map.entry("css", "text/css;charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("map", "application/json"),
                    Map.entry("txt", "text/plain;charset=utf-8"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("woff", "font/woff"));

    private static final String ABSENT =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Otter manager</title></head>
            <body><h1>Otter manager</h1>
            <p>This manager was built without its console. Its interface is at
            <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p></body></html>
            """;

    private final BooleanSupplier healthy;

    /**
     * @param healthy whether the store answers
     */
    public Console(BooleanSupplier healthy) {
        this.healthy = healthy;
    }

    /** Answers a path that no route has. */
    void serve(Context context) {
        String path = context.path().substring(1);
        if (path.equals("api") || path.startsWith("api/") || path.contains("..")) {
            throw new NotFoundResponse("there is nothing at " + context.path());
        }
        if (path.equals("ok.htm")) {
            health(context);
            return;
        }
        boolean asset = path.startsWith(ASSETS);
        Optional<byte[]> file = read(path);
        if (file.isPresent() && !path.equals(INDEX)) {
            context.header(
                    "Cache-Control", asset ? "public, max-age=31536000, immutable" : "no-cache");
            context.contentType(TYPES.get(ending(path))).result(file.get());
        } else if (asset) {
            throw new NotFoundResponse("there is no file " + context.path());
        } else {
            context.header("Cache-Control", "no-cache");
            context.contentType(TYPES.get("html"));
            read(INDEX).ifPresentOrElse(context::result, () -> context.result(ABSENT));
        }
    }

    /** As in Otter 4: {@code ok} when all is well. */
    private void health(Context context) {
        context.contentType(TYPES.get("txt")).header("Cache-Control", "no-store");
        try {
            boolean well = healthy.getAsBoolean();
            context.status(well ? 200 : UNAVAILABLE).result(well ? "ok" : "not ok");
        } catch (OtterException e) {
            LOG.warn("The manager is not well: {}", e.getMessage());
            context.status(UNAVAILABLE).result("not ok: " + e.code().text());
        }
    }

    /** Only names of known kinds; so no folder, and nothing outside. */
    private static Optional<byte[]> read(String path) {
        if (!FILE.matcher(path).matches() || !TYPES.containsKey(ending(path))) {
            return Optional.empty();
        }
        try (InputStream in = Console.class.getResourceAsStream(FOLDER + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + " in the jar", e);
        }
    }

    private static String ending(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
