package dev.otter.testkit.workload.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The rows of one table that one writer believes to exist. Other writers, cascades and REPLACE may
 * prove it wrong; then a statement of it finds nothing, which does no harm. Not thread-safe.
 */
final class LiveRows {

    /** A row by the numbers of its keys. */
    static final class Row {
        final int key;
        final int[] uniques;
        private int place;

        Row(int key, int... uniques) {
            this.key = key;
            this.uniques = uniques;
        }

        Row withKey(int other) {
            return new Row(other, uniques.clone());
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, Row> byKey = new HashMap<>();

    int size() {
        return rows.size();
    }

    boolean contains(int key) {
        return byKey.containsKey(key);
    }

    Row random(RandomGenerator random) {
        return rows.get(random.nextInt(rows.size()));
    }

    void clear() {
        rows.clear();
        byKey.clear();
    }

    void add(Row row) {
        if (byKey.containsKey(row.key)) {
            remove(byKey.get(row.key));
        }
        row.place = rows.size();
        rows.add(row);
        byKey.put(row.key, row);
    }

    void remove(Row row) {
        if (byKey.remove(row.key, row)) {
            Row last = rows.removeLast();
            if (last != row) {
                rows.set(row.place, last);
                last.place = row.place;
            }
        }
    }
}
