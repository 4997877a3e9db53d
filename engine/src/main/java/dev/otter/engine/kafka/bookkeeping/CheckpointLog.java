package dev.otter.engine.kafka.bookkeeping;

import dev.otter.engine.kafka.session.KafkaClients;
import dev.otter.engine.kafka.session.KafkaSessionException;
import dev.otter.engine.kafka.session.Topics;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A pipeline's checkpoint topic as far as it was read: each call of {@link #refresh} reads on to
 * the high watermark of that moment, waiting for transactions that are still open before it. For
 * one thread, but {@link #wakeUp} may come from any.
 */
public final class CheckpointLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final KafkaClients clients;
    private final TopicPartition partition;
    private final IsolationLevel isolation;
    private final AtomicReference<Consumer<byte[], byte[]>> consumer = new AtomicReference<>();
    private final Map<Integer, BookRecord.Slot> slots = new HashMap<>();
    private final Map<String, String> held = new HashMap<>();
    private final Map<String, String> copies = new HashMap<>();
    private long position;
    private long epoch;
    private int producers;

    public CheckpointLog(KafkaClients clients, KafkaNames names, IsolationLevel isolation) {
        this.clients = clients;
        this.partition = new TopicPartition(names.checkpoints(), 0);
        this.isolation = isolation;
    }

    /**
     * Reads on.
     *
     * @throws KafkaSessionException when brokers do not answer, or a transaction before the high
     *     watermark stays open
     */
    public void refresh() {
        try {
            long end = new Topics(clients).highWatermark(partition);
            Consumer<byte[], byte[]> open = opened();
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (position < end) {
                for (ConsumerRecord<byte[], byte[]> record : open.poll(POLL)) {
                    take(record);
                }
                position = open.position(partition);
                if (position < end && System.nanoTime() > deadline) {
                    throw KafkaSessionException.late(
                            "topic %s could not be read beyond offset %d of %d within %d seconds: a transaction in it is open"
                                    .formatted(
                                            partition.topic(), position, end, LIMIT.toSeconds()));
                }
            }
        } catch (KafkaException e) {
            forget();
            throw KafkaSessionException.of(e);
        } catch (KafkaSessionException e) {
            forget();
            throw e;
        }
    }

    private Consumer<byte[], byte[]> opened() {
        Consumer<byte[], byte[]> open = consumer.get();
        if (open == null) {
            open = clients.consumer(isolation);
            consumer.set(open);
            open.assign(List.of(partition));
            open.seek(partition, position);
        }
        return open;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            BookRecord.of(record.key(), record.value()).ifPresent(this::take);
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.CHECKPOINT_UNUSABLE,
                    "offset "
                            + record.offset()
                            + " holds something that is no checkpoint: "
                            + e.getMessage(),
                    clients.place() + ", topic " + partition.topic(),
                    "Delete the topic to begin anew at the configured start.",
                    e);
        }
    }

    private void take(BookRecord record) {
        switch (record) {
            case BookRecord.Slot slot -> slots.put(slot.slot(), slot);
            case BookRecord.Epoch writer -> {
                epoch = Math.max(epoch, writer.epoch());
                producers = Math.max(producers, writer.producers());
            }
            case BookRecord.Copy copy -> {
                if (copy.text().isEmpty()) {
                    copies.remove(copy.name());
                } else {
                    copies.put(copy.name(), copy.text());
                }
            }
            case BookRecord.Held table ->
                    table.error()
                            .ifPresentOrElse(
                                    error -> held.put(table.table(), error),
                                    () -> held.remove(table.table()));
        }
    }

    /** The greatest epoch read. */
    public long epoch() {
        return epoch;
    }

    /** How many producers any writer so far may have had. */
    public int producers() {
        return producers;
    }

    /** The newest of each slot. */
    public Map<Integer, BookRecord.Slot> slots() {
        return slots;
    }

    /** Tables that are held, with the error. */
    public Map<String, String> held() {
        return held;
    }

    /** The record of a full load. */
    public Map<String, String> copies() {
        return copies;
    }

    /** Ends a {@link #refresh} that another thread waits in. */
    public void wakeUp() {
        Consumer<byte[], byte[]> open = consumer.get();
        if (open != null) {
            open.wakeup();
        }
    }

    private void forget() {
        Consumer<byte[], byte[]> open = consumer.getAndSet(null);
        if (open != null) {
            open.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
        }
    }

    @Override
    public void close() {
        forget();
    }
}
