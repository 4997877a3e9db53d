package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.ddl.TargetTurn;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** MySQL or MariaDB as the target of a full load. */
public final class MysqlCopyTarget implements CopyTarget {
    private final String pipeline;
    private final TableRoute route;
    private final TableViews views;
    private final Snapshot.Target tables;
    private final Supplier<MysqlConnection> connect;
    private final Supplier<TargetTurn> turn;

    /**
     * @param pipeline full name of the pipeline, under which its copy is recorded
     * @param route where its tables go
     * @param views what becomes of their rows on the way
     * @param tables what is known of the target's tables
     * @param connect opens a connection
     * @param turn the right to change the target's tables; asked when it is needed
     */
    public MysqlCopyTarget(
            String pipeline,
            TableRoute route,
            TableViews views,
            Snapshot.Target tables,
            Supplier<MysqlConnection> connect,
            Supplier<TargetTurn> turn) {
        this.pipeline = pipeline;
        this.route = route;
        this.views = views;
        this.tables = tables;
        this.connect = connect;
        this.turn = turn;
    }

    @Override
    public TargetTable find(TableName name) {
        return tables.find(name);
    }

    @Override
    public boolean mariadb() {
        return tables.mariadb();
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
        return true;
    }

    @Override
    public CopyTarget lane(CopyLane lane) {
        return new MysqlCopyTarget(lane.record(), lane.names(), views, tables, connect, turn);
    }

    @Override
    public RecordSql sql() {
        return RecordSql.MYSQL;
    }

    @Override
    public String quote(TableName table) {
        return table.quoted();
    }

    @Override
    public String quote(String column) {
        return TableName.quote(column);
    }

    @Override
    public boolean sameOrder(TableColumn source, TableColumn target) {
        return source.dataType().equals(target.dataType())
                && source.collation().equals(target.collation())
                && source.members().equals(target.members());
    }

    @Override
    public RecordSession session() {
        return new MysqlRecordSession(connect.get());
    }

    @Override
    public boolean turn(RecordSession session) {
        return turn.get().take(((MysqlRecordSession) session).connection());
    }

    @Override
    public void empty(RecordSession session, TableName table) {
        session.run("SET SESSION foreign_key_checks=0");
        session.run("TRUNCATE TABLE " + table.quoted());
        session.run("SET SESSION foreign_key_checks=1");
    }

    @Override
    public void create(MysqlConnection from, Map<TableName, TableName> wanted) {
        wanted.forEach((target, source) -> {
            if (views.find(source, target).filter(view -> !view.sameColumns()).isPresent()) {
                throw viewed(source, target);
            }
        });
        try (MysqlConnection to = connect.get()) {
            new TargetCreation(from, to, route, CopyRecord.of(pipeline, RecordSql.MYSQL))
                    .create(wanted);
        }
    }

    private OtterException viewed(TableName source, TableName target) {
        return new OtterException(
                ErrorCode.COPY_TABLE_NOT_MADE,
                "the target has no table "
                        + target
                        + ", and it is not made because its rows are changed on the way",
                "pipeline " + pipeline + ", source table " + source,
                "Create it on the target with the columns that its entry under 'tables' gives, then"
                        + " start again.");
    }

    @Override
    public Optional<Completion> completion() {
        return Optional.of(
                new Completion(connect, turn.get(), CopyRecord.of(pipeline, RecordSql.MYSQL)));
    }
}
