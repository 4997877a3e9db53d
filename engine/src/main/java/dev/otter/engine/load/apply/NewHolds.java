package dev.otter.engine.load.apply;

import dev.otter.engine.run.StatusBoard;
import dev.otter.model.table.TableName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tables that one transaction puts on hold. They count for itself at once, and for others only when
 * it is durable: rows that others leave out would be lost if it never were. One thread.
 */
final class NewHolds {
    private final HeldTables held;
    private final Map<TableName, String> reasons = new LinkedHashMap<>();

    NewHolds(HeldTables held) {
        this.held = held;
    }

    void add(TableName table, String reason) {
        reasons.put(held.key(table), reason);
    }

    /** Names as {@link HeldTables#key} gives them. */
    Collection<TableName> tables() {
        return reasons.keySet();
    }

    /** The transaction is durable. */
    void durable(StatusBoard board) {
        reasons.forEach((table, reason) -> {
            held.hold(table);
            board.held(table.toString(), reason);
        });
    }
}
