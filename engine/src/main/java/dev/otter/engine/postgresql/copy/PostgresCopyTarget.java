package dev.otter.engine.postgresql.copy;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.dialect.MissingTables;
import dev.otter.engine.postgresql.bookkeeping.PostgresCheckpoints;
import dev.otter.engine.postgresql.ddl.PostgresDialect;
import dev.otter.engine.postgresql.session.PostgresException;
import dev.otter.engine.postgresql.session.PostgresSession;
import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.engine.postgresql.table.PostgresTables;
import dev.otter.engine.snapshot.CopyLane;
import dev.otter.engine.snapshot.CopyTarget;
import dev.otter.engine.snapshot.RecordSession;
import dev.otter.engine.snapshot.RecordSql;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.Map;
import java.util.function.LongSupplier;

/** PostgreSQL as the target of a full load. Thread-safe. */
public final class PostgresCopyTarget implements CopyTarget {
    /** Lock wait. */
    private static final String NOT_AVAILABLE = "55P03";

    private static final String DENIED = "42501";

    /** Rows that go with one statement where a table may not be truncated. */
    private static final int PORTION = 50_000;

    private final String pipeline;
    private final Endpoint endpoint;
    private final PostgresTables tables;
    private final PostgresCheckpoints checkpoints;
    private final TableRoute route;
    private final LongSupplier epoch;

    /**
     * @param pipeline full name of the pipeline
     * @param tables what is known of the target's tables
     * @param checkpoints the pipeline's rows of the checkpoint table
     * @param route where the pipeline's tables go
     * @param epoch ours; asked when it is needed
     */
    public PostgresCopyTarget(
            String pipeline,
            Endpoint endpoint,
            PostgresTables tables,
            PostgresCheckpoints checkpoints,
            TableRoute route,
            LongSupplier epoch) {
        this.pipeline = pipeline;
        this.endpoint = endpoint;
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
        return new PostgresCopyTarget(
                pipeline, endpoint, tables, checkpoints, lane.names(), epoch);
    }

    @Override
    public RecordSql sql() {
        return new PostgresRecordSql();
    }

    @Override
    public String quote(TableName table) {
        return PostgresSql.quote(table);
    }

    @Override
    public String quote(String column) {
        return PostgresSql.quote(column);
    }

    /** Texts and times are in another order, or spelled otherwise; whole numbers are not. */
    @Override
    public boolean sameOrder(TableColumn source, TableColumn target) {
        boolean whole =
                switch (source.dataType()) {
                    case "tinyint", "smallint", "mediumint", "int", "bigint" -> true;
                    default -> false;
                };
        return whole
                && switch (target.dataType()) {
                    case "int2", "int4", "int8", "numeric" -> true;
                    default -> false;
                };
    }

    @Override
    public RecordSession session() {
        return new PostgresRecordSession(PostgresSession.connect(endpoint));
    }

    @Override
    public boolean turn(RecordSession session) {
        try {
            session.run("SET lock_timeout='5s'");
            session.run(
                    "SELECT pg_advisory_lock(hashtextextended("
                            + PostgresSql.literal("otter/" + pipeline)
                            + ",0))");
            session.run("SET lock_timeout='20s'");
        } catch (PostgresException e) {
            if (e.sqlState().equals(NOT_AVAILABLE)) {
                return false;
            }
            throw e;
        }
        String newest =
                session.rows(
                                "SELECT max(epoch) FROM retl.retl_checkpoint WHERE pipeline="
                                        + PostgresSql.literal(pipeline))
                        .getFirst()
                        .getFirst();
        if (!newest.equals(Long.toString(epoch.getAsLong()))) {
            throw checkpoints.fenced();
        }
        return true;
    }

    /** TRUNCATE asks for a right of its own, and for tables that nobody refers to. */
    @Override
    public void empty(RecordSession session, TableName table) {
        String quoted = PostgresSql.quote(table);
        boolean referred = !tables.find(table).referencedBy().isEmpty();
        String may =
                "SELECT has_table_privilege(" + PostgresSql.literal(quoted) + ",'TRUNCATE')::int";
        if (!referred && session.rows(may).getFirst().getFirst().equals("1")) {
            session.run("TRUNCATE TABLE " + quoted);
            return;
        }
        if (referred) {
            session.run("SET session_replication_role=replica");
        }
        String portion =
                "DELETE FROM %1$s WHERE (tableoid,ctid) IN (SELECT tableoid,ctid FROM %1$s LIMIT %2$d)"
                        .formatted(quoted, PORTION);
        while (session.run(portion) > 0) {
            // The next portion.
        }
        if (referred) {
            session.run("SET session_replication_role=origin");
        }
    }

    /**
     * References are not checked while a table is copied: parents may come later than children, and
     * rows that the log has removed may come back for a moment.
     */
    @Override
    public void requireCopyable(TableName table) {
        TargetTable found = tables.find(table);
        boolean linked =
                found != null && !(found.foreignKeys().isEmpty() && found.referencedBy().isEmpty());
        if (!linked) {
            return;
        }
        try (RecordSession session = session()) {
            session.run("SET session_replication_role=replica");
        } catch (PostgresException e) {
            if (!e.sqlState().equals(DENIED)) {
                throw e;
            }
            throw new OtterException(
                    ErrorCode.PRIVILEGE_MISSING,
                    "table "
                            + table
                            + " has foreign keys, which a full load must leave unchecked until all"
                            + " rows are there, and the account may not set"
                            + " session_replication_role",
                    "pipeline " + pipeline + ", target " + endpoint,
                    "Let an administrator run on the target, with the account's name: GRANT SET ON"
                            + " PARAMETER session_replication_role TO \"account\"; (before PostgreSQL 15"
                            + " only a superuser may set it). Or drop the foreign keys until the rows"
                            + " are there.",
                    e);
        }
    }

    @Override
    public void create(MysqlConnection from, Map<TableName, TableName> wanted) {
        try (RecordSession session = session()) {
            new MissingTables("pipeline " + pipeline, new PostgresDialect(), route::target)
                    .make(from, wanted, session::run);
        }
    }
}
