package dev.otter.model.config.endpoint;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.KafkaProperty;
import dev.otter.model.channel.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what an endpoint of Kafka is configured with. Stateless. */
final class KafkaEndpoint {
    private static final Pattern SERVER =
            Pattern.compile("([A-Za-z0-9_.-]{1,255}|\\[[0-9A-Fa-f:%]+])(?::(\\d{1,5}))?");
    private static final int PORT_MAX = 65535;
    private static final int SERVERS_MAX = 32;

    private KafkaEndpoint() {}

    /**
     * A broker.
     *
     * @throws IllegalArgumentException when the text is none
     */
    static Failover.Server server(String text) {
        Matcher parts = SERVER.matcher(text);
        int port = Endpoint.Type.KAFKA.defaultPort();
        if (parts.matches() && parts.group(2) != null) {
            port = Integer.parseInt(parts.group(2));
        }
        if (!parts.matches() || port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "'%s' is no broker; write a host name or an address, with ':' and a port"
                            .formatted(text));
        }
        return new Failover.Server(parts.group(1), port);
    }

    static KafkaSettings settings(
            String name,
            Optional<List<String>> named,
            Optional<String> topic,
            Optional<Boolean> before,
            Optional<Boolean> tombstones,
            Optional<Map<String, String>> given) {
        List<String> servers = named.orElse(List.of());
        Map<String, String> properties = given.orElse(Map.of());
        if (servers.isEmpty() || servers.size() > SERVERS_MAX) {
            throw new IllegalArgumentException(
                    "endpoint '%s' names %d brokers; name 1 to %d by servers"
                            .formatted(name, servers.size(), SERVERS_MAX));
        }
        properties.keySet().forEach(property -> requireOpen(name, property));
        return new KafkaSettings(
                servers.stream().map(KafkaEndpoint::server).toList(),
                topic.orElse(KafkaSettings.TOPIC),
                before.orElse(false),
                tombstones.orElse(false),
                properties);
    }

    /** Configurations are kept and shown in clear, but for the account's password. */
    private static void requireOpen(String name, String property) {
        boolean secret =
                KafkaProperty.of(property)
                        .filter(known -> known.kind() == KafkaProperty.Kind.SECRET)
                        .isPresent();
        if (secret) {
            throw new IllegalArgumentException(
                    "property '%s' of endpoint '%s' is a secret, which a manager cannot keep there; use user and password"
                            .formatted(property, name));
        }
    }
}
