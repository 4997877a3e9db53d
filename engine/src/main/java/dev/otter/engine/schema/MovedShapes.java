package dev.otter.engine.schema;

import dev.otter.engine.schema.ShapeRecord.State;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fits what is kept of shapes to another server's log, which is read from now on: what was known at
 * the mark holds from its place in the new log; the rest is taken anew.
 */
public final class MovedShapes {

    private MovedShapes() {}

    /**
     * Fits what is kept.
     *
     * @param mark the place in the log before
     * @param gtids whether points of the log are known by GTIDs in both
     */
    public static void fit(ShapeStore store, Checkpoint mark, boolean gtids) {
        LogReach reach = LogReach.of(mark);
        Map<TableName, ShapeRecord> held = new LinkedHashMap<>();
        Map<TableName, Long> versions = new LinkedHashMap<>();
        for (ShapeRecord one : store.load()) {
            if (one.id().map(reach::holds).orElse(true)) {
                held.put(one.table(), one);
            }
            versions.merge(one.table(), one.version(), Long::max);
        }
        List<ShapeRecord> anew = new ArrayList<>();
        versions.forEach((table, version) -> {
            ShapeRecord one = held.get(table);
            if (one != null && one.state() == State.KNOWN && comparable(one, mark, gtids)) {
                anew.add(
                        new ShapeRecord(
                                table,
                                version + 1,
                                Optional.empty(),
                                gtids ? one.until() : Optional.empty(),
                                State.KNOWN,
                                one.shape()));
            }
        });
        store.save(anew);
        Set<TableName> kept = new HashSet<>();
        anew.forEach(one -> kept.add(one.table()));
        versions.forEach((table, version) ->
                store.remove(table, kept.contains(table) ? version + 1 : version + 2));
    }

    /** Whether it can be told in the other log up to where a shape that was asked for holds. */
    private static boolean comparable(ShapeRecord one, Checkpoint mark, boolean gtids) {
        return gtids
                || one.until()
                        .map(until -> until.position().compareTo(mark.position()) <= 0)
                        .orElse(true);
    }
}
