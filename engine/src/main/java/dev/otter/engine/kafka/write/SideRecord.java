package dev.otter.engine.kafka.write;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record that goes along with rows, in the form of text: the load stage hands such things through
 * as statements.
 *
 * @param topic where it goes
 * @param partition which partition; empty for the one that its key chooses
 * @param key one line
 * @param value one line or more
 */
public record SideRecord(String topic, Optional<Integer> partition, String key, String value) {
    private static final int PARTS = 4;

    public SideRecord {
        if (topic.indexOf('\n') >= 0 || key.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("topic and key are one line each");
        }
    }

    /** Its text. */
    public String text() {
        return topic + "\n" + partition.map(String::valueOf).orElse("") + "\n" + key + "\n" + value;
    }

    static SideRecord parse(String text) {
        String[] parts = text.split("\n", PARTS);
        return new SideRecord(
                parts[0],
                parts[1].isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(parts[1])),
                parts[2],
                parts[3]);
    }

    ProducerRecord<byte[], byte[]> record() {
        return new ProducerRecord<>(
                topic,
                partition.orElse(null),
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
    }
}
