package dev.otter.engine.verify.live;

import dev.otter.engine.verify.online.RowKey;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys of changed rows in the order of the log, each once, until the target has the change. Bounded
 * in bytes. Thread-safe; no call waits for anything but another call.
 */
final class KeyQueue {
    private static final long ENTRY_BYTES = 176;

    /** Keys that are passed at most to find those of one table, so that nobody waits for long. */
    private static final int PASSED_MOST = 2_000;

    private final long limitBytes;
    private final Map<Id, LogPosition> waiting = new LinkedHashMap<>();
    private long bytes;
    private long out;

    private record Id(TableName target, RowKey key) {
        long memory() {
            return ENTRY_BYTES + key.memory();
        }
    }

    /**
     * Keys of one table.
     *
     * @param target the table on the target
     */
    record Due(TableName target, List<RowKey> keys) {}

    KeyQueue(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Adds keys; one that waits already keeps its place.
     *
     * @param end the target must have everything up to here before they are looked at
     * @return how many did not fit
     */
    synchronized int offer(TableName target, Collection<RowKey> keys, LogPosition end) {
        int left = 0;
        for (RowKey key : keys) {
            Id id = new Id(target, key);
            if (waiting.containsKey(id)) {
                continue;
            }
            if (bytes + id.memory() > limitBytes) {
                left++;
            } else {
                waiting.put(id, end);
                bytes += id.memory();
            }
        }
        return left;
    }

    /**
     * Takes the oldest keys out, of one table.
     *
     * @param durable the target has everything up to here
     * @param most keys
     * @return empty when none is due
     */
    synchronized Optional<Due> take(LogPosition durable, int most) {
        TableName table = null;
        List<RowKey> keys = new ArrayList<>();
        Iterator<Map.Entry<Id, LogPosition>> entries = waiting.entrySet().iterator();
        for (int passed = 0;
                entries.hasNext() && keys.size() < most && passed < PASSED_MOST;
                passed++) {
            Map.Entry<Id, LogPosition> entry = entries.next();
            if (entry.getValue().compareTo(durable) > 0) {
                break;
            }
            Id id = entry.getKey();
            if (table == null) {
                table = id.target();
            }
            if (id.target().equals(table)) {
                keys.add(id.key());
                entries.remove();
                bytes -= id.memory();
            }
        }
        out += keys.size();
        return table == null ? Optional.empty() : Optional.of(new Due(table, keys));
    }

    /** So many keys that were taken out are done with. */
    synchronized void done(int keys) {
        out -= keys;
    }

    /** Keys that wait, and those that were taken out and are not done with. */
    synchronized long open() {
        return waiting.size() + out;
    }

    /**
     * Forgets the keys of a table.
     *
     * @return how many
     */
    synchronized int forget(TableName target) {
        int before = waiting.size();
        for (Iterator<Id> ids = waiting.keySet().iterator(); ids.hasNext(); ) {
            Id id = ids.next();
            if (id.target().equals(target)) {
                bytes -= id.memory();
                ids.remove();
            }
        }
        return before - waiting.size();
    }

    /** Whether hardly another key would fit. */
    synchronized boolean full() {
        return bytes + ENTRY_BYTES > limitBytes;
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized long bytes() {
        return bytes;
    }
}
