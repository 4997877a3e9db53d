package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
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
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes tables of the full load's record of what was asked for, when a run begins. Each request is
 * taken in one target transaction, or refused with its reason; it never ends the run. One start,
 * one thread.
 */
public final class RequestedCopies {
    private static final Logger LOG = LoggerFactory.getLogger(RequestedCopies.class);

    private final String pipeline;
    private final TableRoute route;
    private final TableViews views;
    private final CopyTarget target;
    private final CopyRecord record;
    private final CopyRequests requests;

    /**
     * @param pipeline full name of the pipeline
     * @param route where its tables go
     * @param views what becomes of rows on their way
     * @param target where rows go
     */
    public RequestedCopies(String pipeline, TableRoute route, TableViews views, CopyTarget target) {
        this.pipeline = pipeline;
        this.route = route;
        this.views = views;
        this.target = target;
        this.record = CopyRecord.of(pipeline, target.sql());
        this.requests = new CopyRequests(pipeline, target.sql());
    }

    /**
     * Makes tables that the target lacks and that are asked for: without them the run would not
     * begin.
     */
    public void makeMissing(MysqlConnection from, RecordSession to) {
        for (Request request : asked(to)) {
            TableName written = route.target(request.table()).orElse(null);
            boolean one = route.targets(request.table()).size() == 1;
            if (one && target.find(written) == null) {
                try {
                    make(from, request.table(), written);
                } catch (OtterException e) {
                    refused(to, request, e);
                }
            }
        }
    }

    private List<Request> asked(RecordSession to) {
        return requests.all(to).stream()
                .filter(request -> request.state() == CopyRequests.State.ASKED)
                .toList();
    }

    private void make(MysqlConnection from, TableName name, TableName written) {
        target.create(from, Map.of(written, name));
        target.forget();
    }

    private void refused(RecordSession to, Request request, OtterException why) {
        to.rollBack();
        requests.refused(to, request.table(), why);
        LOG.warn("pipeline {}: {} is not copied: {}", pipeline, request.table(), why.getMessage());
    }

    /** Takes all requests that nobody has seen yet. */
    public void take(MysqlConnection from, RecordSession to) {
        for (Request request : asked(to)) {
            try {
                take(from, to, request);
                LOG.info("pipeline {}: {} is copied, as asked", pipeline, request.table());
            } catch (OtterException e) {
                refused(to, request, e);
            }
        }
    }

    private void take(MysqlConnection from, RecordSession to, Request request) {
        TableName name = request.table();
        TableName written =
                route.target(name)
                        .orElseThrow(() ->
                                refuse(
                                        name,
                                        "it is not in the scope of the pipeline",
                                        "Add it to the pipeline's tables."));
        CopyScope.requireOneTarget(name, route);
        if (views.files(name).isPresent()) {
            throw refuse(
                    name,
                    "its rows have files, which a copy does not take along yet",
                    "Ask for its rows with 'otter resync', which takes their files along.");
        }
        TargetTable source = TableCatalog.of(from).table(from, name);
        List<Part> own =
                record.read(to).stream().filter(part -> part.source().equals(name)).toList();
        requireAtRest(to, name, written, own);
        if (target.find(written) == null) {
            make(from, name, written);
        }
        TargetTable present = target.find(written);
        if (present == null) {
            throw refuse(name, "the target has no table " + written, "Create it there.");
        }
        target.requireCopyable(written);
        requireColumns(from, source, present, written);
        requireFilter(from, name, request.filter());
        CopyScope.Manner manner = manner(from, request, source, present, written);
        String pending = own.isEmpty() ? "" : own.getFirst().terms().afterwards();
        String afterwards = record.made(to).getOrDefault(name, pending);
        CopyTerms terms = new CopyTerms(manner.way(), request.filter(), afterwards);
        to.begin();
        to.run(record.forget(name));
        CopyScope.added(from, record, Map.of(name, written), manner.state(), _ -> terms)
                .forEach(to::run);
        to.run("DELETE FROM " + held(written));
        to.run(requests.taken(name));
        to.commit();
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

    private void requireFilter(MysqlConnection from, TableName name, String filter) {
        if (filter.isEmpty()) {
            return;
        }
        CopyFilter.problem(filter)
                .ifPresent(problem -> {
                    throw refuse(
                            name,
                            "the condition cannot be taken: " + problem,
                            "Give a condition as it stands behind WHERE, without comments.");
                });
        try {
            from.query(
                    "SELECT 1 FROM "
                            + name.quoted()
                            + " WHERE "
                            + ChunkQuery.condition(filter)
                            + " LIMIT 0");
        } catch (ServerErrorException e) {
            throw new OtterException(
                    ErrorCode.COPY_NOT_POSSIBLE,
                    "the source does not take the condition: " + e.serverMessage(),
                    "pipeline " + pipeline + ", table " + name,
                    "Give a condition as it stands behind WHERE.",
                    e);
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
        return new OtterException(
                ErrorCode.COPY_NOT_POSSIBLE,
                what,
                "pipeline " + pipeline + ", table " + name,
                remedy);
    }
}
