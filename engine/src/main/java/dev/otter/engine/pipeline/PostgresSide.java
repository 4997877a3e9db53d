package dev.otter.engine.pipeline;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.ddl.DdlSource;
import dev.otter.engine.ddl.TranslatedConfig;
import dev.otter.engine.ddl.TranslatedRunner;
import dev.otter.engine.failover.SourceTurn;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.load.apply.ApplyTarget;
import dev.otter.engine.load.apply.HeldTables;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.postgresql.bookkeeping.PostgresBookkeeping;
import dev.otter.engine.postgresql.bookkeeping.PostgresCheckpoints;
import dev.otter.engine.postgresql.bookkeeping.PostgresChecks;
import dev.otter.engine.postgresql.bookkeeping.PostgresShapeStore;
import dev.otter.engine.postgresql.copy.PostgresCopyTarget;
import dev.otter.engine.postgresql.copy.PostgresRecordSession;
import dev.otter.engine.postgresql.ddl.PostgresDialect;
import dev.otter.engine.postgresql.ddl.PostgresStatements;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresSession;
import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.engine.postgresql.table.PostgresSchemaReader;
import dev.otter.engine.postgresql.table.PostgresTables;
import dev.otter.engine.postgresql.write.PostgresTarget;
import dev.otter.engine.resync.RequestStore;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.schema.ShapeStore;
import dev.otter.engine.snapshot.RecordSession;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A target that is PostgreSQL. */
final class PostgresSide implements TargetSide {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSide.class);

    private final String name;
    private final Pipeline pipeline;
    private final Connection connection;
    private final PostgresCheckpoints checkpoints;
    private final PostgresTables tables;
    private final FullLoad fullLoad;
    private long epoch;

    private PostgresSide(String name, Pipeline pipeline, int slots, Connection connection) {
        this.name = name;
        this.pipeline = pipeline;
        this.connection = connection;
        this.checkpoints = new PostgresCheckpoints(name, slots);
        this.tables = new PostgresTables(pipeline.to());
        this.fullLoad =
                new FullLoad(
                        name,
                        pipeline,
                        new PostgresCopyTarget(
                                name,
                                pipeline.to(),
                                tables,
                                checkpoints,
                                pipeline.tables(),
                                () -> epoch));
    }

    /** Connects; as {@link MysqlSide#open}. */
    static PostgresSide open(String name, Pipeline pipeline, int slots) {
        requireNoStandbys(name, pipeline);
        requireNoViews(name, pipeline);
        return new PostgresSide(name, pipeline, slots, PostgresSession.open(pipeline.to()));
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
                    "the source has standbys, which a pipeline to PostgreSQL cannot use yet",
                    "pipeline " + name + ", source " + pipeline.from(),
                    "Remove 'standbys' from an endpoint of its own for this pipeline.");
        }
    }

    /** Views are checked against tables of MySQL, and make values for its types. */
    private static void requireNoViews(String name, Pipeline pipeline) {
        if (!pipeline.options().views().isNone()) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "rows are to be changed on the way, which a pipeline to PostgreSQL cannot yet",
                    "pipeline " + name,
                    "Remove columns, expressions, routes and processors from its entries under"
                            + " 'tables'.");
        }
    }

    @Override
    public void check(MysqlConnection from, String where) {
        wholeJson(from, where);
        String place = where + ", target " + pipeline.to();
        PostgresChecks.server(connection, place);
        PostgresBookkeeping.ensure(connection, place);
        fullLoad.prepare(from, session());
        Set<TableName> wanted = new TreeSet<>();
        for (TableName table : TableCatalog.of(from).names(from)) {
            wanted.addAll(Preflight.targets(pipeline, table));
        }
        if (wanted.isEmpty()) {
            LOG.warn("{}: no table of the source is in scope yet", where);
        }
        if (pipeline.options().ddl().applies()) {
            // What is missing may have its CREATE TABLE in the log that is still to be read.
            wanted.removeIf(table -> tables.find(table) == null);
        }
        for (String notice : PostgresChecks.tables(connection, wanted, place)) {
            LOG.info("{}: {}", where, notice);
        }
    }

    /** Differences of JSON can only be applied by MySQL's own functions. */
    private static void wholeJson(MysqlConnection from, String where) {
        QueryResult options = from.query("SHOW GLOBAL VARIABLES LIKE 'binlog_row_value_options'");
        if (options.size() > 0 && options.string(0, 1).contains("PARTIAL_JSON")) {
            throw new OtterException(
                    ErrorCode.JSON_DIFFERENCE,
                    "the source logs only the differences of changed JSON values, which PostgreSQL"
                            + " cannot be given",
                    where,
                    "Run on the source: SET GLOBAL binlog_row_value_options=''; and let its"
                            + " sessions connect again.");
        }
    }

    @Override
    public HeldTables held(StatusBoard board) {
        HeldTables held = new HeldTables();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT table_name, error_text FROM retl.retl_held_table"
                                        + " WHERE pipeline="
                                        + PostgresSql.literal(name))) {
            while (rows.next()) {
                String table = rows.getString(1);
                int dot = table.indexOf('.');
                held.hold(new TableName(table.substring(0, dot), table.substring(dot + 1)));
                board.held(table, rows.getString(2));
            }
            return held;
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }

    @Override
    public String identity() {
        return pipeline.to().server() + "/" + pipeline.to().database();
    }

    @Override
    public Recovered takeOver() {
        Recovered recovered = checkpoints.takeOver(connection);
        epoch = recovered.epoch();
        return recovered;
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
        return fullLoad.usable(from, mark, gtids);
    }

    @Override
    public Optional<FullLoad.Rest> rest(MysqlConnection from) {
        return Optional.of(fullLoad.rest(from, session()));
    }

    /** The side's own connection. */
    private RecordSession session() {
        return new PostgresRecordSession(connection);
    }

    @Override
    public void writeStart(MysqlConnection from, Recovered recovered, Checkpoint start) {
        store().clear();
        PostgresStatements.forget(connection, name);
        RecordSession session = session();
        boolean open = fullLoad.request(from, session);
        checkpoints.writeStart(connection, recovered, start);
        if (open) {
            session.commit();
        }
    }

    @Override
    public Optional<RequestStore> requests() {
        return Optional.of(new PostgresRequestStore(pipeline.to(), name));
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
        return new PostgresShapeStore(name, () -> PostgresSession.open(pipeline.to()));
    }

    @Override
    public SchemaGuard schemaGuard(
            Acknowledged acknowledged, TableRoute route, DdlSource source, StatusBoard board) {
        PostgresSchemaCheck comparison =
                new PostgresSchemaCheck("pipeline " + name, pipeline, tables);
        return new TranslatedRunner(
                new TranslatedConfig(
                        name,
                        pipeline.options().ddl(),
                        route,
                        source,
                        new PostgresDialect(),
                        () -> PostgresStatements.open(pipeline.to(), name, checkpoints),
                        tables::forget,
                        comparison,
                        board,
                        acknowledged));
    }

    @Override
    public Set<TransactionId> statements() {
        return PostgresStatements.namedByGtid(connection, name);
    }

    @Override
    public Optional<Set<TableName>> names() {
        return Optional.of(new PostgresSchemaReader(connection).names());
    }

    @Override
    public ApplyTarget target(long epoch) {
        return new PostgresTarget(
                name, pipeline.to(), epoch, checkpoints, tables, pipeline.options().apply());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw PostgresException.of(e);
        }
    }
}
