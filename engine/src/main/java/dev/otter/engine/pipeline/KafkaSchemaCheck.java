package dev.otter.engine.pipeline;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.kafka.session.Topics;
import dev.otter.engine.kafka.table.KafkaTables;
import dev.otter.engine.kafka.value.JsonOut;
import dev.otter.engine.kafka.write.SideRecord;
import dev.otter.engine.load.SchemaGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A topic takes rows of any shape: each says which. That a table was emptied is told to every
 * partition of its topic, behind all rows that went with it. Foreign keys that cascade into a table
 * stop the pipeline: what they change is in no log.
 */
final class KafkaSchemaCheck implements SchemaGuard {
    private final KafkaTables tables;
    private final Topics topics;

    KafkaSchemaCheck(KafkaTables tables, Topics topics) {
        this.tables = tables;
        this.topics = topics;
    }

    @Override
    public List<String> check(Delivery.SchemaChange change) {
        tables.forget();
        List<String> records = new ArrayList<>();
        if (!change.truncates()) {
            tables.requireNoCascade(change.sources());
        } else {
            for (int i = 0; i < change.targets().size(); i++) {
                String topic = tables.topic(change.targets().get(i));
                String value =
                        "{\"op\":\"t\",\"table\":"
                                + JsonOut.quoted(change.sources().get(i).toString())
                                + ",\"ts\":"
                                + change.particulars().commitMicros()
                                + "}";
                int partitions = topics.partitions(topic).orElse(0);
                for (int partition = 0; partition < partitions; partition++) {
                    records.add(new SideRecord(topic, Optional.of(partition), "{}", value).text());
                }
            }
        }
        return records;
    }
}
