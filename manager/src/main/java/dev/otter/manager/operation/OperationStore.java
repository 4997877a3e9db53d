package dev.otter.manager.operation;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.live.OperationProgress;
import dev.otter.manager.live.OperationRequest;
import dev.otter.manager.operation.KeptOperation.Stored;
import dev.otter.manager.store.Database;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationReport.Findings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Operations in the store. Each change names the state that it changes, so that of several managers
 * one does it. Of a pipeline the newest {@link #KEPT} stay. For any thread.
 */
public final class OperationStore {
    /** Operations of a pipeline that are kept. */
    static final int KEPT = 50;

    private static final String COLUMNS =
            "id, pipeline, request, asked_by, asked_at, deadline_at, state, node_id, started_at,"
                    + " heard_at, ended_at, cancelled_by, progress";

    private final Database database;
    private final ConfigJson json;

    public OperationStore(Database database, ConfigJson json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Adds one and drops those of the pipeline that are over and too many.
     *
     * @return its id
     */
    long add(
            long pipeline,
            OperationRequest request,
            String by,
            Instant now,
            Duration patience,
            OperationProgress progress) {
        return database.inTransaction(handle -> {
            long id =
                    handle.createUpdate(
                                    "INSERT INTO pipeline_operation (pipeline, kind, request,"
                                            + " asked_by, asked_at, deadline_at, state, progress)"
                                            + " VALUES (?, ?, ?, ?, ?, ?, 'QUEUED', ?)")
                            .bind(0, pipeline)
                            .bind(1, word(request.kind()))
                            .bind(2, json.write(request))
                            .bind(3, by)
                            .bind(4, now.toEpochMilli())
                            .bind(5, now.plus(patience).toEpochMilli())
                            .bind(6, json.write(progress))
                            .executeAndReturnGeneratedKeys()
                            .mapTo(Long.class)
                            .one();
            List<Long> all =
                    handle.createQuery(
                                    "SELECT id FROM pipeline_operation WHERE pipeline = ? ORDER BY"
                                            + " id DESC")
                            .bind(0, pipeline)
                            .mapTo(Long.class)
                            .list();
            for (long old : all.subList(Math.min(KEPT, all.size()), all.size())) {
                handle.execute(
                        "DELETE FROM pipeline_operation WHERE id = ? AND state IN ('DONE',"
                                + " 'FAILED', 'CANCELLED', 'LOST')",
                        old);
            }
            return id;
        });
    }

    private static String word(Operation.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Those of a pipeline, the newest first, without what they found. */
    List<KeptOperation> of(long pipeline) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT "
                                        + COLUMNS
                                        + " FROM pipeline_operation WHERE pipeline = ? ORDER BY id"
                                        + " DESC LIMIT "
                                        + 2 * KEPT)
                        .bind(0, pipeline)
                        .map((row, _) -> kept(row, Optional.empty()))
                        .list());
    }

    /** One with what it found. */
    Optional<KeptOperation> find(long id) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT "
                                        + COLUMNS
                                        + ", findings FROM pipeline_operation WHERE id = ?")
                        .bind(0, id)
                        .map((row, _) -> kept(row, Optional.ofNullable(row.getString("findings"))))
                        .findOne());
    }

    /** All that are not over, the oldest first. */
    List<KeptOperation> open() {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT "
                                        + COLUMNS
                                        + " FROM pipeline_operation WHERE state IN ('QUEUED',"
                                        + " 'RUNNING') ORDER BY id")
                        .map((row, _) -> kept(row, Optional.empty()))
                        .list());
    }

    /** How many of a pipeline are not over. */
    long open(long pipeline) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT COUNT(*) FROM pipeline_operation WHERE pipeline = ? AND"
                                        + " state IN ('QUEUED', 'RUNNING')")
                        .bind(0, pipeline)
                        .mapTo(Long.class)
                        .one());
    }

    /** A node is to do it; false when another manager has given it away, or it is over. */
    boolean give(long id, long node, Instant now) {
        return changed(
                "UPDATE pipeline_operation SET state = 'RUNNING', node_id = ?, started_at = ?,"
                        + " heard_at = ?, progress = ? WHERE id = ? AND state = 'QUEUED'",
                node,
                now.toEpochMilli(),
                now.toEpochMilli(),
                json.write(OperationProgress.waiting("given to the node")),
                id);
    }

    /** The node does not take it; it waits again. */
    void back(long id, long node, String why) {
        changed(
                "UPDATE pipeline_operation SET state = 'QUEUED', node_id = NULL, started_at = NULL,"
                        + " heard_at = NULL, progress = ? WHERE id = ? AND node_id = ? AND state ="
                        + " 'RUNNING'",
                json.write(OperationProgress.waiting(why)),
                id,
                node);
    }

    /** Why one still waits. */
    void waits(long id, OperationProgress why) {
        changed(
                "UPDATE pipeline_operation SET progress = ? WHERE id = ? AND state = 'QUEUED'",
                json.write(why),
                id);
    }

    /** How far one is that runs; one that was lost is found again. */
    void heard(long id, long node, OperationProgress progress, Instant now) {
        changed(
                "UPDATE pipeline_operation SET state = 'RUNNING', ended_at = NULL, progress = ?,"
                        + " heard_at = ? WHERE id = ? AND node_id = ? AND state IN ('RUNNING',"
                        + " 'LOST')",
                json.write(progress),
                now.toEpochMilli(),
                id,
                node);
    }

    /** One is over as its node tells; told again it changes nothing. */
    void ended(
            long id,
            long node,
            Stored state,
            OperationProgress progress,
            Findings findings,
            Instant now) {
        changed(
                "UPDATE pipeline_operation SET state = ?, progress = ?, findings = ?, heard_at = ?,"
                        + " ended_at = ? WHERE id = ? AND node_id = ? AND state IN ('RUNNING',"
                        + " 'LOST')",
                state.name(),
                json.write(progress),
                json.write(findings),
                now.toEpochMilli(),
                now.toEpochMilli(),
                id,
                node);
    }

    /** One is over without a node's word; false when it is no longer in that state. */
    boolean giveUp(long id, Stored from, Stored to, OperationProgress progress, Instant now) {
        return changed(
                "UPDATE pipeline_operation SET state = ?, progress = ?, ended_at = ? WHERE id = ?"
                        + " AND state = ?",
                to.name(),
                json.write(progress),
                now.toEpochMilli(),
                id,
                from.name());
    }

    /** Somebody does not want it any more; its node is to be told. */
    void unwanted(long id, String by) {
        changed(
                "UPDATE pipeline_operation SET cancelled_by = ? WHERE id = ? AND state = 'RUNNING'"
                        + " AND cancelled_by IS NULL",
                by,
                id);
    }

    /** Removes what ended long ago. */
    public void sweep(Instant now, Duration keep) {
        changed(
                "DELETE FROM pipeline_operation WHERE ended_at < ? AND state NOT IN ('QUEUED',"
                        + " 'RUNNING')",
                now.minus(keep).toEpochMilli());
    }

    private boolean changed(String sql, Object... values) {
        return database.inTransaction(handle -> handle.execute(sql, values)) > 0;
    }

    private KeptOperation kept(ResultSet row, Optional<String> findings) throws SQLException {
        return new KeptOperation(
                row.getLong("id"),
                row.getLong("pipeline"),
                json.read(row.getString("request"), OperationRequest.class),
                row.getString("asked_by"),
                Instant.ofEpochMilli(row.getLong("asked_at")),
                Instant.ofEpochMilli(row.getLong("deadline_at")),
                Stored.valueOf(row.getString("state")),
                number(row, "node_id"),
                number(row, "started_at").map(Instant::ofEpochMilli),
                number(row, "heard_at").map(Instant::ofEpochMilli),
                number(row, "ended_at").map(Instant::ofEpochMilli),
                Optional.ofNullable(row.getString("cancelled_by")),
                json.read(row.getString("progress"), OperationProgress.class),
                findings.map(text -> json.read(text, Findings.class)));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
