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

    private final Map<TableName, KeyedPair> bySource = new ConcurrentHashMap<>();
    private final Map<TableName, KeyedPair> byTarget = new ConcurrentHashMap<>();
    private final Map<TableName, String> unfit = new ConcurrentHashMap<>();
    private final Set<TableName> wanted = ConcurrentHashMap.newKeySet();
    private final Map<TableName, Long> turns = new ConcurrentHashMap<>();
    private final Map<TableName, LogPosition> after = new ConcurrentHashMap<>();

    /** How keys are taken of a source table; empty when it is not known yet, or never will be. */
    Optional<KeyedPair> ofSource(TableName source) {
        return Optional.ofNullable(bySource.get(source));
    }

    /** The pair of a target table. */
    Optional<KeyedPair> ofTarget(TableName target) {
        return Optional.ofNullable(byTarget.get(target));
    }

    /** Whether rows of the source table cannot be checked. */
    boolean unfit(TableName source) {
        return unfit.containsKey(source);
    }

    /** Source tables whose rows cannot be checked, with the reasons. */
    Map<TableName, String> unfit() {
        return new TreeMap<>(unfit);
    }

    /**
     * Rows of a source table have come that is not known: it is to be looked at, and what is being
     * proven of its target may be wrong.
     */
    void want(TableName source, TableName target) {
        if (wanted.size() < WANTED_MOST && wanted.add(source)) {
            turned(target);
        }
    }

    /** Source tables that are to be looked at. */
    List<TableName> wanted() {
        return List.copyOf(wanted);
    }

    /**
     * A statement changed a table of the pair: what is known of the target's pair is old, and is
     * looked at anew once the target has it.
     *
     * @param end right behind the statement
     */
    void altered(TableName source, TableName target, LogPosition end) {
        after.put(target, end);
        forget(source, target);
    }

    /** Whether the target has all statements that are known. */
    boolean settled(TableName target, LogPosition durable) {
        LogPosition end = after.get(target);
        return end == null || end.compareTo(durable) <= 0;
    }

    /** What is known of the target's pair is old. */
    void forget(TableName source, TableName target) {
        unfit.remove(source);
        bySource.remove(source);
        KeyedPair old = byTarget.remove(target);
        if (old != null) {
            old.pair().sources().forEach(shape -> bySource.remove(shape.name()));
        }
        turned(target);
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
        pair.pair()
                .sources()
                .forEach(shape -> {
                    wanted.remove(shape.name());
                    bySource.put(shape.name(), pair);
                });
        byTarget.put(pair.target(), pair);
        if (turn(pair.target()) != turn) {
            pair.pair().sources().forEach(shape -> bySource.remove(shape.name()));
            byTarget.remove(pair.target());
        }
    }

    /** Rows of a source table cannot be checked. */
    void refuse(TableName source, String reason) {
        wanted.remove(source);
        unfit.put(source, reason);
    }
}
