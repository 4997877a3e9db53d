package dev.otter.engine.snapshot;

import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.engine.snapshot.CopyRequests.Request;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a copy is that somebody has asked for, as the target tells it.
 *
 * @param table the source's table
 * @param stage what it is in
 * @param rows rows that are durable on the target
 * @param estimated rows of the whole table, as the source guesses
 * @param error why it was refused; empty otherwise
 */
public record CopyLook(TableName table, Stage stage, long rows, long estimated, String error) {

    /** What a copy is in. */
    public enum Stage {
        /** Nobody has seen the request yet: the pipeline may not run. */
        ASKED,
        /** Its turn has not come. */
        WAITING,
        COPYING,
        /** All rows are there; indexes are still built. */
        COMPLETING,
        DONE,
        REFUSED
    }

    /** Whether nothing more will become of it. */
    public boolean ended() {
        return stage == Stage.DONE || stage == Stage.REFUSED;
    }

    /**
     * All copies of a pipeline that were asked for.
     *
     * @param target a session on its target
     * @param sql how statements are spelled there
     * @param pipeline its full name
     * @param lanes the copies that its tables need
     */
    public static List<CopyLook> all(
            RecordSession target, RecordSql sql, String pipeline, List<CopyLane> lanes) {
        // Requests first: one that is taken in between is in the record then.
        List<Request> requests = new CopyRequests(pipeline, sql).all(target);
        List<Part> parts = new ArrayList<>();
        lanes.forEach(lane -> parts.addAll(CopyRecord.of(lane.record(), sql).read(target)));
        List<CopyLook> looks = new ArrayList<>();
        for (Request request : requests) {
            List<Part> own =
                    parts.stream().filter(part -> part.source().equals(request.table())).toList();
            long rows = own.stream().mapToLong(Part::rows).sum();
            long estimated = own.stream().mapToLong(Part::estimated).sum();
            looks.add(
                    switch (request.state()) {
                        case ASKED -> new CopyLook(request.table(), Stage.ASKED, 0, 0, "");
                        case REFUSED ->
                                new CopyLook(request.table(), Stage.REFUSED, 0, 0, request.error());
                        case TAKEN ->
                                new CopyLook(request.table(), stage(own), rows, estimated, "");
                    });
        }
        return looks;
    }

    /** A record that is gone was over. */
    private static Stage stage(List<Part> parts) {
        if (parts.stream().anyMatch(part -> part.state() == State.COPYING)) {
            return Stage.COPYING;
        }
        if (parts.stream().anyMatch(part -> part.state() != State.DONE)) {
            return Stage.WAITING;
        }
        return parts.stream().allMatch(part -> part.terms().afterwards().isEmpty())
                ? Stage.DONE
                : Stage.COMPLETING;
    }
}
