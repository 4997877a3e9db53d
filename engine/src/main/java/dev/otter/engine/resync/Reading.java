package dev.otter.engine.resync;

import dev.otter.engine.change.RowChanges;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.util.List;
import java.util.Optional;

/** What came of reading rows again. */
sealed interface Reading {

    /**
     * The rows as they are at one place of the log.
     *
     * @param at the place: all changes of these rows that end at or before it are in them, and none
     *     that ends behind
     * @param rows inserts of rows that are there, deletes of those that are not
     * @param over requests that need not be looked at any more
     * @param left requests for which there was no room, or whose table the target has otherwise
     * @param refused why some of those that are over gave no row
     * @param unlike why some that are left have to wait for the target's table; empty when none has
     */
    record Rows(
            LogPosition at,
            List<RowChanges> rows,
            List<ResyncRequest> over,
            List<ResyncRequest> left,
            List<OtterException> refused,
            Optional<String> unlike)
            implements Reading {}

    /**
     * Another session holds a row or a table; nothing was read.
     *
     * @param which the request that waited
     * @param why in the server's words
     */
    record Busy(ResyncRequest which, String why) implements Reading {}
}
