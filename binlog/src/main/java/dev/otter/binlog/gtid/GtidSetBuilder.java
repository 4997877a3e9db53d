package dev.otter.binlog.gtid;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A GTID set that grows, made for one addition per transaction. Not safe for several threads;
 * {@link #build} takes a snapshot that is.
 */
public final class GtidSetBuilder {
    private final Map<GtidSource, Intervals> sources = new HashMap<>();
    private GtidSource lastSource;
    private Intervals lastIntervals;

    public GtidSetBuilder() {}

    /** Starts with everything of the set. */
    public GtidSetBuilder(GtidSet start) {
        start.forEach((source, bounds) -> sources.put(source, Intervals.copyOf(bounds)));
    }

    /** Adds one transaction. */
    public GtidSetBuilder add(Gtid gtid) {
        return add(gtid.source(), gtid.number(), gtid.number());
    }

    /** Adds one transaction. */
    public GtidSetBuilder add(GtidSource source, long number) {
        return add(source, number, number);
    }

    /** Adds the transactions from {@code first} to {@code last}, both included. */
    public GtidSetBuilder add(GtidSource source, long first, long last) {
        if (first < 1 || last < first || last == Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "GTID interval " + first + "-" + last + " of " + source);
        }
        intervals(source).add(first, last + 1);
        return this;
    }

    /** Adds all transactions of a set. */
    public GtidSetBuilder add(GtidSet set) {
        set.forEach((source, bounds) -> {
            Intervals intervals = intervals(source);
            for (int i = 0; i < bounds.length; i += 2) {
                intervals.add(bounds[i], bounds[i + 1]);
            }
        });
        return this;
    }

    /** Takes away all transactions of a set. */
    public GtidSetBuilder subtract(GtidSet set) {
        set.forEach((source, bounds) -> {
            Intervals intervals = intervals(source);
            for (int i = 0; i < bounds.length; i += 2) {
                intervals.subtract(bounds[i], bounds[i + 1]);
            }
        });
        return this;
    }

    private Intervals intervals(GtidSource source) {
        if (!source.equals(lastSource)) {
            lastIntervals = sources.computeIfAbsent(source, _ -> new Intervals());
            lastSource = source;
        }
        return lastIntervals;
    }

    /** What has been added so far; later additions do not change it. */
    public GtidSet build() {
        TreeMap<GtidSource, long[]> copy = new TreeMap<>();
        sources.forEach((source, intervals) -> {
            if (!intervals.isEmpty()) {
                copy.put(source, intervals.toArray());
            }
        });
        return new GtidSet(copy);
    }
}
