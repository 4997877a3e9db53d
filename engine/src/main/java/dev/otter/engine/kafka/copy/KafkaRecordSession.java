package dev.otter.engine.kafka.copy;

import dev.otter.engine.kafka.bookkeeping.BookRecord;
import dev.otter.engine.snapshot.RecordSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gathers notes of the record of a full load: those between {@link #begin} and {@link #commit} are
 * written together, others at once.
 */
public final class KafkaRecordSession implements RecordSession {
    private final Consumer<List<BookRecord.Copy>> writer;
    private final List<BookRecord.Copy> gathered = new ArrayList<>();
    private boolean open;

    /**
     * @param writer makes them durable
     */
    public KafkaRecordSession(Consumer<List<BookRecord.Copy>> writer) {
        this.writer = writer;
    }

    @Override
    public List<List<String>> rows(String query) {
        throw new IllegalStateException("Kafka answers no questions: " + query);
    }

    @Override
    public long run(String note) {
        List<BookRecord.Copy> records = BookRecord.Copy.of(note);
        gathered.addAll(records);
        if (!open) {
            commit();
        }
        return records.size();
    }

    @Override
    public void begin() {
        open = true;
    }

    /** What was gathered since {@link #begin}, for a transaction of the caller's. */
    public List<BookRecord.Copy> gathered() {
        return List.copyOf(gathered);
    }

    @Override
    public void commit() {
        open = false;
        if (!gathered.isEmpty()) {
            writer.accept(List.copyOf(gathered));
            gathered.clear();
        }
    }

    @Override
    public void rollBack() {
        open = false;
        gathered.clear();
    }

    @Override
    public void close() {
        rollBack();
    }
}
