package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.Bookkeeping;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.ddl.DdlConfig;
import dev.otter.engine.ddl.DdlRunner;
import dev.otter.engine.ddl.DdlSource;
import dev.otter.engine.ddl.TargetTurn;
import dev.otter.engine.failover.Settling;
import dev.otter.engine.failover.SourceTurn;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.load.apply.ApplyTarget;
import dev.otter.engine.load.apply.HeldTables;
import dev.otter.engine.load.apply.MysqlTarget;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.resync.MysqlRequestStore;
import dev.otter.engine.resync.RequestStore;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.schema.MovedShapes;
import dev.otter.engine.schema.MysqlShapeStore;
import dev.otter.engine.schema.ShapeStore;
import dev.otter.engine.select.ServerIdentity;
import dev.otter.engine.snapshot.DueIndexes;
import dev.otter.engine.snapshot.MysqlCopyTarget;
import dev.otter.engine.snapshot.MysqlRecordSession;
import dev.otter.engine.snapshot.RecordSession;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.Optional;
import java.util.Set;

/** A target that is MySQL or MariaDB. */
final class MysqlSide implements TargetSide {
    private final String name;
    private final Pipeline pipeline;
    private final MysqlConnection connection;
    private final CheckpointTable checkpoints;
    private final TargetCatalog tables;
    private final FullLoad fullLoad;
    private TargetTurn turn;

    private MysqlSide(String name, Pipeline pipeline, int slots, MysqlConnection connection) {
        this.name = name;
        this.pipeline = pipeline;
        this.connection = connection;
        this.checkpoints = new CheckpointTable(name, slots);
        this.tables = new TargetCatalog(pipeline.to(), connection);
        this.fullLoad =
                new FullLoad(
                        name,
                        pipeline,
                        new MysqlCopyTarget(
                                name,
                                pipeline.tables(),
                                pipeline.options().views(),
                                tables,
                                () -> Endpoints.connect(pipeline.to()),
                                () -> turn));
    }

    /**
     * Connects.
     *
     * @param name full name of the pipeline
     * @param slots rows of the checkpoint table
     * @throws dev.otter.model.error.OtterException ENDPOINT_UNREACHABLE or ACCESS_DENIED
     */
    static MysqlSide open(String name, Pipeline pipeline, int slots) {
        AttachedFiles.requireNoFullLoad(name, pipeline);
        MysqlConnection connection = Endpoints.connect(pipeline.to());
        try {
            return new MysqlSide(name, pipeline, slots, connection);
        } catch (RuntimeException e) {
            connection.abort();
            throw e;
        }
    }

    @Override
    public void check(MysqlConnection from, String where) {
        Bookkeeping.ensure(connection);
        fullLoad.prepare(from, session());
        Preflight.target(from, connection, pipeline, where);
        Preflight.views(from, connection, pipeline, where);
    }

    @Override
    public HeldTables held(StatusBoard board) {
        return Preflight.held(connection, name, board);
    }

    @Override
    public String identity() {
        return pipeline.to().server() + " " + ServerIdentity.of(connection);
    }

    @Override
    public Recovered takeOver() {
        Recovered recovered = checkpoints.takeOver(connection);
        turn = new TargetTurn(name, recovered.epoch());
        return recovered;
    }

    @Override
    public void first(MysqlConnection from, SourceTurn turn, long serverId) {
        settling(turn, serverId).first(from, connection);
    }

    @Override
    public Recovered settle(
            MysqlConnection from,
            SourceTurn turn,
            long serverId,
            Recovered recovered,
            boolean gtids) {
        return settling(turn, serverId)
                .settle(
                        from,
                        connection,
                        recovered,
                        gtids,
                        other -> leave(recovered, gtids, other));
    }

    /** What else tells positions of the server that was read before. */
    private void leave(Recovered recovered, boolean gtids, boolean otherServer) {
        Checkpoint mark = recovered.mark().orElseThrow();
        fullLoad.leaveServer(session(), mark);
        MovedShapes.fit(MysqlShapeStore.on(connection, name), mark, gtids);
        if (otherServer && !gtids) {
            DdlRunner.leaveServer(connection, name, mark.position(), recovered.epoch());
        }
    }

    private Settling settling(SourceTurn turn, long serverId) {
        return new Settling(name, pipeline, turn, serverId, checkpoints);
    }

    @Override
    public Set<TransactionId> statements() {
        return DdlRunner.namedByGtid(connection, name);
    }

    @Override
    public Optional<Checkpoint> usable(
            MysqlConnection from, Optional<Checkpoint> mark, boolean gtids) {
        return fullLoad.usable(from, mark, gtids);
    }

    @Override
    public Optional<FullLoad.Rest> rest(MysqlConnection from) {
        return Optional.of(fullLoad.rest(from, session()));
    }

    @Override
    public void writeStart(MysqlConnection from, Recovered recovered, Checkpoint start) {
        fullLoad.request(from, session());
        store().clear();
        DdlRunner.beginAnew(connection, name);
        checkpoints.writeStart(connection, recovered, start);
    }

    /** The side's own connection. */
    private RecordSession session() {
        return new MysqlRecordSession(connection);
    }

    @Override
    public Optional<RequestStore> requests() {
        return Optional.of(new MysqlRequestStore(() -> Endpoints.connect(pipeline.to()), name));
    }

    @Override
    public TargetTables tables() {
        return tables;
    }

    @Override
    public Optional<ShapeStore> shapes() {
        return Optional.of(store());
    }

    private ShapeStore store() {
        return new MysqlShapeStore(name, () -> Endpoints.connect(pipeline.to()));
    }

    @Override
    public SchemaGuard schemaGuard(
            Acknowledged acknowledged, TableRoute route, DdlSource source, StatusBoard board) {
        return new DdlRunner(
                new DdlConfig(
                        name,
                        pipeline.options().ddl(),
                        route,
                        source,
                        () -> Endpoints.connect(pipeline.to()),
                        tables,
                        tables::forget,
                        new SchemaCheck("pipeline " + name, pipeline, tables),
                        board,
                        acknowledged,
                        checkpoints,
                        new DueIndexes(name)));
    }

    @Override
    public Optional<Set<TableName>> names() {
        return Optional.of(Set.copyOf(TableCatalog.of(connection).names(connection)));
    }

    @Override
    public ApplyTarget target(long epoch) {
        return new MysqlTarget(
                name,
                Endpoints.wire(pipeline.to()),
                epoch,
                checkpoints,
                tables,
                pipeline.options().apply(),
                pipeline.options().rowMode());
    }

    @Override
    public void close() {
        connection.close();
    }
}
