package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.engine.snapshot.CopyRequests.Request;
import dev.otter.engine.snapshot.CopyTerms.Way;
import dev.otter.engine.transform.view.Views;
import dev.otter.engine.transform.view.WaysInto;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides how a table that was asked for is copied into one of its targets. One start, one thread. */
final class RequestedCopy {
    private final String pipeline;
    private final TableRoute route;
    private final TableViews views;
    private final CopyLane lane;
    private final CopyTarget target;
    private final CopyRecord record;

    /**
     * @param pipeline full name of the pipeline
     * @param route where its tables go
     * @param views what becomes of rows on their way
     * @param to the copy, and where its rows go
     */
    RequestedCopy(String pipeline, TableRoute route, TableViews views, LaneTarget to) {
        this.pipeline = pipeline;
        this.route = route;
        this.views = views;
        this.lane = to.lane();
        this.target = to.target();
        this.record = CopyRecord.of(lane.record(), target.sql());
    }

    /** Makes the target's table when it is not there. */
    void makeMissing(MysqlConnection from, TableName name) {
        TableName written = written(name);
        if (target.find(written) == null) {
            target.create(from, Map.of(written, name));
            target.forget();
        }
    }

    private TableName written(TableName name) {
        return lane.route().target(name).orElseThrow();
    }

    /**
     * The statements that take the request, when its table can be copied.
     *
     * @throws OtterException why it cannot
     */
    List<String> taken(MysqlConnection from, RecordSession to, Request request) {
        TableName name = request.table();
        TableName written = written(name);
        TargetTable source = TableCatalog.of(from).table(from, name);
        List<Part> own =
                record.read(to).stream().filter(part -> part.source().equals(name)).toList();
        requireAtRest(to, name, written, own);
        makeMissing(from, name);
        TargetTable present = target.find(written);
        if (present == null) {
            throw refuse(name, "the target has no table " + written, "Create it there.");
        }
        target.requireCopyable(written);
        requireColumns(from, source, present, written);
        CopyScope.Manner manner = manner(from, request, source, present, written);
        String pending = own.isEmpty() ? "" : own.getFirst().terms().afterwards();
        String afterwards = record.made(to).getOrDefault(name, pending);
        CopyTerms terms = new CopyTerms(manner.way(), request.filter(), afterwards);
        List<String> statements = new ArrayList<>();
        statements.add(record.forget(name));
        statements.addAll(
                CopyScope.added(from, record, Map.of(name, written), manner.state(), _ -> terms));
        statements.add("DELETE FROM " + held(written));
        return statements;
    }

    /** What stands behind FROM for the row that holds the table. */
    private String held(TableName table) {
        RecordSql sql = target.sql();
        return sql.table("retl_held_table")
                + " WHERE pipeline="
                + sql.text(pipeline)
                + " AND table_name="
                + sql.text(table.toString());
    }

    private void requireAtRest(
            RecordSession to, TableName name, TableName written, List<Part> own) {
        boolean held = !to.rows("SELECT table_name FROM " + held(written)).isEmpty();
        boolean rests = own.stream().allMatch(part -> part.state() == State.DONE);
        if (!held && !rests) {
            throw refuse(
                    name,
                    "it is being copied just now",
                    "Ask again when that has come to its end.");
        }
    }

    /** What does not fit now would end the run when it is copied. */
    private void requireColumns(
            MysqlConnection from, TargetTable source, TargetTable present, TableName written) {
        try (Views own = new Views(views, pipeline)) {
            WaysInto ways = new WaysInto(own, written);
            if (ReadColumns.of(from, source, present, target, ways).expressions().isEmpty()) {
                throw refuse(source.name(), "it has no column to be copied", "Leave it out.");
            }
        } catch (OtterException e) {
            if (e.code() != ErrorCode.TABLE_MISMATCH) {
                throw e;
            }
            throw refuse(
                    source.name(),
                    "both sides have not the same columns: " + e.getMessage(),
                    "Ask again when the pipeline has come to the source's change of columns, or when"
                            + " the target has them.");
        }
    }

    private CopyScope.Manner manner(
            MysqlConnection from,
            Request request,
            TargetTable source,
            TargetTable present,
            TableName written) {
        boolean filtered = !request.filter().isEmpty();
        boolean still = CopyScope.still(from, source, present);
        boolean shared =
                TableCatalog.of(from).names(from).stream()
                        .anyMatch(table ->
                                !table.equals(source.name())
                                        && route.targets(table).contains(written));
        boolean empty = !target.holdsRows(written);
        if (still && (filtered || shared)) {
            throw refuse(
                    request.table(),
                    "it can only be copied as a whole, into a table of its own: it has no key by"
                            + " which both sides find a row, it deletes its own rows by cascade, or"
                            + " the source does not log whole rows",
                    "Ask without a condition; or give both tables a primary key and set"
                            + " binlog_row_image=FULL on the source.");
        }
        if (filtered || (shared && !empty)) {
            return new CopyScope.Manner(State.WAITING, Way.OVERWRITE);
        }
        if (empty) {
            return new CopyScope.Manner(State.WAITING, Way.FILL);
        }
        // Ranges of the source's key must be ranges of the target's.
        boolean unlike =
                views.find(request.table(), written).isPresent()
                        || !TableReading.sameOrder(source, present, target);
        if ((still || unlike) && !target.text() && !present.referencedBy().isEmpty()) {
            throw refuse(
                    request.table(),
                    "it would be emptied first, because its key has not the same order on both sides,"
                            + " and rows of "
                            + present.referencedBy().getFirst().child()
                            + " refer to it, which the target checks meanwhile",
                    "Ask with a condition, such as --where '1=1': rows are then written over those"
                            + " with the same key, and rows that the source does not have stay.");
        }
        return still || unlike
                ? new CopyScope.Manner(State.EMPTYING, Way.FILL)
                : new CopyScope.Manner(State.WAITING, Way.REPLACE);
    }

    private OtterException refuse(TableName name, String what, String remedy) {
        return RequestedCopies.refuse(pipeline, name, what, remedy);
    }
}
