package dev.otter.manager.operation;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.live.OperationProgress;
import dev.otter.manager.live.OperationRequest;
import dev.otter.manager.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * For which time of its schedule the check of each pipeline was taken last. Each change names what
 * it changes, so that of several managers one does it. For any thread.
 */
public final class CheckTurns {
    private final Database database;
    private final ConfigJson json;

    public CheckTurns(Database database, ConfigJson json) {
        this.database = database;
        this.json = json;
    }

    /**
     * A turn.
     *
     * <pre>
     *  OPEN ──► ASKED ──► OVER        its check is over, or failed for the last time
     *   │ ▲      │
     *   │ └──────┘ failed: once more
     *   └──► OVER                     missed, or passed over
     * </pre>
     *
     * @param due for which time
     * @param operation its check; empty while none is asked for
     * @param attempts checks that were asked for it
     * @param changedAt when it became so
     */
    record Turn(
            Instant due, State state, Optional<Long> operation, int attempts, Instant changedAt) {}

    /** What becomes of a turn. */
    enum State {
        OPEN,
        ASKED,
        OVER
    }

    /** The last turn of a pipeline. */
    Optional<Turn> of(long pipeline) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT due_at, state, operation, attempts, changed_at FROM"
                                        + " check_turn WHERE pipeline = ?")
                        .bind(0, pipeline)
                        .map((row, _) -> turn(row))
                        .findOne());
    }

    private static Turn turn(ResultSet row) throws SQLException {
        long operation = row.getLong("operation");
        Optional<Long> known = row.wasNull() ? Optional.empty() : Optional.of(operation);
        return new Turn(
                Instant.ofEpochMilli(row.getLong("due_at")),
                State.valueOf(row.getString("state")),
                known,
                row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("changed_at")));
    }

    /** A pipeline got a schedule: times up to now are not made up for. */
    void begin(long pipeline, Instant due, Instant now) {
        database.inTransaction(handle -> {
            boolean known =
                    handle.createQuery("SELECT 1 FROM check_turn WHERE pipeline = ? FOR UPDATE")
                            .bind(0, pipeline)
                            .mapTo(Integer.class)
                            .findOne()
                            .isPresent();
            return known
                    ? 0
                    : handle.execute(
                            "INSERT INTO check_turn (pipeline, due_at, state, attempts,"
                                    + " changed_at) VALUES (?, ?, 'OVER', 0, ?)",
                            pipeline,
                            due.toEpochMilli(),
                            now.toEpochMilli());
        });
    }

    /** Another time has come; false when another manager has seen it first. */
    boolean advance(long pipeline, Instant from, Instant due, Instant now) {
        return changed(
                "UPDATE check_turn SET due_at = ?, state = 'OPEN', operation = NULL, attempts = 0,"
                        + " changed_at = ? WHERE pipeline = ? AND due_at = ?",
                due.toEpochMilli(),
                now.toEpochMilli(),
                pipeline,
                from.toEpochMilli());
    }

    /** An attempt is about to be asked for; false when another manager does it. */
    boolean attempt(long pipeline, Turn turn, Instant now) {
        return changed(
                "UPDATE check_turn SET state = 'OPEN', operation = NULL, attempts = attempts + 1,"
                        + " changed_at = ? WHERE pipeline = ? AND due_at = ? AND attempts = ? AND"
                        + " state <> 'OVER'",
                now.toEpochMilli(),
                pipeline,
                turn.due().toEpochMilli(),
                turn.attempts());
    }

    /** It was asked for. */
    void asked(long pipeline, Instant due, long operation, Instant now) {
        changed(
                "UPDATE check_turn SET state = 'ASKED', operation = ?, changed_at = ? WHERE"
                        + " pipeline = ? AND due_at = ?",
                operation,
                now.toEpochMilli(),
                pipeline,
                due.toEpochMilli());
    }

    /** Nothing more is done for this turn; false when another manager has said so. */
    boolean over(long pipeline, Instant due, Instant now) {
        return changed(
                "UPDATE check_turn SET state = 'OVER', changed_at = ? WHERE pipeline = ? AND due_at"
                        + " = ? AND state <> 'OVER'",
                now.toEpochMilli(),
                pipeline,
                due.toEpochMilli());
    }

    /** A check that was not done is told among the operations, as one that has failed. */
    void tell(
            long pipeline,
            OperationRequest request,
            String by,
            OperationProgress why,
            Instant now) {
        changed(
                "INSERT INTO pipeline_operation (pipeline, kind, request, asked_by, asked_at,"
                        + " deadline_at, ended_at, state, progress) VALUES (?, ?, ?, ?, ?, ?, ?,"
                        + " 'FAILED', ?)",
                pipeline,
                request.kind().name().toLowerCase(Locale.ROOT),
                json.write(request),
                by,
                now.toEpochMilli(),
                now.toEpochMilli(),
                now.toEpochMilli(),
                json.write(why));
    }

    private boolean changed(String sql, Object... values) {
        return database.inTransaction(handle -> handle.execute(sql, values)) > 0;
    }
}
