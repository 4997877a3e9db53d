package dev.otter.app.config;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.LogSharing;
import java.util.List;

/** Reads whether a source's pipelines share a connection. */
final class ShareReader {
    /** The keys of an endpoint that are about it. */
    static final List<String> KEYS = List.of("share", "relay-megabytes");

    private ShareReader() {}

    static LogSharing read(String name, Endpoint.Type type, YamlMap map) {
        if (type != Endpoint.Type.MYSQL) {
            KEYS.forEach(key -> requireNone(name, key, map));
        }
        LogSharing.When when =
                map.get("share")
                        .map(value -> value.choice("share", LogSharing.When.class))
                        .orElse(LogSharing.When.AUTO);
        int megabytes =
                map.get("relay-megabytes")
                        .map(value -> megabytes(when, value))
                        .orElse(0);
        return new LogSharing(when, megabytes);
    }

    private static int megabytes(LogSharing.When when, YamlValue value) {
        if (when == LogSharing.When.NEVER) {
            throw value.place()
                    .wrong(
                            "'relay-megabytes' does not go together with 'share: never'",
                            "Remove one of both.");
        }
        return value.number("relay-megabytes", 1, LogSharing.MOST_MEGABYTES);
    }

    private static void requireNone(String name, String key, YamlMap map) {
        map.get(key)
                .ifPresent(value -> {
                    throw value.place()
                            .wrong(
                                    "endpoint '" + name + "' has '" + key + "'",
                                    "Only endpoints of type mysql have it; remove it.");
                });
    }
}
