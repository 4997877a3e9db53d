package dev.otter.manager.plan;

import dev.otter.manager.store.Database;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Versions of nodes' documents in the store: a document that is another than the last one gets the
 * next number. Plans that are older than what another manager has settled are not looked at. For
 * any thread.
 */
final class PlanVersions {
    private final Database database;

    PlanVersions(Database database) {
        this.database = database;
    }

    /** The last one of a node. */
    private record Row(long version, String digest, long revision) {}

    /**
     * Gives each node's document its version.
     *
     * @return versions by the node's number; a node is missing when its document is outdated or the
     *     node was deleted meanwhile
     */
    Map<Long, Long> settle(Plans plans) {
        return database.inTransaction(handle -> {
            Map<Long, Row> rows = rows(handle);
            Map<Long, Long> versions = new HashMap<>();
            plans.digests()
                    .forEach((node, digest) -> {
                        Row row = rows.getOrDefault(node, new Row(0, "", 0));
                        if (row.digest().equals(digest)) {
                            versions.put(node, row.version());
                        } else if (row.revision() <= plans.revision()
                                && write(handle, plans.revision(), node, digest, row)) {
                            versions.put(node, row.version() + 1);
                        }
                    });
            return versions;
        });
    }

    private static Map<Long, Row> rows(Handle handle) {
        Map<Long, Row> rows = new HashMap<>();
        handle.createQuery("SELECT node_id, version, digest, revision FROM node_plan")
                .map((row, _) ->
                        Map.entry(
                                row.getLong("node_id"),
                                new Row(
                                        row.getLong("version"),
                                        row.getString("digest"),
                                        row.getLong("revision"))))
                .forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
        return rows;
    }

    private static boolean write(
            Handle handle, long revision, long node, String digest, Row before) {
        if (before.version() > 0) {
            return handle.execute(
                            "UPDATE node_plan SET version = ?, digest = ?, revision = ? WHERE"
                                    + " node_id = ? AND version = ?",
                            before.version() + 1,
                            digest,
                            revision,
                            node,
                            before.version())
                    == 1;
        }
        return handle.execute(
                        "INSERT INTO node_plan (node_id, version, digest, revision) SELECT n.id, 1,"
                                + " ?, ? FROM node n WHERE n.id = ? AND NOT EXISTS (SELECT 1 FROM"
                                + " node_plan p WHERE p.node_id = n.id)",
                        digest,
                        revision,
                        node)
                == 1;
    }
}
