package dev.otter.engine.verify.live;

import dev.otter.engine.verify.RowDifference;
import dev.otter.engine.verify.online.Finding;
import dev.otter.engine.verify.online.RowKey;
import dev.otter.model.table.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that were proven to differ and were not seen equal since; the newest ones, bounded in number
 * and bytes. Thread-safe.
 */
final class FoundRows {
    private static final int MOST = 200;
    private static final long MOST_CHARACTERS = 128 << 10;

    private final Map<Id, Found> open = new LinkedHashMap<>();
    private long characters;
    private long left;

    private record Id(TableName target, RowKey key) {}

    /**
     * One of them.
     *
     * @param key by which it is looked at again
     * @param finding what is wrong with it
     * @param at when it was found first
     * @param sent how often it was sent again
     */
    record Found(RowKey key, Finding finding, Instant at, int sent) {
        private long characters() {
            long sum = finding.target().toString().length();
            sum += finding.difference().key().length();
            if (finding.difference() instanceof RowDifference.Different(_, var values)) {
                for (RowDifference.Value value : values) {
                    sum +=
                            value.column().length()
                                    + String.valueOf(value.source()).length()
                                    + String.valueOf(value.target()).length();
                }
            }
            return sum;
        }
    }

    /**
     * A row differs.
     *
     * @return whether that was not known
     */
    synchronized boolean found(RowKey key, Finding finding, Instant now) {
        Id id = new Id(finding.target(), key);
        Found before = open.remove(id);
        Found found =
                before == null
                        ? new Found(key, finding, now, 0)
                        : new Found(key, finding, before.at(), before.sent());
        characters += found.characters() - (before == null ? 0 : before.characters());
        open.put(id, found);
        while (open.size() > MOST || (characters > MOST_CHARACTERS && open.size() > 1)) {
            Id oldest = open.keySet().iterator().next();
            characters -= open.remove(oldest).characters();
            left++;
        }
        return before == null;
    }

    /** It was sent again. */
    synchronized void sent(TableName target, RowKey key) {
        open.computeIfPresent(
                new Id(target, key),
                (_, found) -> new Found(key, found.finding(), found.at(), found.sent() + 1));
    }

    /** What is known of a row; null when it is not known to differ. */
    synchronized Found of(TableName target, RowKey key) {
        return open.get(new Id(target, key));
    }

    /**
     * Rows are equal.
     *
     * @return those that were known to differ
     */
    synchronized List<Found> equal(TableName target, List<RowKey> keys) {
        if (open.isEmpty()) {
            return List.of();
        }
        List<Found> healed = new ArrayList<>();
        for (RowKey key : keys) {
            Found found = open.remove(new Id(target, key));
            if (found != null) {
                characters -= found.characters();
                healed.add(found);
            }
        }
        return List.copyOf(healed);
    }

    /** All of them, the oldest news first. */
    synchronized List<Found> all() {
        return List.copyOf(open.values());
    }

    /** Rows that were found and forgotten because there were too many. */
    synchronized long left() {
        return left;
    }
}
