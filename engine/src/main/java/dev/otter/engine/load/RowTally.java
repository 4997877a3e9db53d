package dev.otter.engine.load;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.run.StatusBoard;
import java.util.List;

/** Rows by kind that wait to be added to the figures once they are durable. One thread. */
final class RowTally {
    private long inserts;
    private long updates;
    private long deletes;

    void add(List<RowChanges> changes) {
        for (RowChanges each : changes) {
            switch (each.kind()) {
                case INSERT -> inserts += each.rows();
                case UPDATE -> updates += each.rows();
                case DELETE -> deletes += each.rows();
            }
        }
    }

    /** They are durable. */
    void report(StatusBoard board) {
        board.inserts.add(inserts);
        board.updates.add(updates);
        board.deletes.add(deletes);
        forget();
    }

    /** They are not, and will come again. */
    void forget() {
        inserts = 0;
        updates = 0;
        deletes = 0;
    }
}
