package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.engine.snapshot.CopyRequests.Request;
import dev.otter.engine.snapshot.CopyTerms.Way;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
    private final Predicate<TableName> viewed;
    private final Snapshot.Target targets;
    private final CopyRecord record;
    private final CopyRequests requests;

    /**
     * @param pipeline full name of the pipeline
     * @param route where its tables go
     * @param viewed source tables whose rows are changed on the way
     * @param targets the target's tables
     */
    public RequestedCopies(
            String pipeline,
            TableRoute route,
            Predicate<TableName> viewed,
            Snapshot.Target targets) {
        this.pipeline = pipeline;
        this.route = route;
        this.viewed = viewed;
        this.targets = targets;
        this.record = new CopyRecord(pipeline);
        this.requests = new CopyRequests(pipeline);
    }

    /**
     * Makes tables that the target lacks and that are asked for: without them the run would not
     * begin.
     */
    public void makeMissing(MysqlConnection from, MysqlConnection to) {
        for (Request request : asked(to)) {
            TableName target = route.target(request.table()).orElse(null);
            boolean one = route.targets(request.table()).size() == 1;
            if (one && targets.find(target) == null) {
                try {
                    make(from, to, request.table(), target);
                } catch (OtterException e) {
                    refused(to, request, e);
                }
            }
        }
    }

    private List<Request> asked(MysqlConnection to) {
        return requests.all(to).stream()
                .filter(request -> request.state() == CopyRequests.State.ASKED)
                .toList();
    }

    private void make(MysqlConnection from, MysqlConnection to, TableName name, TableName target) {
        new TargetCreation(from, to, route, record).create(Map.of(target, name));
        targets.forget();
    }

    private void refused(MysqlConnection to, Request request, OtterException why) {
        to.query("ROLLBACK");
        requests.refused(to, request.table(), why);
        LOG.warn("pipeline {}: {} is not copied: {}", pipeline, request.table(), why.getMessage());
    }

    /** Takes all requests that nobody has seen yet. */
    public void take(MysqlConnection from, MysqlConnection to) {
        for (Request request : asked(to)) {
            try {
                take(from, to, request);
                LOG.info("pipeline {}: {} is copied, as asked", pipeline, request.table());
            } catch (OtterException e) {
                refused(to, request, e);
            }
        }
    }

    private void take(MysqlConnection from, MysqlConnection to, Request request) {
        TableName name = request.table();
        TableName target =
                route.target(name)
                        .orElseThrow(() ->
                                refuse(
                                        name,
                                        "it is not in the scope of the pipeline",
                                        "Add it to the pipeline's tables."));
        CopyScope.requireOneTarget(name, route);
        if (viewed.test(name)) {
            throw refuse(
                    name,
                    "its rows are changed on the way, which a copy cannot do yet",
                    "Copy its rows by hand.");
        }
        TargetTable source = TableCatalog.of(from).table(from, name);
        List<Part> own =
                record.read(to).stream().filter(part -> part.source().equals(name)).toList();
        requireAtRest(to, name, target, own);
        if (targets.find(target) == null) {
            make(from, to, name, target);
        }
        TargetTable present = targets.find(target);
        if (present == null) {
            throw refuse(name, "the target has no table " + target, "Create it there.");
        }
        requireColumns(from, source, present);
        requireFilter(from, name, request.filter());
        CopyScope.Manner manner = manner(from, to, request, source, present, target);
        String pending = own.isEmpty() ? "" : own.getFirst().terms().afterwards();
        String afterwards = record.made(to).getOrDefault(name, pending);
        CopyTerms terms = new CopyTerms(manner.way(), request.filter(), afterwards);
        to.query("BEGIN");
        to.query(record.forget(name));
        CopyScope.added(from, record, Map.of(name, target), manner.state(), _ -> terms)
                .forEach(to::query);
        to.query(
                "DELETE FROM `retl`.`retl_held_table` WHERE `pipeline`="
                        + CopyRecord.text(pipeline)
                        + " AND `table_name`="
                        + CopyRecord.text(target.toString()));
        to.query(requests.taken(name));
        to.query("COMMIT");
    }

    private void requireAtRest(
            MysqlConnection to, TableName name, TableName target, List<Part> own) {
        boolean held =
                to.query(
                                        "SELECT 1 FROM `retl`.`retl_held_table` WHERE `pipeline`="
                                                + CopyRecord.text(pipeline)
                                                + " AND `table_name`="
                                                + CopyRecord.text(target.toString()))
                                .size()
                        > 0;
        boolean rests = own.stream().allMatch(part -> part.state() == State.DONE);
        if (!held && !rests) {
            throw refuse(
                    name,
                    "it is being copied just now",
                    "Ask again when that has come to its end.");
        }
    }

    /** What does not fit now would end the run when it is copied. */
    private void requireColumns(MysqlConnection from, TargetTable source, TargetTable target) {
        boolean typedJson = from.serverVersion().mysqlAtLeast(8, 0, 4);
        try {
            if (CopyColumns.of(source, target, typedJson, targets.mariadb())
                    .expressions()
                    .isEmpty()) {
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
            MysqlConnection to,
            Request request,
            TargetTable source,
            TargetTable target,
            TableName written) {
        boolean filtered = !request.filter().isEmpty();
        boolean still = CopyScope.still(from, source, target);
        boolean shared =
                CopyScope.tables(from, route).entrySet().stream()
                        .anyMatch(entry ->
                                entry.getValue().equals(written)
                                        && !entry.getKey().equals(source.name()));
        boolean empty = to.query("SELECT 1 FROM " + written.quoted() + " LIMIT 1").size() == 0;
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
        return still || !TableReading.sameOrder(source, target)
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
