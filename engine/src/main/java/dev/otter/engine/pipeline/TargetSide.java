package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.ddl.DdlSource;
import dev.otter.engine.failover.SourceTurn;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.load.apply.ApplyTarget;
import dev.otter.engine.load.apply.HeldTables;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.resync.RequestStore;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.schema.ShapeStore;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.Optional;
import java.util.Set;

/**
 * The target while a pipeline opens: it is connected, checked, and its checkpoint taken over; what
 * the run needs of it afterwards is handed out and lives on when this is closed. One thread.
 */
interface TargetSide extends AutoCloseable {

    /**
     * Refuses a target that cannot be written or lacks tables in scope; makes the bookkeeping
     * tables.
     *
     * @param from a connection to the source
     */
    void check(MysqlConnection from, String where);

    /** Connects to the target of a pipeline; as {@link #open}. */
    @FunctionalInterface
    interface Opening {
        TargetSide open(String name, Pipeline pipeline, int slots);
    }

    /** The tables that an earlier run has put on hold. */
    HeldTables held(StatusBoard board);

    /**
     * Connects to a target of whatever kind.
     *
     * @param name full name of the pipeline
     * @param slots rows of the checkpoint table
     * @throws dev.otter.model.error.OtterException when it cannot be reached or refuses
     */
    static TargetSide open(String name, Pipeline pipeline, int slots) {
        return switch (pipeline.to().type()) {
            case MYSQL, MARIADB -> MysqlSide.open(name, pipeline, slots);
            case POSTGRESQL -> PostgresSide.open(name, pipeline, slots);
            case ORACLE -> OracleSide.open(name, pipeline, slots);
            case KAFKA -> KafkaSide.open(name, pipeline, slots, PipelineSession.appliers(pipeline));
        };
    }

    /** Which target it is: its address, and the server's own identity where it has one. */
    String identity();

    /** Raises the epoch and reads what earlier runs left. */
    Recovered takeOver();

    /** Keeps which server is read, before a pipeline begins anew. */
    void first(MysqlConnection from, SourceTurn turn, long serverId);

    /**
     * Fits what an earlier run left to the server that is read now.
     *
     * @throws dev.otter.model.error.OtterException when that server cannot take over from the one
     *     read before; nothing has changed then
     */
    Recovered settle(
            MysqlConnection from,
            SourceTurn turn,
            long serverId,
            Recovered recovered,
            boolean gtids);

    /** Statements that are written down under GTIDs; empty where none are. */
    default Set<TransactionId> statements() {
        return Set.of();
    }

    /**
     * The checkpoint to go on from; empty when the pipeline begins anew, with a full load.
     *
     * @throws dev.otter.model.error.OtterException COPY_NEEDS_CONSENT
     */
    Optional<Checkpoint> usable(MysqlConnection from, Optional<Checkpoint> mark, boolean gtids);

    /** Writes the point where the pipeline begins, with a request for the full load it wants. */
    void writeStart(MysqlConnection from, Recovered recovered, Checkpoint start);

    /** What a full load has still to copy; empty where rows cannot be copied to this kind. */
    Optional<FullLoad.Rest> rest(MysqlConnection from);

    /** Rows that were asked for again and are not durable yet; empty where none can be kept. */
    Optional<RequestStore> requests();

    /** The target's tables; always the same object. */
    TargetTables tables();

    /** Keeps the shapes of the source's tables along the log; empty where none can be kept. */
    Optional<ShapeStore> shapes();

    /**
     * Who decides about changes of schema.
     *
     * @param acknowledged what appliers of the run, with its epoch, are told to be durable
     * @param route the target's names of tables
     * @param source asked about itself
     */
    SchemaGuard schemaGuard(
            Acknowledged acknowledged, TableRoute route, DdlSource source, StatusBoard board);

    /** Its tables; empty where statements that change tables are not carried over. */
    Optional<Set<TableName>> names();

    /** Writes with this epoch. */
    ApplyTarget target(long epoch);

    @Override
    void close();
}
