package dev.otter.model.channel;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an endpoint of Kafka has that databases do not.
 *
 * @param servers brokers that are asked first, one or more
 * @param topic which topic a table goes to: {@code {schema}} and {@code {table}} stand for the
 *     parts of the target's name, and {@code {table}} must be in it
 * @param before whether updates carry the row before, too; deletes always do
 * @param tombstones whether a delete is followed by a record of its key without a value
 * @param properties further settings of Kafka's clients, all of them known to {@link KafkaProperty}
 */
public record KafkaSettings(
        List<Failover.Server> servers,
        String topic,
        boolean before,
        boolean tombstones,
        Map<String, String> properties) {
    /** The usual topic of a table. */
    public static final String TOPIC = "{schema}.{table}";

    private static final Pattern PATTERN =
            Pattern.compile("(?:[A-Za-z0-9._-]|\\{schema}|\\{table}){1,200}");

    public KafkaSettings {
        servers = List.copyOf(servers);
        properties = Map.copyOf(properties);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("the list of brokers is empty; name one");
        }
        if (!PATTERN.matcher(topic).matches() || !topic.contains("{table}")) {
            throw new IllegalArgumentException(
                    "'%s' is no pattern of topics; write letters, digits, '.', '_', '-', {schema}, and {table}, which must not be missing"
                            .formatted(topic));
        }
        properties.forEach(KafkaProperty::require);
    }

    /** Everything as usual. */
    public KafkaSettings(List<Failover.Server> servers) {
        this(servers, TOPIC, false, false, Map.of());
    }

    /** Without the values of properties, some of which are secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[servers=%s, topic=%s, before=%s, tombstones=%s, properties=%s]"
                .formatted(servers, topic, before, tombstones, properties.keySet());
    }
}
