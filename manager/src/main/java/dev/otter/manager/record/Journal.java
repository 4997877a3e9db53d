package dev.otter.manager.record;

import dev.otter.manager.catalog.ListQuery;
import dev.otter.manager.catalog.Page;
import dev.otter.manager.store.Database;
import dev.otter.model.config.access.Role;
import dev.otter.model.config.alarm.LogRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/**
 * The audit log and the log records. Entries are only added, and removed when they are too old:
 * each addition looks at most once an hour whether there are such. For any thread.
 */
public final class Journal {
    private static final Duration SWEEP = Duration.ofHours(1);
    private static final int PATH_MAX = 500;

    private final Database database;
    private final KeepTime keep;
    private final AtomicLong sweptAt = new AtomicLong(Long.MIN_VALUE);

    /** How long entries are kept; may change at any time. */
    @FunctionalInterface
    public interface KeepTime {
        Duration get();
    }

    public Journal(Database database, KeepTime keep) {
        this.database = database;
        this.keep = keep;
    }

    /** Adds to the audit log. */
    public void add(AuditEntry entry) {
        database.useTransaction(handle -> {
            handle.createUpdate(
                            "INSERT INTO audit (happened_at, who, role_name, address, method,"
                                    + " path, status, error_code) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                    .bind(0, entry.at().toEpochMilli())
                    .bind(1, entry.who())
                    .bind(2, entry.role().name())
                    .bind(3, entry.address())
                    .bind(4, entry.method())
                    .bind(5, cut(entry.path()))
                    .bind(6, entry.status())
                    .bind(7, entry.error().orElse(null))
                    .execute();
            sweep(handle, entry.at());
        });
    }

    /** Adds a log record. */
    public void add(LogRecord entry) {
        database.useTransaction(handle -> {
            handle.createUpdate(
                            "INSERT INTO log_record (happened_at, channel, pipeline, node, title,"
                                    + " message) VALUES (?, ?, ?, ?, ?, ?)")
                    .bind(0, entry.at().toEpochMilli())
                    .bind(1, entry.channel().orElse(null))
                    .bind(2, entry.pipeline().orElse(null))
                    .bind(3, entry.node().orElse(null))
                    .bind(4, entry.title())
                    .bind(5, entry.message())
                    .execute();
            sweep(handle, entry.at());
        });
    }

    /** The audit log, the newest first. */
    public Page<AuditEntry> audit(ListQuery query) {
        return database.read(handle ->
                new Page<>(
                        handle.createQuery(
                                        "SELECT * FROM audit WHERE who LIKE :like OR path LIKE"
                                                + " :like ORDER BY id DESC"
                                                + limit(query))
                                .bind("like", like(query))
                                .map((row, _) -> auditRow(row))
                                .list(),
                        handle.createQuery(
                                        "SELECT COUNT(*) FROM audit WHERE who LIKE :like OR path"
                                                + " LIKE :like")
                                .bind("like", like(query))
                                .mapTo(Long.class)
                                .one()));
    }

    /** Log records, the newest first; the search looks at channel, pipeline, node and title. */
    public Page<LogRecord> logRecords(ListQuery query) {
        String where =
                " FROM log_record WHERE CONCAT(COALESCE(channel, ''), '/', COALESCE(pipeline, ''),"
                        + " ' ', COALESCE(node, ''), ' ', title) LIKE :like";
        return database.read(handle ->
                new Page<>(
                        handle.createQuery("SELECT *" + where + " ORDER BY id DESC" + limit(query))
                                .bind("like", like(query))
                                .map((row, _) -> logRow(row))
                                .list(),
                        handle.createQuery("SELECT COUNT(*)" + where)
                                .bind("like", like(query))
                                .mapTo(Long.class)
                                .one()));
    }

    private static String like(ListQuery query) {
        return "%" + query.search().replace("%", "").replace("_", "") + "%";
    }

    private static String limit(ListQuery query) {
        return " LIMIT " + query.size() + " OFFSET " + (query.page() - 1) * query.size();
    }

    private void sweep(Handle handle, Instant now) {
        long last = sweptAt.get();
        long due = now.toEpochMilli();
        if (due - SWEEP.toMillis() >= last && sweptAt.compareAndSet(last, due)) {
            long oldest = now.minus(keep.get()).toEpochMilli();
            handle.execute("DELETE FROM audit WHERE happened_at < ?", oldest);
            handle.execute("DELETE FROM log_record WHERE happened_at < ?", oldest);
        }
    }

    private static String cut(String path) {
        return path.length() <= PATH_MAX ? path : path.substring(0, PATH_MAX);
    }

    private static AuditEntry auditRow(ResultSet row) throws SQLException {
        return new AuditEntry(
                Instant.ofEpochMilli(row.getLong("happened_at")),
                row.getString("who"),
                Role.valueOf(row.getString("role_name")),
                row.getString("address"),
                row.getString("method"),
                row.getString("path"),
                row.getInt("status"),
                Optional.ofNullable(row.getString("error_code")));
    }

    private static LogRecord logRow(ResultSet row) throws SQLException {
        return new LogRecord(
                Instant.ofEpochMilli(row.getLong("happened_at")),
                Optional.ofNullable(row.getString("channel")),
                Optional.ofNullable(row.getString("pipeline")),
                Optional.ofNullable(row.getString("node")),
                row.getString("title"),
                row.getString("message"));
    }
}
