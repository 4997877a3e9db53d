package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.ddl.DdlSource;
import dev.otter.engine.failover.SourceTurn;
import dev.otter.engine.kafka.bookkeeping.Takeover;
import dev.otter.engine.kafka.copy.KafkaCopyTarget;
import dev.otter.engine.kafka.copy.KafkaRecordSession;
import dev.otter.engine.kafka.session.KafkaClients;
import dev.otter.engine.kafka.session.KafkaSessionException;
import dev.otter.engine.kafka.session.Topics;
import dev.otter.engine.kafka.table.KafkaTables;
import dev.otter.engine.kafka.write.KafkaTarget;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.load.apply.ApplyTarget;
import dev.otter.engine.load.apply.HeldTables;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.resync.RequestStore;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.schema.ShapeStore;
import dev.otter.engine.snapshot.RecordSession;
import dev.otter.engine.snapshot.Snapshot;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A target that is Kafka. */
final class KafkaSide implements TargetSide {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSide.class);

    private final String name;
    private final int slots;
    private final int producers;
    private final KafkaClients clients;
    private final Topics topics;
    private final KafkaTables tables;
    private final Takeover takeover;
    private final KafkaCopyTarget copies;
    private final FullLoad fullLoad;
    private Map<String, String> held = Map.of();
    private long epoch;

    private KafkaSide(String name, Pipeline pipeline, int slots, int producers) {
        this.name = name;
        this.slots = slots;
        this.producers = producers;
        this.clients = new KafkaClients(pipeline.to());
        this.topics = new Topics(clients);
        this.tables =
                new KafkaTables(
                        clients.settings().topic(),
                        pipeline.tables(),
                        () -> MysqlConnection.connect(Endpoints.wire(pipeline.from())),
                        topics);
        this.takeover = new Takeover(name, clients);
        this.copies = new KafkaCopyTarget(name, clients, tables, () -> epoch);
        this.fullLoad = new FullLoad(name, pipeline, copies);
    }

    /** Connects to nothing yet; as {@link MysqlSide#open}. */
    static KafkaSide open(String name, Pipeline pipeline, int slots, int producers) {
        requireNoStandbys(name, pipeline);
        if (pipeline.options().snapshot() == SnapshotMode.WHEN_NEEDED) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "'snapshot: when-needed' begins anew with empty tables, and topics are not"
                            + " emptied",
                    "pipeline " + name,
                    "Write 'snapshot: initial' or 'snapshot: never'.");
        }
        if (!pipeline.options().views().isNone()) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "rows are to be changed on the way, which a pipeline to Kafka cannot yet",
                    "pipeline " + name,
                    "Remove columns, expressions and processors from its entries under 'tables'.");
        }
        return new KafkaSide(name, pipeline, slots, producers);
    }

    /**
     * A standby can only be chosen by what the target keeps of the source.
     *
     * @throws OtterException OPTION_NOT_SUPPORTED when the source has standbys
     */
    static void requireNoStandbys(String name, Pipeline pipeline) {
        if (pipeline.from().failover().isPresent()) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "the source has standbys, which a pipeline to Kafka cannot use yet",
                    "pipeline " + name + ", source " + pipeline.from(),
                    "Remove 'standbys' from an endpoint of its own for this pipeline.");
        }
    }

    @Override
    public String identity() {
        return clients.place();
    }

    @Override
    public void check(MysqlConnection from, String where) {
        wholeRows(from, where);
        try {
            takeover.ensureTopics();
            if (tables.require(from) == 0) {
                LOG.warn("{}: no table of the source is in scope yet", where);
            }
        } catch (OtterException e) {
            throw e.within(where);
        } catch (KafkaSessionException e) {
            throw unreachable(e);
        }
    }

    private OtterException unreachable(KafkaSessionException e) {
        return switch (e.fault()) {
            case REFUSED ->
                    new OtterException(
                            ErrorCode.ACCESS_DENIED,
                            "Kafka refuses: " + e.getMessage(),
                            clients.place(),
                            "Check user, password and what the account is allowed to do.",
                            e);
            case RECORD, UNAVAILABLE, OVERTAKEN, BROKEN ->
                    new OtterException(
                            ErrorCode.ENDPOINT_UNREACHABLE,
                            e.getMessage(),
                            clients.place(),
                            "Check 'servers', that brokers run, and that nothing between blocks"
                                    + " them or the addresses that they advertise.",
                            e);
        };
    }

    /** A record is a whole row: nothing could complete it later. */
    private static void wholeRows(MysqlConnection from, String where) {
        QueryResult options = from.query("SHOW GLOBAL VARIABLES LIKE 'binlog_row_value_options'");
        if (options.size() > 0 && options.string(0, 1).contains("PARTIAL_JSON")) {
            throw new OtterException(
                    ErrorCode.JSON_DIFFERENCE,
                    "the source logs only the differences of changed JSON values, which Kafka"
                            + " cannot be given",
                    where,
                    "Run on the source: SET GLOBAL binlog_row_value_options=''; and let its"
                            + " sessions connect again.");
        }
        QueryResult image = from.query("SHOW GLOBAL VARIABLES LIKE 'binlog_row_image'");
        if (image.size() > 0 && !image.string(0, 1).equalsIgnoreCase("FULL")) {
            throw new OtterException(
                    ErrorCode.ROW_IMAGE_INCOMPLETE,
                    "binlog_row_image is " + image.string(0, 1) + " on the source",
                    where,
                    "Run on the source: SET GLOBAL binlog_row_image='FULL'; and let its sessions"
                            + " connect again.");
        }
    }

    @Override
    public HeldTables held(StatusBoard board) {
        HeldTables tables = new HeldTables();
        board.noneHeld();
        held.forEach((table, error) -> {
            int dot = table.indexOf('.');
            tables.hold(new TableName(table.substring(0, dot), table.substring(dot + 1)));
            board.held(table, error);
        });
        return tables;
    }

    @Override
    public Recovered takeOver() {
        Takeover.Found found;
        try {
            found = takeover.take(producers, slots, tables.topics());
        } catch (KafkaSessionException e) {
            throw unreachable(e);
        }
        held = Map.copyOf(found.held());
        epoch = found.recovered().epoch();
        return found.recovered();
    }

    /** Which server is read is not kept here: a source of such a pipeline has no standbys. */
    @Override
    public void first(MysqlConnection from, SourceTurn turn, long serverId) {}

    @Override
    public Recovered settle(
            MysqlConnection from,
            SourceTurn turn,
            long serverId,
            Recovered recovered,
            boolean gtids) {
        return recovered;
    }

    @Override
    public Optional<Checkpoint> usable(
            MysqlConnection from, Optional<Checkpoint> mark, boolean gtids) {
        return mark;
    }

    @Override
    public Optional<FullLoad.Rest> rest(MysqlConnection from) {
        try (RecordSession session = copies.session()) {
            return Optional.of(fullLoad.rest(from, session));
        }
    }

    @Override
    public void writeStart(MysqlConnection from, Recovered recovered, Checkpoint start) {
        KafkaRecordSession session = new KafkaRecordSession(_ -> {});
        // What an earlier load left is read, so that it is forgotten.
        Snapshot.unfinished(session, copies.sql(), name);
        fullLoad.request(from, session);
        takeover.writeStart(recovered, start, session.gathered());
    }

    /** A topic cannot keep them; requests are not followed. */
    @Override
    public Optional<RequestStore> requests() {
        return Optional.empty();
    }

    @Override
    public TargetTables tables() {
        return tables;
    }

    @Override
    public Optional<ShapeStore> shapes() {
        return Optional.empty();
    }

    @Override
    public SchemaGuard schemaGuard(
            Acknowledged acknowledged, TableRoute route, DdlSource source, StatusBoard board) {
        return new KafkaSchemaCheck(tables, topics);
    }

    @Override
    public Optional<Set<TableName>> names() {
        return Optional.empty();
    }

    @Override
    public ApplyTarget target(long epoch) {
        return new KafkaTarget(name, clients, epoch, tables);
    }

    @Override
    public void close() {
        takeover.close();
    }
}
