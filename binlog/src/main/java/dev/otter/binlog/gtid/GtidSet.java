package dev.otter.binlog.gtid;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A set of MySQL transactions by their GTIDs, such as {@code @@gtid_executed}. Immutable. Text and
 * bytes are those of MySQL, with the tags of 8.3.
 */
public final class GtidSet {
    private static final GtidSet EMPTY = new GtidSet(new TreeMap<>());

    /** Intervals per source: sorted, apart, ends excluded; never empty. */
    private final SortedMap<GtidSource, long[]> sources;

    GtidSet(SortedMap<GtidSource, long[]> sources) {
        this.sources = sources;
    }

    /** The set without transactions. */
    public static GtidSet empty() {
        return EMPTY;
    }

    /** Reads {@code uuid:1-5:7:tag:1-3,uuid:…}; white space is ignored, an empty text is empty. */
    public static GtidSet parse(String text) {
        return GtidText.parse(text);
    }

    /** Reads the bytes of a PREVIOUS_GTIDS event's body or of a dump command. */
    public static GtidSet decode(byte[] bytes, int offset, int length) {
        return GtidBytes.decode(bytes, offset, length);
    }

    /** The bytes as COM_BINLOG_DUMP_GTID takes them; tagged only when some source has a tag. */
    public byte[] encode() {
        return GtidBytes.encode(sources);
    }

    /** True when no transaction is in the set. */
    public boolean isEmpty() {
        return sources.isEmpty();
    }

    /** True when some source has a tag, which servers before 8.3 do not understand. */
    public boolean tagged() {
        return sources.keySet().stream().anyMatch(source -> !source.tag().isEmpty());
    }

    /** Those who numbered the transactions. */
    public Set<GtidSource> sources() {
        return Set.copyOf(sources.keySet());
    }

    /** Number of transactions. */
    public long size() {
        long size = 0;
        for (long[] bounds : sources.values()) {
            for (int i = 0; i < bounds.length; i += 2) {
                size += bounds[i + 1] - bounds[i];
            }
        }
        return size;
    }

    /** True when the transaction is in the set. */
    public boolean contains(Gtid gtid) {
        return contains(gtid.source(), gtid.number());
    }

    /** True when the transaction is in the set. */
    public boolean contains(GtidSource source, long number) {
        long[] bounds = sources.get(source);
        return bounds != null && Intervals.contains(bounds, number, number + 1);
    }

    /** True when every transaction of the other set is in this one. */
    public boolean contains(GtidSet other) {
        for (Map.Entry<GtidSource, long[]> entry : other.sources.entrySet()) {
            long[] mine = sources.get(entry.getKey());
            long[] theirs = entry.getValue();
            for (int i = 0; i < theirs.length; i += 2) {
                if (mine == null || !Intervals.contains(mine, theirs[i], theirs[i + 1])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** True when some transaction is in both sets. */
    public boolean intersects(GtidSet other) {
        return sources.entrySet().stream()
                .anyMatch(entry -> {
                    long[] theirs = other.sources.get(entry.getKey());
                    return theirs != null && Intervals.intersects(entry.getValue(), theirs);
                });
    }

    /** This set and one transaction more; for many additions use {@link GtidSetBuilder}. */
    public GtidSet add(Gtid gtid) {
        return contains(gtid) ? this : new GtidSetBuilder(this).add(gtid).build();
    }

    /** The transactions of either set. */
    public GtidSet union(GtidSet other) {
        return new GtidSetBuilder(this).add(other).build();
    }

    /** The transactions of this set that are not in the other. */
    public GtidSet subtract(GtidSet other) {
        return new GtidSetBuilder(this).subtract(other).build();
    }

    /** Shows each source with its intervals (start, excluded end, …), in MySQL's order. */
    void forEach(BiConsumer<GtidSource, long[]> action) {
        sources.forEach(action);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof GtidSet that) || !sources.keySet().equals(that.sources.keySet())) {
            return false;
        }
        return sources.entrySet().stream()
                .allMatch(e -> Arrays.equals(e.getValue(), that.sources.get(e.getKey())));
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (Map.Entry<GtidSource, long[]> entry : sources.entrySet()) {
            hash += entry.getKey().hashCode() ^ Arrays.hashCode(entry.getValue());
        }
        return hash;
    }

    /** MySQL's own spelling: a source's tags follow its untagged intervals. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        GtidSource previous = null;
        for (Map.Entry<GtidSource, long[]> entry : sources.entrySet()) {
            GtidSource source = entry.getKey();
            if (previous == null || !previous.uuid().equals(source.uuid())) {
                text.append(previous == null ? "" : ",").append(source.uuid());
            }
            if (!source.tag().isEmpty()) {
                text.append(':').append(source.tag());
            }
            long[] bounds = entry.getValue();
            for (int i = 0; i < bounds.length; i += 2) {
                text.append(':').append(bounds[i]);
                if (bounds[i + 1] - bounds[i] > 1) {
                    text.append('-').append(bounds[i + 1] - 1);
                }
            }
            previous = source;
        }
        return text.toString();
    }
}
