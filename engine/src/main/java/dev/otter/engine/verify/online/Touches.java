package dev.otter.engine.verify.online;

import dev.otter.model.position.LogPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the log tells of the keys in question: for each, the transactions that touch it. Bounded:
 * when there are too many it forgets them, and says of every key that it was touched. For one
 * thread.
 */
final class Touches {
    private static final int MOST = 100_000;

    private final Map<Long, Key> keys = new HashMap<>();
    private final Key all = new Key();
    private final Predicate<Named> shown;
    private int noted;

    /** What touched one key. */
    private static final class Key {
        private final List<Named> needed = new ArrayList<>();
        private boolean unsure;
        private Optional<LogPosition> newest = Optional.empty();
    }

    /** What can be said of a key. */
    enum State {
        /** Both rows hold the same transactions. */
        SETTLED,
        /** The target's row may lack a transaction that the source's row shows. */
        BEHIND,
        /** A transaction touched the key that the source's row may not show. */
        UNSURE
    }

    /**
     * @param hashes of the keys in question
     * @param shown whether the rows that were read on the source are sure to show a transaction
     */
    Touches(Collection<Long> hashes, Predicate<Named> shown) {
        hashes.forEach(hash -> keys.put(hash, new Key()));
        this.shown = shown;
    }

    /** Whether the key is one of those in question. */
    boolean asksFor(long hash) {
        return keys.containsKey(hash);
    }

    /** A transaction touches these keys. */
    void touched(Named transaction, Set<Long> hashes) {
        hashes.forEach(hash -> note(keys.get(hash), transaction));
    }

    /** A transaction may touch any key. */
    void touchedAll(Named transaction) {
        note(all, transaction);
    }

    private void note(Key key, Named transaction) {
        if (key.unsure) {
            return;
        }
        if (!shown.test(transaction)) {
            key.unsure = true;
            key.needed.clear();
        } else if (noted++ < MOST) {
            key.needed.add(transaction);
        } else {
            all.unsure = true;
        }
        key.newest = Optional.of(transaction.end());
    }

    /**
     * Where the last transaction ends that touches the key; empty when none was met. Of a key that
     * is unsure it may be an earlier one.
     */
    Optional<LogPosition> newest(long hash) {
        return Stream.of(all.newest, keys.get(hash).newest)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /** What can be said when the target's row is of this look. */
    State state(long hash, TargetPoint look) {
        Key key = keys.get(hash);
        if (all.unsure || key.unsure) {
            return State.UNSURE;
        }
        return in(all, look) && in(key, look) ? State.SETTLED : State.BEHIND;
    }

    /** Whether the look has all that it must have for those keys that can be decided by it. */
    boolean covered(TargetPoint look) {
        if (all.unsure) {
            return true;
        }
        return in(all, look) && keys.values().stream().allMatch(key -> key.unsure || in(key, look));
    }

    private static boolean in(Key key, TargetPoint look) {
        return key.needed.stream().allMatch(look::contains);
    }
}
