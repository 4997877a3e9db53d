package dev.otter.engine.kafka.copy;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.kafka.bookkeeping.Takeover;
import dev.otter.engine.kafka.session.KafkaClients;
import dev.otter.engine.kafka.table.KafkaTables;
import dev.otter.engine.snapshot.CopyLane;
import dev.otter.engine.snapshot.CopyTarget;
import dev.otter.engine.snapshot.KeptRecords;
import dev.otter.engine.snapshot.RecordSession;
import dev.otter.engine.snapshot.RecordSql;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.Map;
import java.util.function.LongSupplier;

/** Kafka as the target of a full load. Thread-safe. */
public final class KafkaCopyTarget implements CopyTarget {
    private final String pipeline;
    private final KafkaClients clients;
    private final KafkaTables tables;
    private final LongSupplier epoch;
    private final KeptRecords records;

    /**
     * @param pipeline full name of the pipeline
     * @param tables what is known of tables and topics
     * @param epoch ours; asked when it is needed
     */
    public KafkaCopyTarget(
            String pipeline, KafkaClients clients, KafkaTables tables, LongSupplier epoch) {
        this(
                pipeline,
                clients,
                tables,
                epoch,
                new KeptRecords(() -> new Takeover(pipeline, clients).copies()));
    }

    private KafkaCopyTarget(
            String pipeline,
            KafkaClients clients,
            KafkaTables tables,
            LongSupplier epoch,
            KeptRecords records) {
        this.pipeline = pipeline;
        this.clients = clients;
        this.tables = tables;
        this.epoch = epoch;
        this.records = records;
    }

    @Override
    public TargetTable find(TableName name) {
        return tables.find(name);
    }

    @Override
    public boolean mariadb() {
        return false;
    }

    @Override
    public void forget() {
        tables.forget();
    }

    /** A topic may have messages of before: those of the copy follow them. */
    @Override
    public boolean holdsRows(TableName name) {
        return false;
    }

    @Override
    public boolean text() {
        return false;
    }

    @Override
    public boolean messages() {
        return true;
    }

    @Override
    public boolean takesRequests() {
        return false;
    }

    @Override
    public CopyTarget lane(CopyLane lane) {
        return new KafkaCopyTarget(pipeline, clients, tables, epoch, records.lane(lane));
    }

    @Override
    public RecordSql sql() {
        return records;
    }

    @Override
    public String quote(TableName table) {
        return table.toString();
    }

    @Override
    public String quote(String column) {
        return column;
    }

    @Override
    public boolean sameOrder(TableColumn source, TableColumn target) {
        return false;
    }

    @Override
    public RecordSession session() {
        return new KafkaRecordSession(
                notes -> Takeover.write(pipeline, clients, epoch.getAsLong(), notes));
    }

    /** Asked whenever something is written. */
    @Override
    public boolean turn(RecordSession session) {
        return true;
    }

    @Override
    public void empty(RecordSession session, TableName table) {
        throw new IllegalStateException("a topic is not emptied: " + table);
    }

    /** Without a key a copy that is broken off could only begin again, with rows sent twice. */
    @Override
    public void requireCopyable(TableName table) {
        TargetTable found = tables.find(table);
        if (found != null && found.rowKey().isEmpty()) {
            throw new OtterException(
                    ErrorCode.COPY_NOT_POSSIBLE,
                    "table " + table + " has no key by which rows that were sent could be told",
                    "pipeline " + pipeline,
                    "Give it a primary key on the source, or take it out of a pipeline with"
                            + " 'snapshot'.");
        }
    }

    @Override
    public void create(MysqlConnection from, Map<TableName, TableName> wanted) {
        throw new IllegalStateException("topics are made when they are needed: " + wanted);
    }
}
