package dev.otter.engine.load.schedule;

import com.carrotsearch.hppc.LongArrayList;
import java.util.Arrays;

/**
 * What one transaction touches, as 64-bit hashes of key values and tables.
 *
 * <p>Two transactions conflict when one holds a hash exclusively that the other holds at all. A
 * collision of hashes is only a false conflict. Immutable.
 */
public final class AccessSet {
    private final long[] exclusive;
    private final long[] shared;

    private AccessSet(long[] exclusive, long[] shared) {
        this.exclusive = exclusive;
        this.shared = shared;
    }

    /** Hashes held exclusively, sorted, each once. */
    public long[] exclusive() {
        return exclusive;
    }

    /** Whether this hash is held exclusively. */
    public boolean takes(long hash) {
        return Arrays.binarySearch(exclusive, hash) >= 0;
    }

    /** Hashes held shared and not exclusively, sorted, each once. */
    public long[] shared() {
        return shared;
    }

    /** The same and this hash, held exclusively. */
    AccessSet withExclusive(long hash) {
        Collector more = new Collector();
        for (long each : exclusive) {
            more.exclusive(each);
        }
        more.exclusive(hash);
        for (long each : shared) {
            more.shared(each);
        }
        return more.build();
    }

    /** Collects hashes; not for several threads. {@link #build} starts it anew. */
    public static final class Collector {
        private final LongArrayList exclusive = new LongArrayList();
        private final LongArrayList shared = new LongArrayList();
        private long lastShared;

        /** Adds a hash of a key whose row or value is written. */
        public void exclusive(long hash) {
            exclusive.add(hash);
        }

        /** Adds a hash of something that must stay as it is while this transaction runs. */
        public void shared(long hash) {
            if (shared.isEmpty() || hash != lastShared) {
                shared.add(hash);
                lastShared = hash;
            }
        }

        /** The set of all hashes added since the last call. */
        public AccessSet build() {
            long[] sortedExclusive = distinct(exclusive);
            long[] sortedShared = distinct(shared);
            if (sortedShared.length > 0 && sortedExclusive.length > 0) {
                sortedShared = without(sortedShared, sortedExclusive);
            }
            exclusive.elementsCount = 0;
            shared.elementsCount = 0;
            return new AccessSet(sortedExclusive, sortedShared);
        }

        private static long[] distinct(LongArrayList list) {
            long[] values = list.toArray();
            if (values.length < 2) {
                return values;
            }
            Arrays.sort(values);
            int kept = 1;
            for (int i = 1; i < values.length; i++) {
                if (values[i] != values[kept - 1]) {
                    values[kept++] = values[i];
                }
            }
            return kept == values.length ? values : Arrays.copyOf(values, kept);
        }

        private static long[] without(long[] values, long[] sortedUnwanted) {
            int kept = 0;
            for (long value : values) {
                if (Arrays.binarySearch(sortedUnwanted, value) < 0) {
                    values[kept++] = value;
                }
            }
            return kept == values.length ? values : Arrays.copyOf(values, kept);
        }
    }
}
