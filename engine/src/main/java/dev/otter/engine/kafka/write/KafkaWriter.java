package dev.otter.engine.kafka.write;

import dev.otter.engine.change.CopiedRows;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.RowChanges.Manner;
import dev.otter.engine.kafka.bookkeeping.BookRecord;
import dev.otter.engine.kafka.bookkeeping.CheckpointLog;
import dev.otter.engine.kafka.bookkeeping.KafkaNames;
import dev.otter.engine.kafka.session.HangingTransactions;
import dev.otter.engine.kafka.session.KafkaClients;
import dev.otter.engine.kafka.session.KafkaSessionException;
import dev.otter.engine.kafka.table.KafkaPlan;
import dev.otter.engine.kafka.value.ValueRefusedException;
import dev.otter.engine.load.apply.TargetWriter;
import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.write.GroupFold;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.load.write.RowOp;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.engine.load.write.Step;
import dev.otter.model.position.TransactionSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;

/** One applier's producer. */
final class KafkaWriter implements TargetWriter {
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final KafkaClients clients;
    private final KafkaNames names;
    private final String id;
    private final long epoch;
    private final TablePlans plans;
    private final RowRecords records;
    private final CheckpointLog log;
    private final AtomicReference<Producer<byte[], byte[]>> session = new AtomicReference<>();

    /** The one that a transaction is open on; commits never go to another one. */
    private Producer<byte[], byte[]> producer;

    private boolean open;

    /** Topics in which a session of this run may have left something open, by name. */
    private final Set<String> touched = new HashSet<>();

    private SendFailure failure = new SendFailure();
    private long micros;

    /** Ids of schemas that committed transactions have sent, and the open one. */
    private final Set<String> published = new HashSet<>();

    private final Set<String> publishing = new HashSet<>();

    KafkaWriter(KafkaClients clients, KafkaNames names, int applier, long epoch, TablePlans plans) {
        this.clients = clients;
        this.names = names;
        this.id = names.producer(applier);
        this.epoch = epoch;
        this.plans = plans;
        this.records = new RowRecords(clients.settings().before(), clients.settings().tombstones());
        this.log = new CheckpointLog(clients, names, IsolationLevel.READ_COMMITTED);
    }

    /**
     * First the id, then the epoch: whoever takes over writes the epoch first. What was left open
     * before this run began, the take-over has ended.
     */
    @Override
    public boolean connect() {
        if (producer != null) {
            return false;
        }
        drop();
        Producer<byte[], byte[]> opened = clients.producer(id);
        session.set(opened);
        guarded(opened::initTransactions);
        if (!touched.isEmpty()) {
            new HangingTransactions(clients).end(List.of(id), names.checkpoints(), touched);
        }
        log.refresh();
        if (log.epoch() != epoch) {
            drop();
            throw StatementFailedException.refused(
                    new EpochPassedException(epoch, log.epoch()), List.of());
        }
        producer = opened;
        return true;
    }

    @Override
    public List<WrittenSlot> slots() {
        log.refresh();
        return log.slots().values().stream()
                .map(slot ->
                        new WrittenSlot(
                                slot.slot(),
                                log.epoch(),
                                slot.group(),
                                TransactionSet.decode(slot.transactions()).size(),
                                !slot.mark().isEmpty()))
                .toList();
    }

    @Override
    public void write(Claim claim, List<RowChanges> changes, boolean folding, List<String> extra) {
        open(claim);
        rows(changes);
        extra.forEach(text -> send(SideRecord.parse(text).record(), List.of()));
        settle();
    }

    @Override
    public void open(Claim claim) {
        if (!open) {
            guarded(producer::beginTransaction);
            open = true;
            failure = new SendFailure();
        }
        micros = Math.max(0, claim.slot().commitMicros());
        BookRecord slot =
                new BookRecord.Slot(
                        claim.slot().slot(),
                        claim.slot().number(),
                        claim.mark().text(),
                        TransactionSet.encode(claim.ids()),
                        micros);
        send(new ProducerRecord<>(names.checkpoints(), 0, slot.key(), slot.value()), List.of());
    }

    @Override
    public void part(List<RowChanges> changes) {
        rows(changes);
        settle();
    }

    @Override
    public long run(String statement) {
        send(SideRecord.parse(statement).record(), List.of());
        settle();
        return 1;
    }

    /** Every change as it stands in the log: the topic is also a history. */
    private void rows(List<RowChanges> all) {
        List<RowChanges> changes = new ArrayList<>();
        for (RowChanges change : all) {
            change.copied().ifPresentOrElse(this::notes, () -> changes.add(change));
        }
        if (changes.isEmpty()) {
            return;
        }
        for (Step step : new GroupFold(plans, false).steps(changes)) {
            for (RowOp op : step.ops()) {
                publish((KafkaPlan) op.plan());
                List<RowOp> about = List.of(op);
                try {
                    if (copied(op)) {
                        RowRecords.copied(op, micros, record -> send(record, about));
                    } else {
                        records.of(step, op, micros, record -> send(record, about));
                    }
                } catch (ValueRefusedException e) {
                    throw StatementFailedException.refused(e, about);
                }
            }
        }
    }

    private static boolean copied(RowOp op) {
        return op.afterOf() != null && op.afterOf().manner() == Manner.BENEATH;
    }

    /** The record of a full load moves with the rows that it tells of. */
    private void notes(CopiedRows rows) {
        for (String note : rows.notes()) {
            for (BookRecord.Copy copy : BookRecord.Copy.of(note)) {
                send(
                        new ProducerRecord<>(names.checkpoints(), 0, copy.key(), copy.value()),
                        List.of());
            }
        }
    }

    private void publish(KafkaPlan plan) {
        String schema = plan.schemaId();
        if (!published.contains(schema) && publishing.add(schema)) {
            send(
                    new ProducerRecord<>(
                            KafkaNames.SCHEMAS,
                            0,
                            schema.getBytes(StandardCharsets.UTF_8),
                            plan.schemaText().getBytes(StandardCharsets.UTF_8)),
                    List.of());
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record, List<RowOp> about) {
        SendFailure noted = failure;
        touched.add(record.topic());
        try {
            var _ =
                    producer.send(
                            record,
                            (_, refused) -> {
                                if (refused != null) {
                                    noted.note(refused, about);
                                }
                            });
        } catch (KafkaException | IllegalStateException e) {
            noted.rethrow();
            noted.note(e, about);
        }
        noted.rethrow();
    }

    /** A producer that another thread has closed says so by an exception of its own. */
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (KafkaException | IllegalStateException e) {
            throw KafkaSessionException.of(e);
        }
    }

    private void settle() {
        try {
            producer.flush();
        } catch (KafkaException | IllegalStateException e) {
            failure.note(e, List.of());
        }
        failure.rethrow();
    }

    @Override
    public void commit() {
        guarded(producer::commitTransaction);
        open = false;
        published.addAll(publishing);
        publishing.clear();
    }

    /** The session is a new one, so that Kafka has ended the last transaction either way. */
    @Override
    public boolean holds(Claim claim) {
        log.refresh();
        BookRecord.Slot slot = log.slots().get(claim.slot().slot());
        return slot != null
                && slot.group() == claim.slot().number()
                && slot.transactions().equals(TransactionSet.encode(claim.ids()));
    }

    @Override
    public void rollBack() {
        if (!open) {
            return;
        }
        try {
            producer.abortTransaction();
            open = false;
            publishing.clear();
        } catch (KafkaException | IllegalStateException e) {
            // It cannot even do that: another session takes its place.
            drop();
        }
    }

    @Override
    public void drop() {
        close(Duration.ZERO);
    }

    private void close(Duration patience) {
        open = false;
        publishing.clear();
        producer = null;
        Producer<byte[], byte[]> old = session.getAndSet(null);
        if (old != null) {
            old.close(patience);
        }
    }

    @Override
    public void abort() {
        log.wakeUp();
        Producer<byte[], byte[]> current = session.get();
        if (current != null) {
            current.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        close(CLOSE);
        log.close();
    }
}
