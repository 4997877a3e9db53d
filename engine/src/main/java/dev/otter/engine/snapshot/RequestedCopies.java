package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.snapshot.CopyRequests.Request;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes tables of the full load's records of what was asked for, when a run begins: one for each
 * target of a table. Each request is taken in one target transaction, or refused with its reason;
 * it never ends the run. One start, one thread.
 */
public final class RequestedCopies {
    private static final Logger LOG = LoggerFactory.getLogger(RequestedCopies.class);

    private final String pipeline;
    private final TableRoute route;
    private final TableViews views;
    private final List<LaneTarget> lanes;
    private final CopyRequests requests;

    /**
     * @param pipeline full name of the pipeline
     * @param route where its tables go
     * @param views what becomes of rows on their way
     * @param lanes the copies that its tables need, and where their rows go
     */
    public RequestedCopies(
            String pipeline, TableRoute route, TableViews views, List<LaneTarget> lanes) {
        this.pipeline = pipeline;
        this.route = route;
        this.views = views;
        this.lanes = List.copyOf(lanes);
        this.requests = new CopyRequests(pipeline, lanes.getFirst().target().sql());
    }

    /**
     * Makes tables that the target lacks and that are asked for: without them the run would not
     * begin.
     */
    public void makeMissing(MysqlConnection from, RecordSession to) {
        for (Request request : asked(to)) {
            try {
                copies(request.table()).forEach(copy -> copy.makeMissing(from, request.table()));
            } catch (OtterException e) {
                refused(to, request, e);
            }
        }
    }

    private List<Request> asked(RecordSession to) {
        return requests.all(to).stream()
                .filter(request -> request.state() == CopyRequests.State.ASKED)
                .toList();
    }

    /** One for each target of the table. */
    private List<RequestedCopy> copies(TableName name) {
        return lanes.stream()
                .filter(lane -> lane.lane().route().target(name).isPresent())
                .map(lane -> new RequestedCopy(pipeline, route, views, lane))
                .toList();
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
        List<RequestedCopy> copies = copies(name);
        if (copies.isEmpty()) {
            throw refuse(
                    pipeline,
                    name,
                    "it is not in the scope of the pipeline",
                    "Add it to the pipeline's tables.");
        }
        if (views.files(name).isPresent()) {
            throw refuse(
                    pipeline,
                    name,
                    "its rows have files, which a copy does not take along yet",
                    "Ask for its rows with 'otter resync', which takes their files along.");
        }
        List<String> statements = new ArrayList<>();
        for (RequestedCopy copy : copies) {
            statements.addAll(copy.taken(from, to, request));
        }
        requireFilter(from, name, request.filter());
        to.begin();
        statements.forEach(to::run);
        to.run(requests.taken(name));
        to.commit();
    }

    private void requireFilter(MysqlConnection from, TableName name, String filter) {
        if (filter.isEmpty()) {
            return;
        }
        CopyFilter.problem(filter)
                .ifPresent(problem -> {
                    throw refuse(
                            pipeline,
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

    static OtterException refuse(String pipeline, TableName name, String what, String remedy) {
        return new OtterException(
                ErrorCode.COPY_NOT_POSSIBLE,
                what,
                "pipeline " + pipeline + ", table " + name,
                remedy);
    }
}
