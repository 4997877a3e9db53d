package dev.otter.binlog.gtid;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A position in MariaDB's logs: the last transaction of each domain, such as
 * {@code @@gtid_binlog_pos}. Immutable. Says nothing of gaps: a domain is taken to be whole up to
 * its last transaction.
 */
public final class MariadbGtids {
    private static final MariadbGtids EMPTY = new MariadbGtids(new TreeMap<>());

    private final SortedMap<Long, MariadbGtid> last;

    private MariadbGtids(SortedMap<Long, MariadbGtid> last) {
        this.last = last;
    }

    /** The position before the first transaction. */
    public static MariadbGtids empty() {
        return EMPTY;
    }

    /** Reads {@code 0-1-100,1-2-7}; of two entries of one domain the later one counts. */
    public static MariadbGtids parse(String text) {
        TreeMap<Long, MariadbGtid> last = new TreeMap<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                MariadbGtid gtid = MariadbGtid.parse(part);
                last.put(gtid.domain(), gtid);
            }
        }
        return new MariadbGtids(last);
    }

    /** The position after this transaction, which replaces the last one of its domain. */
    public MariadbGtids add(MariadbGtid gtid) {
        TreeMap<Long, MariadbGtid> copy = new TreeMap<>(last);
        copy.put(gtid.domain(), gtid);
        return new MariadbGtids(copy);
    }

    /** True when the transaction is at or before this position in its domain. */
    public boolean contains(MariadbGtid gtid) {
        MariadbGtid mine = last.get(gtid.domain());
        return mine != null && Long.compareUnsigned(gtid.sequence(), mine.sequence()) <= 0;
    }

    /** True when every domain of the other position is reached here. */
    public boolean contains(MariadbGtids other) {
        return other.last.values().stream().allMatch(this::contains);
    }

    /** The last transaction of a domain. */
    public Optional<MariadbGtid> lastOf(long domain) {
        return Optional.ofNullable(last.get(domain));
    }

    /** The last transactions by domain. */
    public Map<Long, MariadbGtid> byDomain() {
        return Map.copyOf(last);
    }

    /** True for the position before the first transaction. */
    public boolean isEmpty() {
        return last.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MariadbGtids that && last.equals(that.last);
    }

    @Override
    public int hashCode() {
        return last.hashCode();
    }

    @Override
    public String toString() {
        return last.values().stream().map(MariadbGtid::toString).collect(Collectors.joining(","));
    }
}
