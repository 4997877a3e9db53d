package dev.otter.engine.kafka.write;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.kafka.table.KafkaPlan;
import dev.otter.engine.load.write.RowOp;
import dev.otter.engine.load.write.Step;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the records of rows as they stand in the log. One thread.
 *
 * @param withBefore whether updates carry the row before
 * @param tombstones whether a delete is followed by its key without a value
 */
record RowRecords(boolean withBefore, boolean tombstones) {
    /** Where records of tables without a key go, so that they keep their order. */
    private static final Integer WITHOUT_KEY = 0;

    /**
     * Offers the records of one row.
     *
     * @param micros when the source committed it
     */
    void of(Step step, RowOp op, long micros, Consumer<ProducerRecord<byte[], byte[]>> sink) {
        KafkaPlan plan = (KafkaPlan) op.plan();
        switch (step) {
            case Step.Insert _ -> inserted(plan, op.afterOf(), op.after(), micros, sink);
            case Step.Delete _ -> deleted(plan, op.beforeOf(), op.before(), micros, sink);
            case Step.Update _, Step.Upsert _, Step.ListUpdate _, Step.Rewrite _ ->
                    updated(plan, op, micros, sink);
        }
    }

    /** Offers the record of a row that was copied. */
    static void copied(RowOp op, long micros, Consumer<ProducerRecord<byte[], byte[]>> sink) {
        KafkaPlan plan = (KafkaPlan) op.plan();
        byte[] key = plan.key(op.afterOf(), op.after(), op.after());
        sink.accept(record(plan, key, plan.value('r', micros, op.afterOf(), -1, op.after())));
    }

    private static void inserted(
            KafkaPlan plan,
            RowChanges changes,
            int after,
            long micros,
            Consumer<ProducerRecord<byte[], byte[]>> sink) {
        byte[] key = plan.key(changes, after, after);
        sink.accept(record(plan, key, plan.value('c', micros, changes, -1, after)));
    }

    private void deleted(
            KafkaPlan plan,
            RowChanges changes,
            int before,
            long micros,
            Consumer<ProducerRecord<byte[], byte[]>> sink) {
        byte[] key = plan.key(changes, before, before);
        sink.accept(record(plan, key, plan.value('d', micros, changes, before, -1)));
        if (tombstones && key != null) {
            sink.accept(record(plan, key, null));
        }
    }

    /** A row that gets another key goes under the old one and comes under the new one. */
    private void updated(
            KafkaPlan plan, RowOp op, long micros, Consumer<ProducerRecord<byte[], byte[]>> sink) {
        RowChanges changes = op.afterOf();
        int before = op.before();
        int after = op.after();
        if (plan.moves(changes, before, after)) {
            deleted(plan, changes, before, micros, sink);
            byte[] key = plan.key(changes, after, before);
            sink.accept(record(plan, key, plan.value('c', micros, changes, -1, after)));
        } else {
            byte[] key = plan.key(changes, after, before);
            int shown = withBefore ? before : -1;
            sink.accept(record(plan, key, plan.value('u', micros, changes, shown, after)));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(KafkaPlan plan, byte[] key, byte[] value) {
        return new ProducerRecord<>(plan.topic(), key == null ? WITHOUT_KEY : null, key, value);
    }
}
