package dev.otter.engine.oracle.copy;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.dialect.MissingTables;
import dev.otter.engine.oracle.bookkeeping.OracleCheckpoints;
import dev.otter.engine.oracle.ddl.OracleDialect;
import dev.otter.engine.oracle.session.OracleConnector;
import dev.otter.engine.oracle.session.OracleSql;
import dev.otter.engine.oracle.table.OracleTables;
import dev.otter.engine.snapshot.CopyLane;
import dev.otter.engine.snapshot.CopyTarget;
import dev.otter.engine.snapshot.RecordSession;
import dev.otter.engine.snapshot.RecordSql;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.Map;
import java.util.function.LongSupplier;

/** Oracle as the target of a full load. Thread-safe. */
public final class OracleCopyTarget implements CopyTarget {
    /** Rows that go with one statement. */
    private static final int PORTION = 20_000;

    private final String pipeline;
    private final OracleConnector connector;
    private final OracleTables tables;
    private final OracleCheckpoints checkpoints;
    private final TableRoute route;
    private final LongSupplier epoch;

    /**
     * @param pipeline full name of the pipeline
     * @param connector opens sessions
     * @param tables what is known of the target's tables
     * @param checkpoints the pipeline's rows of the checkpoint table
     * @param route where the pipeline's tables go
     * @param epoch ours; asked when it is needed
     */
    public OracleCopyTarget(
            String pipeline,
            OracleConnector connector,
            OracleTables tables,
            OracleCheckpoints checkpoints,
            TableRoute route,
            LongSupplier epoch) {
        this.pipeline = pipeline;
        this.connector = connector;
        this.tables = tables;
        this.checkpoints = checkpoints;
        this.route = route;
        this.epoch = epoch;
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

    @Override
    public boolean holdsRows(TableName name) {
        return tables.holdsRows(name);
    }

    @Override
    public boolean text() {
        return false;
    }

    @Override
    public CopyTarget lane(CopyLane lane) {
        return new OracleCopyTarget(
                pipeline, connector, tables, checkpoints, lane.names(), epoch);
    }

    @Override
    public RecordSql sql() {
        return new OracleRecordSql();
    }

    @Override
    public String quote(TableName table) {
        return OracleSql.quote(table);
    }

    @Override
    public String quote(String column) {
        return OracleSql.quote(column);
    }

    /** Texts and times are in another order, or spelled otherwise; whole numbers are not. */
    @Override
    public boolean sameOrder(TableColumn source, TableColumn target) {
        return switch (source.dataType()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" ->
                    target.dataType().equals("number");
            default -> false;
        };
    }

    @Override
    public RecordSession session() {
        return new OracleRecordSession(connector.connect());
    }

    /** Asked again in every transaction that empties a table. */
    @Override
    public boolean turn(RecordSession session) {
        return true;
    }

    /**
     * In portions, each in a transaction that holds the checkpoint's first slot: who takes the
     * pipeline over waits for it, and whoever was taken over finds another epoch.
     */
    @Override
    public void empty(RecordSession session, TableName table) {
        String quoted = OracleSql.quote(tables.find(table).name());
        String slot =
                "SELECT EPOCH FROM RETL.RETL_CHECKPOINT WHERE PIPELINE="
                        + OracleSql.literal(pipeline)
                        + " AND SLOT=0 FOR UPDATE";
        long gone;
        do {
            session.begin();
            String newest = session.rows(slot).getFirst().getFirst();
            if (!newest.equals(Long.toString(epoch.getAsLong()))) {
                session.rollBack();
                throw checkpoints.fenced();
            }
            gone = session.run("DELETE FROM " + quoted + " WHERE ROWNUM<=" + PORTION);
            session.commit();
        } while (gone == PORTION);
    }

    /**
     * Parents may come later than children, and rows that the log has removed may come back for a
     * moment; no session of Oracle's can leave references unchecked.
     */
    @Override
    public void requireCopyable(TableName table) {
        TargetTable found = tables.find(table);
        if (found != null && !(found.foreignKeys().isEmpty() && found.referencedBy().isEmpty())) {
            throw new OtterException(
                    ErrorCode.COPY_NOT_POSSIBLE,
                    "table "
                            + found.name()
                            + " has foreign keys or is referred to, which would be checked before all"
                            + " rows are there",
                    "pipeline " + pipeline + ", target table " + found.name(),
                    "Disable those foreign keys on the target (ALTER TABLE … DISABLE CONSTRAINT …),"
                            + " start again, and enable them when the full load is over.");
        }
    }

    @Override
    public void create(MysqlConnection from, Map<TableName, TableName> wanted) {
        try (RecordSession session = session()) {
            new MissingTables("pipeline " + pipeline, new OracleDialect(), route::target)
                    .make(from, wanted, session::run);
        }
    }
}
