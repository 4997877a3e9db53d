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
import dev.otter.engine.oracle.bookkeeping.OracleBookkeeping;
import dev.otter.engine.oracle.bookkeeping.OracleCheckpoints;
import dev.otter.engine.oracle.bookkeeping.OracleChecks;
import dev.otter.engine.oracle.bookkeeping.OracleShapeStore;
import dev.otter.engine.oracle.copy.OracleCopyTarget;
import dev.otter.engine.oracle.copy.OracleRecordSession;
import dev.otter.engine.oracle.ddl.OracleDialect;
import dev.otter.engine.oracle.ddl.OracleJournal;
import dev.otter.engine.oracle.ddl.OracleStatements;
import dev.otter.engine.oracle.session.OracleConnector;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleSession;
import dev.otter.engine.oracle.table.OracleDictionary;
import dev.otter.engine.oracle.table.OracleSchemaReader;
import dev.otter.engine.oracle.table.OracleTables;
import dev.otter.engine.oracle.write.OracleTarget;
import dev.otter.engine.resync.RequestStore;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.schema.ShapeStore;
import dev.otter.engine.snapshot.RecordSession;
import dev.otter.engine.transform.Transformer;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A target that is Oracle. */
final class OracleSide implements TargetSide {
    private static final Logger LOG = LoggerFactory.getLogger(OracleSide.class);

    private static final String HELD =
            "SELECT TABLE_NAME,ERROR_TEXT FROM RETL.RETL_HELD_TABLE WHERE PIPELINE=?";

    private final String name;
    private final Pipeline pipeline;
    private final OracleConnector connector;
    private final OracleDictionary dictionary;
    private final Connection connection;
    private final OracleCheckpoints checkpoints;
    private final OracleTables tables;
    private final FullLoad fullLoad;
    private long epoch;
    private final OracleJournal journal;

    /**
     * @param connector opens sessions on the target
     * @param dictionary describes it
     */
    OracleSide(
            String name,
            Pipeline pipeline,
            int slots,
            OracleConnector connector,
            OracleDictionary dictionary) {
        requireNoStandbys(name, pipeline);
        requireNoViews(name, pipeline);
        this.name = name;
        this.pipeline = pipeline;
        this.connector = connector;
        this.dictionary = dictionary;
        this.checkpoints = new OracleCheckpoints(name, slots);
        this.tables = new OracleTables(connector, dictionary);
        this.journal = new OracleJournal(name);
        this.connection = OracleSession.open(pipeline.to(), connector);
        this.fullLoad =
                new FullLoad(
                        name,
                        pipeline,
                        new OracleCopyTarget(
                                name,
                                connector,
                                tables,
                                checkpoints,
                                pipeline.tables(),
                                () -> epoch));
    }

    /** Connects; as {@link MysqlSide#open}. */
    static OracleSide open(String name, Pipeline pipeline, int slots) {
        return new OracleSide(
                name,
                pipeline,
                slots,
                OracleSession.connector(pipeline.to()),
                new OracleSchemaReader());
    }

    /** All statements, so that their spelling can be checked. */
    static List<String> sqlTexts() {
        return List.of(HELD);
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
                    "the source has standbys, which a pipeline to Oracle cannot use yet",
                    "pipeline " + name + ", source " + pipeline.from(),
                    "Remove 'standbys' from an endpoint of its own for this pipeline.");
        }
    }

    /** Views are checked against tables of MySQL, and make values for its types. */
    private static void requireNoViews(String name, Pipeline pipeline) {
        if (!pipeline.options().views().isNone()) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "rows are to be changed on the way, which a pipeline to Oracle cannot yet",
                    "pipeline " + name,
                    "Remove columns, expressions, routes and processors from its entries under"
                            + " 'tables'.");
        }
    }

    @Override
    public void check(MysqlConnection from, String where) {
        wholeJson(from, where);
        String place = where + ", target " + pipeline.to();
        dictionary.requireUsable(connection, place);
        OracleBookkeeping.ensure(connection, account(), place);
        fullLoad.prepare(from, session());
        Set<TableName> wanted = new TreeSet<>();
        for (TableName table : TableCatalog.of(from).names(from)) {
            List<TableName> targets = Preflight.targets(pipeline, table);
            requireApart(table, targets);
            wanted.addAll(targets);
        }
        if (wanted.isEmpty()) {
            LOG.warn("{}: no table of the source is in scope yet", where);
        }
        if (pipeline.options().ddl().applies()) {
            // What is missing may have its CREATE TABLE in the log that is still to be read.
            wanted.removeIf(table -> dictionary.find(connection, table).isEmpty());
        }
        for (String notice : OracleChecks.tables(connection, dictionary, wanted, place)) {
            LOG.info("{}: {}", where, notice);
        }
    }

    /** Names are looked for in capitals, too. */
    private static void requireApart(TableName source, List<TableName> targets) {
        if (!targets.isEmpty()) {
            Transformer.different(
                    source,
                    targets.stream()
                            .map(target ->
                                    new TableName(
                                            target.database().toUpperCase(Locale.ROOT),
                                            target.table().toUpperCase(Locale.ROOT)))
                            .toList());
        }
    }

    /** Differences of JSON can only be applied by MySQL's own functions. */
    private static void wholeJson(MysqlConnection from, String where) {
        QueryResult options = from.query("SHOW GLOBAL VARIABLES LIKE 'binlog_row_value_options'");
        if (options.size() > 0 && options.string(0, 1).contains("PARTIAL_JSON")) {
            throw new OtterException(
                    ErrorCode.JSON_DIFFERENCE,
                    "the source logs only the differences of changed JSON values, which Oracle"
                            + " cannot be given",
                    where,
                    "Run on the source: SET GLOBAL binlog_row_value_options=''; and let its"
                            + " sessions connect again.");
        }
    }

    @Override
    public HeldTables held(StatusBoard board) {
        HeldTables held = new HeldTables(true);
        try (PreparedStatement statement = connection.prepareStatement(HELD)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String table = rows.getString(1);
                    int dot = table.indexOf('.');
                    held.hold(new TableName(table.substring(0, dot), table.substring(dot + 1)));
                    String reason = rows.getString(2);
                    board.held(table, reason == null ? "" : reason);
                }
            }
            return held;
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }

    /** The account's name as the server spells it. */
    private String account() {
        try {
            return connection.getMetaData().getUserName();
        } catch (SQLException e) {
            throw OracleException.of(e);
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
        return new OracleRecordSession(connection);
    }

    @Override
    public void writeStart(MysqlConnection from, Recovered recovered, Checkpoint start) {
        store().clear();
        journal.forget(connection);
        RecordSession session = session();
        boolean open = fullLoad.request(from, session);
        checkpoints.writeStart(connection, recovered, start);
        if (open) {
            session.commit();
        }
    }

    @Override
    public Optional<RequestStore> requests() {
        return Optional.of(new OracleRequestStore(pipeline.to(), connector, name));
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
        return new OracleShapeStore(name, () -> OracleSession.open(pipeline.to(), connector));
    }

    @Override
    public SchemaGuard schemaGuard(
            Acknowledged acknowledged, TableRoute route, DdlSource source, StatusBoard board) {
        OracleSchemaCheck comparison = new OracleSchemaCheck("pipeline " + name, pipeline, tables);
        return new TranslatedRunner(
                new TranslatedConfig(
                        name,
                        pipeline.options().ddl(),
                        route,
                        source,
                        new OracleDialect(),
                        () ->
                                OracleStatements.open(
                                        pipeline.to(), connector, dictionary, checkpoints, journal),
                        tables::forget,
                        comparison,
                        board,
                        acknowledged));
    }

    @Override
    public Set<TransactionId> statements() {
        return journal.namedByGtid(connection);
    }

    /** Tables of online tools beside those in scope are not followed: nothing lists them. */
    @Override
    public Optional<Set<TableName>> names() {
        return Optional.empty();
    }

    @Override
    public ApplyTarget target(long epoch) {
        return new OracleTarget(
                name, connector, epoch, checkpoints, tables, pipeline.options().apply());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw OracleException.of(e);
        }
    }
}
