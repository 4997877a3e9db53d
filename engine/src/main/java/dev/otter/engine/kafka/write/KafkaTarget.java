package dev.otter.engine.kafka.write;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.kafka.bookkeeping.BookRecord;
import dev.otter.engine.kafka.bookkeeping.KafkaNames;
import dev.otter.engine.kafka.bookkeeping.Takeover;
import dev.otter.engine.kafka.session.KafkaClients;
import dev.otter.engine.kafka.session.KafkaSessionException;
import dev.otter.engine.kafka.value.JsonOut;
import dev.otter.engine.kafka.value.ValueRefusedException;
import dev.otter.engine.load.apply.ApplyTarget;
import dev.otter.engine.load.apply.TargetFault;
import dev.otter.engine.load.apply.TargetWriter;
import dev.otter.engine.load.table.TablePlans;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.load.write.StatementFailedException.FailedRow;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A target that is Kafka. */
public final class KafkaTarget implements ApplyTarget {
    private static final int TEXT_MAX = 8000;

    private final String pipeline;
    private final KafkaClients clients;
    private final long epoch;
    private final TargetTables tables;
    private final KafkaNames names;
    private final AtomicInteger appliers = new AtomicInteger();

    /**
     * @param pipeline full name of the pipeline
     * @param clients makes clients
     * @param epoch our epoch
     * @param tables what is known of tables and topics
     */
    public KafkaTarget(String pipeline, KafkaClients clients, long epoch, TargetTables tables) {
        this.pipeline = pipeline;
        this.clients = clients;
        this.epoch = epoch;
        this.tables = tables;
        this.names = KafkaNames.of(pipeline);
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public TargetWriter writer() {
        return new KafkaWriter(
                clients, names, appliers.getAndIncrement(), epoch, new TablePlans(tables));
    }

    @Override
    public TargetFault fault(RuntimeException failure) {
        if (!(failure instanceof KafkaSessionException session)) {
            return TargetFault.DATA;
        }
        return switch (session.fault()) {
            case RECORD, OVERTAKEN, BROKEN -> TargetFault.DISCONNECTED;
            case UNAVAILABLE -> TargetFault.UNAVAILABLE;
            case REFUSED -> TargetFault.REFUSED;
        };
    }

    @Override
    public boolean closesFence(RuntimeException refusal) {
        return refusal instanceof EpochPassedException;
    }

    @Override
    public ErrorCode code(RuntimeException refusal) {
        return refusal instanceof ValueRefusedException value
                ? value.code()
                : ErrorCode.ROW_REFUSED;
    }

    @Override
    public Optional<String> remedy(RuntimeException refusal) {
        return switch (code(refusal)) {
            case MESSAGE_TOO_LARGE ->
                    Optional.of(
                            "Raise max.message.bytes of the topic and max.request.size under"
                                    + " 'properties' of the endpoint, then start again; or put such"
                                    + " rows aside with on-error: quarantine.");
            case ROW_IMAGE_INCOMPLETE, JSON_DIFFERENCE ->
                    Optional.of(
                            "Let every session of the source log whole rows (binlog_row_image=FULL,"
                                    + " binlog_row_value_options=''), and put this row aside with"
                                    + " on-error: quarantine.");
            case VALUE_NOT_HELD ->
                    Optional.of("Mend the text on the source, and put this row aside.");
            default -> Optional.empty();
        };
    }

    @Override
    public OtterException fenced() {
        return Takeover.fenced(pipeline);
    }

    @Override
    public String hold(TableName table, SourceTransaction transaction, OtterException error) {
        BookRecord.Held held =
                new BookRecord.Held(table.toString(), Optional.of(cut(error.getMessage())));
        return new SideRecord(
                        names.checkpoints(),
                        Optional.of(0),
                        new String(held.key(), StandardCharsets.UTF_8),
                        new String(held.value(), StandardCharsets.UTF_8))
                .text();
    }

    @Override
    public String quarantine(FailedRow row, SourceTransaction transaction, OtterException error) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("table", row.plan().target().toString());
        entry.put("transaction", transaction.id().text());
        entry.put("position", transaction.end().toString());
        entry.put("kind", row.changes().kind().name());
        entry.put("code", error.code().text());
        entry.put("error", error.getMessage());
        entry.put("before", row.before());
        entry.put("after", row.after());
        String value =
                entry.entrySet().stream()
                        .map(field ->
                                JsonOut.quoted(field.getKey())
                                        + ":"
                                        + JsonOut.quoted(cut(field.getValue())))
                        .collect(Collectors.joining(",", "{", "}"));
        String key = "{\"table\":" + JsonOut.quoted(row.plan().target().toString()) + "}";
        return new SideRecord(names.quarantine(), Optional.empty(), key, value).text();
    }

    private static String cut(String text) {
        return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + "…" : text;
    }
}
