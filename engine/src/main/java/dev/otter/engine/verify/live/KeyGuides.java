package dev.otter.engine.verify.live;

import dev.otter.engine.verify.online.KeyedPair;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of tables whose rows change: the reading thread asks, the checking thread answers
 * later. Thread-safe; never blocks.
 */
final class KeyGuides {
    private static final int WANTED_MOST = 1_000;

    private final Map<Way, KeyedPair> byWay = new ConcurrentHashMap<>();
    private final Map<TableName, KeyedPair> byTarget = new ConcurrentHashMap<>();
    private final Map<Way, String> unfit = new ConcurrentHashMap<>();
    private final Set<Way> wanted = ConcurrentHashMap.newKeySet();
    private final Map<TableName, Long> turns = new ConcurrentHashMap<>();
    private final Map<TableName, LogPosition> after = new ConcurrentHashMap<>();

    /** How keys are taken of rows on a way; empty when it is not known yet, or never will be. */
    Optional<KeyedPair> of(Way way) {
        return Optional.ofNullable(byWay.get(way));
    }

    /** The pair of a target table. */
    Optional<KeyedPair> ofTarget(TableName target) {
        return Optional.ofNullable(byTarget.get(target));
    }

    /** Whether rows on the way cannot be checked. */
    boolean unfit(Way way) {
        return unfit.containsKey(way);
    }

    /** Source tables whose rows cannot be checked, all or on one of their ways, with the reasons. */
    Map<TableName, String> unfit() {
        Map<TableName, String> reasons = new TreeMap<>();
        unfit.forEach((way, reason) ->
                reasons.merge(
                        way.source(),
                        reason,
                        (known, more) -> known.contains(more) ? known : known + "; " + more));
        return reasons;
    }

    /**
     * Rows have come on a way that is not known: it is to be looked at, and what is being proven of
     * its target may be wrong.
     */
    void want(Way way) {
        if (wanted.size() < WANTED_MOST && wanted.add(way)) {
            turned(way.target());
        }
    }

    /** Ways that are to be looked at. */
    List<Way> wanted() {
        return List.copyOf(wanted);
    }

    /**
     * A statement changed a table of the pair: what is known of the target's pair is old, and is
     * looked at anew once the target has it.
     *
     * @param end right behind the statement
     */
    void altered(Way way, LogPosition end) {
        after.put(way.target(), end);
        forget(way);
    }

    /** Whether the target has all statements that are known. */
    boolean settled(TableName target, LogPosition durable) {
        LogPosition end = after.get(target);
        return end == null || end.compareTo(durable) <= 0;
    }

    /** What is known of the target's pair is old. */
    void forget(Way way) {
        unfit.remove(way);
        byWay.remove(way);
        KeyedPair old = byTarget.remove(way.target());
        if (old != null) {
            ways(old).forEach(byWay::remove);
        }
        turned(way.target());
    }

    private static List<Way> ways(KeyedPair pair) {
        return pair.pair().sources().stream()
                .map(shape -> new Way(shape.name(), pair.target()))
                .toList();
    }

    private void turned(TableName target) {
        turns.merge(target, 1L, Long::sum);
    }

    /**
     * Another number whenever something was met in the log that may make what is known of a target
     * table wrong.
     */
    long turn(TableName target) {
        return turns.getOrDefault(target, 0L);
    }

    /**
     * A pair can be checked from now on, unless something was met since.
     *
     * @param turn what {@link #turn} said before the pair was made
     */
    void put(KeyedPair pair, long turn) {
        List<Way> ways = ways(pair);
        ways.forEach(way -> {
            wanted.remove(way);
            byWay.put(way, pair);
        });
        byTarget.put(pair.target(), pair);
        if (turn(pair.target()) != turn) {
            ways.forEach(byWay::remove);
            byTarget.remove(pair.target());
        }
    }

    /** Rows on a way cannot be checked. */
    void refuse(Way way, String reason) {
        wanted.remove(way);
        unfit.put(way, reason);
    }
}
