package dev.otter.manager.fleet;

import dev.otter.manager.live.Minute;
import dev.otter.manager.store.Database;
import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.message.StatisticsBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pipelines did, minute by minute, in the store. For any thread.
 *
 * <p>A batch and its sequence are written in one transaction, so none counts twice.
 */
public final class Minutes {
    /** Minutes that are read at once: a week. */
    public static final int MOST = 10_080;

    private static final Logger LOG = LoggerFactory.getLogger(Minutes.class);
    private static final int SWEPT_AT_ONCE = 10_000;

    private final Database database;

    public Minutes(Database database) {
        this.database = database;
    }

    /** The greatest sequence of that store that is here; 0 when there is none. */
    public long last(long node, long store) {
        return database.read(handle -> last(handle, node, store).orElse(0));
    }

    private static OptionalLong last(Handle handle, long node, long store) {
        return handle.createQuery(
                        "SELECT sequence FROM statistics_receipt WHERE node_id = ? AND store = ?")
                .bind(0, node)
                .bind(1, store)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** Keeps a batch, unless it is here already. */
    public void add(long node, StatisticsBatch batch) {
        database.useTransaction(handle -> {
            OptionalLong last = last(handle, node, batch.store());
            if (last.orElse(0) >= batch.sequence()) {
                return;
            }
            String receipt =
                    last.isPresent()
                            ? "UPDATE statistics_receipt SET sequence = ? WHERE node_id = ? AND"
                                    + " store = ?"
                            : "INSERT INTO statistics_receipt (sequence, node_id, store) VALUES (?,"
                                    + " ?, ?)";
            handle.execute(receipt, batch.sequence(), node, batch.store());
            insert(handle, node, batch.minutes());
        });
    }

    private static void insert(Handle handle, long node, List<PipelineMinute> minutes) {
        PreparedBatch rows =
                handle.prepareBatch(
                        "INSERT INTO pipeline_minute (pipeline, minute_at, inserts, updates,"
                                + " deletes, schema_changes, log_bytes, mean_lag_millis,"
                                + " max_lag_millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        for (PipelineMinute minute : minutes) {
            OptionalLong pipeline = PipelineNumbers.parse(minute.pipeline());
            if (pipeline.isEmpty()) {
                LOG.warn("Node {} counts for '{}', which is no pipeline", node, minute.pipeline());
                continue;
            }
            rows.bind(0, pipeline.getAsLong())
                    .bind(1, minute.minute().getEpochSecond() * 1_000)
                    .bind(2, minute.rows().inserts())
                    .bind(3, minute.rows().updates())
                    .bind(4, minute.rows().deletes())
                    .bind(5, minute.rows().schemaChanges())
                    .bind(6, minute.bytes())
                    .bind(7, minute.meanLagMillis())
                    .bind(8, minute.maxLagMillis())
                    .add();
        }
        if (rows.size() > 0) {
            rows.execute();
        }
    }

    /**
     * What a pipeline did, the oldest first, the newest {@link #MOST} only.
     *
     * @param from the first minute begins not before it
     * @param to the last minute begins before it
     */
    public List<Minute> read(long pipeline, Instant from, Instant to) {
        List<Minute> minutes = new ArrayList<>();
        database.read(handle -> {
            handle.createQuery(
                            "SELECT minute_at, SUM(inserts) i, SUM(updates) u, SUM(deletes) d,"
                                    + " SUM(schema_changes) s, SUM(log_bytes) b,"
                                    + " AVG(mean_lag_millis) l, MAX(max_lag_millis) m FROM"
                                    + " pipeline_minute WHERE pipeline = ? AND minute_at >= ? AND"
                                    + " minute_at < ? GROUP BY minute_at ORDER BY minute_at DESC"
                                    + " LIMIT "
                                    + MOST)
                    .bind(0, pipeline)
                    .bind(1, from.toEpochMilli())
                    .bind(2, to.toEpochMilli())
                    .map((row, _) ->
                            new Minute(
                                    Instant.ofEpochMilli(row.getLong("minute_at")),
                                    row.getLong("i"),
                                    row.getLong("u"),
                                    row.getLong("d"),
                                    row.getLong("s"),
                                    row.getLong("b"),
                                    Math.round(row.getDouble("l")),
                                    row.getLong("m")))
                    .forEach(minutes::add);
            return minutes;
        });
        return List.copyOf(minutes).reversed();
    }

    /** Removes what is older, a part at a time, so that nobody waits long. */
    public void sweep(Instant now, Duration keep) {
        long oldest = now.minus(keep).toEpochMilli();
        int removed;
        do {
            removed =
                    database.inTransaction(handle ->
                            handle.execute(
                                    "DELETE FROM pipeline_minute WHERE minute_at < ? LIMIT "
                                            + SWEPT_AT_ONCE,
                                    oldest));
        } while (removed == SWEPT_AT_ONCE);
    }
}
