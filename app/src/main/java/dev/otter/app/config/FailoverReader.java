package dev.otter.app.config;

import dev.otter.model.channel.Failover;
import dev.otter.model.channel.Failover.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what stands in for an endpoint as a source. */
final class FailoverReader {
    /** The keys of an endpoint that belong to it. */
    static final List<String> KEYS = List.of("standbys", "heartbeat", "overlap");

    private static final List<String> STANDBY_KEYS = List.of("host", "port");
    private static final List<String> HEARTBEAT_KEYS =
            List.of("interval", "timeout", "failures", "statement");
    private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,5})(ms|s|m|h)");
    private static final int FAILURES_MAX = 100;

    private FailoverReader() {}

    static Optional<Failover> read(YamlMap endpoint, Failover.Server own) {
        Optional<YamlValue> standbys = endpoint.get("standbys");
        if (standbys.isEmpty()) {
            for (String key : KEYS) {
                endpoint.get(key)
                        .ifPresent(value -> {
                            throw value.place()
                                    .wrong(
                                            "'" + key + "' has no meaning without 'standbys'",
                                            "Name the standbys, or remove it.");
                        });
            }
            return Optional.empty();
        }
        List<Failover.Server> servers = new ArrayList<>();
        for (YamlValue value : standbys.get().list("standbys")) {
            Failover.Server server = server(value);
            if (server.equals(own) || servers.contains(server)) {
                throw value.place()
                        .wrong(
                                "server " + server + " is named twice",
                                "Each server stands in the endpoint once.");
            }
            servers.add(server);
        }
        return Optional.of(
                new Failover(
                        servers,
                        endpoint.get("heartbeat")
                                .map(FailoverReader::heartbeat)
                                .orElse(Optional.of(Heartbeat.usual())),
                        endpoint.get("overlap")
                                .map(value -> time("overlap", value))
                                .orElse(Failover.OVERLAP)));
    }

    private static Failover.Server server(YamlValue value) {
        YamlMap map = value.map("a standby", STANDBY_KEYS);
        return new Failover.Server(
                SyncFileReader.host(map),
                map.get("port").map(port -> port.number("port", 1, 65535)).orElse(3306));
    }

    private static Optional<Heartbeat> heartbeat(YamlValue value) {
        if (!value.isMap()) {
            if (value.text("a heartbeat").equals("off")) {
                return Optional.empty();
            }
            throw value.notA(
                    "heartbeat", "Allowed: off, or {interval: 3s, timeout: 3s, failures: 3}.");
        }
        YamlMap map = value.map("heartbeat", HEARTBEAT_KEYS);
        Heartbeat usual = Heartbeat.usual();
        return Optional.of(
                new Heartbeat(
                        map.get("interval")
                                .map(it -> time("interval", it))
                                .orElse(usual.interval()),
                        map.get("timeout").map(it -> time("timeout", it)).orElse(usual.timeout()),
                        map.get("failures")
                                .map(it -> it.number("failures", 1, FAILURES_MAX))
                                .orElse(usual.failures()),
                        map.get("statement")
                                .map(FailoverReader::statement)
                                .orElse(usual.statement())));
    }

    private static String statement(YamlValue value) {
        String statement = value.text("a statement");
        if (statement.isBlank()) {
            throw value.notA("statement", "Write one that is quick, such as SELECT 1.");
        }
        return statement;
    }

    private static Duration time(String key, YamlValue value) {
        Matcher time = TIME.matcher(value.text("a time"));
        if (!time.matches()) {
            throw value.notA(key, "Allowed: a time such as 500ms, 3s, 2m or 1h.");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
