package dev.otter.manager.catalog;

import dev.otter.document.json.ConfigJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import tools.jackson.databind.JsonNode;

/** The history in one transaction. Rows are only ever added. For one thread. */
record HistoryTable(Handle handle, ConfigJson json) {

    void add(Change change) {
        handle.createUpdate(
                        "INSERT INTO history (revision, kind, thing_id, name, version, action,"
                                + " changed_at, changed_by, before_document, after_document)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(0, change.revision())
                .bind(1, change.kind().name())
                .bind(2, change.id())
                .bind(3, change.name())
                .bind(4, change.version())
                .bind(5, change.action().name())
                .bind(6, change.at().toEpochMilli())
                .bind(7, change.by())
                .bind(8, change.before().map(json::write).orElse(null))
                .bind(9, change.after().map(json::write).orElse(null))
                .execute();
    }

    /** All versions of a thing, the newest first. */
    List<Change> of(Kind kind, long id) {
        return handle.createQuery(
                        "SELECT * FROM history WHERE kind = ? AND thing_id = ? ORDER BY version"
                                + " DESC")
                .bind(0, kind.name())
                .bind(1, id)
                .map(this::row)
                .list();
    }

    Optional<Change> version(Kind kind, long id, long version) {
        return handle.createQuery(
                        "SELECT * FROM history WHERE kind = ? AND thing_id = ? AND version = ?")
                .bind(0, kind.name())
                .bind(1, id)
                .bind(2, version)
                .map(this::row)
                .findOne();
    }

    /** Changes of everything, the newest first. */
    Page<Change> latest(int page, int size) {
        List<Change> changes =
                handle.createQuery(
                                "SELECT * FROM history ORDER BY id DESC LIMIT "
                                        + size
                                        + " OFFSET "
                                        + (page - 1) * size)
                        .map(this::row)
                        .list();
        long total = handle.createQuery("SELECT COUNT(*) FROM history").mapTo(Long.class).one();
        return new Page<>(changes, total);
    }

    private Change row(ResultSet row, StatementContext context) throws SQLException {
        return new Change(
                row.getLong("revision"),
                Kind.valueOf(row.getString("kind")),
                row.getLong("thing_id"),
                row.getString("name"),
                row.getLong("version"),
                Change.Action.valueOf(row.getString("action")),
                Instant.ofEpochMilli(row.getLong("changed_at")),
                row.getString("changed_by"),
                tree(row.getString("before_document")),
                tree(row.getString("after_document")));
    }

    private Optional<JsonNode> tree(String text) {
        return Optional.ofNullable(text).map(json::parse);
    }
}
