package dev.otter.engine.kafka.bookkeeping;

import dev.otter.engine.kafka.session.HangingTransactions;
import dev.otter.engine.kafka.session.KafkaClients;
import dev.otter.engine.kafka.session.KafkaFault;
import dev.otter.engine.kafka.session.KafkaSessionException;
import dev.otter.engine.kafka.session.Topics;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.position.TransactionSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;

/**
 * Makes this process the only one that writes for a pipeline; ADR 24 says why in this order. One
 * thread.
 */
public final class Takeover implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final String pipeline;
    private final KafkaNames names;
    private final KafkaClients clients;
    private Producer<byte[], byte[]> lead;

    /**
     * @param pipeline full name of the pipeline
     */
    public Takeover(String pipeline, KafkaClients clients) {
        this.pipeline = pipeline;
        this.names = KafkaNames.of(pipeline);
        this.clients = clients;
    }

    /** Makes the topics that Otter keeps its books in; refuses one that cannot keep them. */
    public void ensureTopics() {
        Topics topics = new Topics(clients);
        Map<String, String> lasting =
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Integer.toString(16 << 20),
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.1");
        topics.ensure(names.checkpoints(), Optional.of(1), lasting);
        topics.requireLasting(names.checkpoints());
        topics.ensure(KafkaNames.SCHEMAS, Optional.of(1), lasting);
        topics.requireLasting(KafkaNames.SCHEMAS);
        topics.ensure(names.quarantine(), Optional.of(1), Map.of());
    }

    /** What an earlier writer left. */
    public record Found(Recovered recovered, Map<String, String> held) {}

    /**
     * Takes the pipeline over: from then on no older writer can write, and nothing that one has
     * begun becomes durable.
     *
     * @param producers how many producers this writer may have
     * @param slots slots to use
     * @param topics the topics that rows go to, as far as they are known
     * @throws OtterException FENCED when another process takes over at the same time
     */
    public Found take(int producers, int slots, Collection<String> topics) {
        try {
            lead = clients.producer(names.lead());
            lead.initTransactions();
            BookRecord.Epoch epoch = raise(producers);
            for (int applier = 0; applier < epoch.producers(); applier++) {
                try (Producer<byte[], byte[]> producer =
                        clients.producer(names.producer(applier))) {
                    producer.initTransactions();
                }
            }
            new HangingTransactions(clients)
                    .end(ids(epoch.producers()), names.checkpoints(), written(topics));
            try (CheckpointLog log =
                    new CheckpointLog(clients, names, IsolationLevel.READ_COMMITTED)) {
                log.refresh();
                if (log.epoch() != epoch.epoch()) {
                    throw fenced(pipeline);
                }
                return new Found(recovered(log, slots), log.held());
            }
        } catch (KafkaException e) {
            throw coded(e);
        }
    }

    /** All ids that a writer of this pipeline may have had. */
    private List<String> ids(int producers) {
        List<String> ids = new ArrayList<>(List.of(names.lead()));
        for (int applier = 0; applier < producers; applier++) {
            ids.add(names.producer(applier));
        }
        return ids;
    }

    /** Where a writer of this pipeline may have written, but for the checkpoint. */
    private List<String> written(Collection<String> topics) {
        List<String> all = new ArrayList<>(topics);
        all.add(KafkaNames.SCHEMAS);
        all.add(names.quarantine());
        return all;
    }

    private BookRecord.Epoch raise(int producers) {
        try (CheckpointLog log =
                new CheckpointLog(clients, names, IsolationLevel.READ_UNCOMMITTED)) {
            log.refresh();
            BookRecord.Epoch next =
                    new BookRecord.Epoch(log.epoch() + 1, Math.max(log.producers(), producers));
            write(next);
            return next;
        }
    }

    private void write(BookRecord record) {
        write(List.of(record));
    }

    private void write(List<BookRecord> records) {
        lead.beginTransaction();
        for (BookRecord record : records) {
            var _ =
                    lead.send(
                            new ProducerRecord<>(
                                    names.checkpoints(), 0, record.key(), record.value()));
        }
        lead.commitTransaction();
    }

    /** The record of a full load as it is durable now. */
    public Map<String, String> copies() {
        try (CheckpointLog log = new CheckpointLog(clients, names, IsolationLevel.READ_COMMITTED)) {
            log.refresh();
            return Map.copyOf(log.copies());
        }
    }

    /**
     * Writes parts of it in one transaction, in place of whoever took the pipeline over; only while
     * that is still this process.
     *
     * @param epoch ours
     */
    public static void write(
            String pipeline, KafkaClients clients, long epoch, List<BookRecord.Copy> records) {
        try (Takeover other = new Takeover(pipeline, clients)) {
            other.lead = clients.producer(other.names.lead());
            other.lead.initTransactions();
            try (CheckpointLog log =
                    new CheckpointLog(clients, other.names, IsolationLevel.READ_UNCOMMITTED)) {
                log.refresh();
                if (log.epoch() != epoch) {
                    throw fenced(pipeline);
                }
            }
            other.write(List.copyOf(records));
        } catch (KafkaException e) {
            throw KafkaSessionException.of(e);
        }
    }

    private Recovered recovered(CheckpointLog log, int slots) {
        long lastGroup = 0;
        int count = slots;
        Optional<Checkpoint> mark = Optional.empty();
        Map<Integer, List<TransactionId>> durable = new HashMap<>();
        try {
            for (BookRecord.Slot slot : log.slots().values()) {
                count = Math.max(count, slot.slot() + 1);
                durable.put(slot.slot(), TransactionSet.decode(slot.transactions()));
                if (mark.isEmpty() || slot.group() > lastGroup) {
                    lastGroup = slot.group();
                    mark = Optional.of(Checkpoint.parse(slot.mark()));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.CHECKPOINT_UNUSABLE,
                    "the checkpoint topic holds something that is no checkpoint: " + e.getMessage(),
                    "pipeline " + pipeline + ", topic " + names.checkpoints(),
                    "Delete the topic to begin anew at the configured start.",
                    e);
        }
        return new Recovered(log.epoch(), lastGroup, mark, count, durable);
    }

    /**
     * Writes the point where a pipeline begins, before anything is read.
     *
     * @param copies what is to be copied, written with it
     */
    public void writeStart(Recovered recovered, Checkpoint start, List<BookRecord.Copy> copies) {
        try {
            List<BookRecord> records = new ArrayList<>(copies);
            records.add(new BookRecord.Slot(0, recovered.lastGroup() + 1, start.text(), "", 0));
            write(records);
        } catch (KafkaException e) {
            throw coded(e);
        }
    }

    private RuntimeException coded(KafkaException e) {
        KafkaSessionException failure = KafkaSessionException.of(e);
        if (failure.fault() == KafkaFault.OVERTAKEN) {
            return fenced(pipeline);
        }
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof InvalidTxnTimeoutException) {
                return new OtterException(
                        ErrorCode.TRANSACTIONS_REFUSED,
                        "the brokers do not let transactions be open for so long: "
                                + at.getMessage(),
                        clients.place(),
                        "Set transaction.timeout.ms under 'properties' to no more than the"
                                + " brokers' transaction.max.timeout.ms.",
                        e);
            }
        }
        return failure;
    }

    /** Another process has raised the epoch. */
    public static OtterException fenced(String pipeline) {
        return new OtterException(
                ErrorCode.FENCED,
                "another process has taken over this pipeline; this one can no longer write",
                "pipeline " + pipeline,
                "Let only one process run a pipeline of this name against this target.");
    }

    @Override
    public void close() {
        if (lead != null) {
            lead.close(CLOSE);
        }
    }
}
