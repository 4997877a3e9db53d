package dev.otter.manager.catalog;

import dev.otter.document.json.ConfigJson;
import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import tools.jackson.databind.JsonNode;

/** The rows of one kind in one transaction. For one thread. */
record ThingTable(Handle handle, ConfigJson json, Kind kind) {
    private static final int READ_SINGLY = 20;
    private static final String COLUMNS = "id, version, document, changed_at, changed_by";

    Optional<Thing> byId(long id) {
        return handle.createQuery(select() + " WHERE id = ?").bind(0, id).map(this::row).findOne();
    }

    Optional<Thing> byName(String name) {
        return handle.createQuery(select() + " WHERE name_key = ?")
                .bind(0, Check.key(name))
                .map(this::row)
                .findOne();
    }

    List<Thing> all() {
        return handle.createQuery(select() + " ORDER BY id").map(this::row).list();
    }

    /** The same; of those that are known in their present version, the known ones. */
    List<Thing> all(Map<Long, Thing> known) {
        Map<Long, Long> versions = new LinkedHashMap<>();
        handle.createQuery("SELECT id, version FROM " + kind.table() + " ORDER BY id")
                .map((row, _) -> Map.entry(row.getLong("id"), row.getLong("version")))
                .forEach(entry -> versions.put(entry.getKey(), entry.getValue()));
        List<Thing> things = new ArrayList<>();
        int fresh = 0;
        for (Map.Entry<Long, Long> entry : versions.entrySet()) {
            Thing thing = known.get(entry.getKey());
            if (thing != null && thing.version() == entry.getValue()) {
                things.add(thing);
            } else if (fresh++ == READ_SINGLY) {
                return all();
            } else {
                byId(entry.getKey()).ifPresent(things::add);
            }
        }
        return things;
    }

    Page<Thing> page(ListQuery query) {
        String where = query.search().isEmpty() ? "" : " WHERE search_text LIKE ? ESCAPE '!'";
        String order = query.sort().column() + (query.descending() ? " DESC" : "");
        var count = handle.createQuery("SELECT COUNT(*) FROM " + kind.table() + where);
        var rows =
                handle.createQuery(
                        select()
                                + where
                                + " ORDER BY "
                                + order
                                + (query.sort() == ListQuery.Sort.ID ? "" : ", id")
                                + " LIMIT "
                                + query.size()
                                + " OFFSET "
                                + query.offset());
        if (!where.isEmpty()) {
            String pattern = "%" + escaped(query.search().toLowerCase(Locale.ROOT)) + "%";
            count.bind(0, pattern);
            rows.bind(0, pattern);
        }
        return new Page<>(rows.map(this::row).list(), count.mapTo(Long.class).one());
    }

    /** A number that no thing of this kind has had before; the caller holds the write lock. */
    long nextId() {
        return handle.createQuery("SELECT COALESCE(MAX(thing_id), 0) FROM history WHERE kind = ?")
                        .bind(0, kind.name())
                        .mapTo(Long.class)
                        .one()
                + 1;
    }

    void insert(Thing thing) {
        handle.createUpdate(
                        "INSERT INTO "
                                + kind.table()
                                + " (id, version, document, changed_at, changed_by, name,"
                                + " name_key, search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(0, thing.id())
                .bind(1, thing.version())
                .bind(2, json.write(thing.config()))
                .bind(3, thing.changedAt().toEpochMilli())
                .bind(4, thing.changedBy())
                .bind(5, thing.name())
                .bind(6, Check.key(thing.name()))
                .bind(7, searchText(thing.config()))
                .execute();
    }

    void update(Thing thing) {
        handle.createUpdate(
                        "UPDATE "
                                + kind.table()
                                + " SET version = ?, document = ?, changed_at = ?, changed_by = ?,"
                                + " name = ?, name_key = ?, search_text = ? WHERE id = ?")
                .bind(0, thing.version())
                .bind(1, json.write(thing.config()))
                .bind(2, thing.changedAt().toEpochMilli())
                .bind(3, thing.changedBy())
                .bind(4, thing.name())
                .bind(5, Check.key(thing.name()))
                .bind(6, searchText(thing.config()))
                .bind(7, thing.id())
                .execute();
    }

    void delete(long id) {
        handle.createUpdate("DELETE FROM " + kind.table() + " WHERE id = ?").bind(0, id).execute();
    }

    private String select() {
        return "SELECT " + COLUMNS + " FROM " + kind.table();
    }

    private Thing row(ResultSet row, StatementContext context) throws SQLException {
        return new Thing(
                kind,
                row.getLong("id"),
                row.getLong("version"),
                Instant.ofEpochMilli(row.getLong("changed_at")),
                row.getString("changed_by"),
                json.read(row.getString("document"), kind.type()));
    }

    private String searchText(Named config) {
        StringBuilder text = new StringBuilder();
        collect(json.tree(config), text);
        return text.toString().toLowerCase(Locale.ROOT);
    }

    private static void collect(JsonNode node, StringBuilder text) {
        if (node.isContainer()) {
            node.forEach(child -> collect(child, text));
        } else if (node.isString() && !node.stringValue().isEmpty()) {
            text.append(node.stringValue()).append('\n');
        }
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
