package dev.otter.app.config;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.KafkaProperty;
import dev.otter.model.channel.KafkaSettings;
import dev.otter.model.channel.TlsMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an endpoint of type kafka. */
final class KafkaReader {
    /** The keys of an endpoint that only Kafka has. */
    static final List<String> KEYS =
            List.of("servers", "topic", "before", "tombstones", "properties");

    private static final List<String> FOREIGN =
            List.of("host", "port", "database", "standbys", "heartbeat", "overlap");
    private static final Pattern SERVER =
            Pattern.compile("([^\\s:/]+|\\[[0-9A-Fa-f:]+])(?::(\\d{1,5}))?");
    private static final int PORT_MAX = 65535;

    private KafkaReader() {}

    /** Fails when an endpoint of another kind has a key of Kafka. */
    static void requireNone(String name, YamlMap map) {
        for (String key : KEYS) {
            map.get(key)
                    .ifPresent(value -> {
                        throw value.place()
                                .wrong(
                                        "endpoint '" + name + "' has '" + key + "'",
                                        "Only endpoints of type kafka have it.");
                    });
        }
    }

    static Endpoint read(String name, YamlMap map) {
        for (String key : FOREIGN) {
            map.get(key)
                    .ifPresent(value -> {
                        throw value.place()
                                .wrong(
                                        "'" + key + "' has no meaning for Kafka",
                                        "Brokers are named by 'servers'; remove it.");
                    });
        }
        List<Failover.Server> servers = new ArrayList<>();
        for (YamlValue value : map.required("servers").list("servers")) {
            servers.add(server(value));
        }
        KafkaSettings settings =
                new KafkaSettings(
                        servers,
                        map.get("topic").map(KafkaReader::topic).orElse(KafkaSettings.TOPIC),
                        flag(map, "before"),
                        flag(map, "tombstones"),
                        properties(map));
        boolean login = map.get("user").isPresent() || map.get("password").isPresent();
        return new Endpoint(
                        name,
                        Endpoint.Type.KAFKA,
                        servers.getFirst().host(),
                        servers.getFirst().port(),
                        login ? map.required("user").text("a user name") : "",
                        login ? map.required("password").text("a password") : "",
                        tls(map))
                .withKafka(settings);
    }

    private static Failover.Server server(YamlValue value) {
        Matcher parts = SERVER.matcher(value.text("a broker"));
        int port =
                !parts.matches()
                        ? 0
                        : parts.group(2) == null
                                ? Endpoint.Type.KAFKA.defaultPort()
                                : Integer.parseInt(parts.group(2));
        if (port < 1 || port > PORT_MAX) {
            throw value.notA("servers", "Allowed: a host name or an address, with ':' and a port.");
        }
        return new Failover.Server(parts.group(1), port);
    }

    private static String topic(YamlValue value) {
        String topic = value.text("a pattern of topics");
        try {
            return new KafkaSettings(
                            List.of(new Failover.Server("h", 1)), topic, false, false, Map.of())
                    .topic();
        } catch (IllegalArgumentException _) {
            throw value.notA(
                    "topic",
                    "Allowed: letters, digits, '.', '_', '-', {schema}, and {table}, which must"
                            + " not be missing.");
        }
    }

    private static boolean flag(YamlMap map, String key) {
        return map.get(key).map(value -> flag(key, value)).orElse(false);
    }

    private static boolean flag(String key, YamlValue value) {
        return switch (value.text("true or false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw value.notA(key, "Allowed: true, false.");
        };
    }

    /** The client checks certificates whenever it uses TLS. */
    private static TlsMode tls(YamlMap map) {
        TlsMode mode =
                map.get("tls")
                        .map(value -> value.choice("tls", TlsMode.class))
                        .orElse(TlsMode.DISABLED);
        if (mode == TlsMode.PREFERRED || mode == TlsMode.REQUIRED) {
            throw map.required("tls")
                    .notA("tls", "Allowed for Kafka: disabled, verify-ca, verify-identity.");
        }
        return mode;
    }

    private static Map<String, String> properties(YamlMap map) {
        Map<String, String> properties = new LinkedHashMap<>();
        map.get("properties")
                .ifPresent(value ->
                        value.map("properties", KafkaProperty.names())
                                .values()
                                .forEach((name, given) ->
                                        properties.put(name, property(name, given))));
        return properties;
    }

    private static String property(String name, YamlValue value) {
        KafkaProperty property = KafkaProperty.of(name).orElseThrow();
        String text = value.text("a value of " + name);
        if (property.takes(text)) {
            return text;
        }
        if (property.kind() == KafkaProperty.Kind.SECRET) {
            throw value.place().wrong("'" + name + "' is empty", "Write it, or remove it.");
        }
        throw value.notA(name, "Allowed: " + property.allowed() + ".");
    }
}
