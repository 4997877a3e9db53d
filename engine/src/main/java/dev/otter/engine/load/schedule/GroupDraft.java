package dev.otter.engine.load.schedule;

import com.carrotsearch.hppc.LongIntHashMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups while they are being cut: transactions come in log order, each is placed or deferred.
 *
 * <p>A transaction that conflicts with nothing seen before goes into the last group, or opens one
 * when that is full enough. One that conflicts with transactions of one group joins it, as long as
 * it brings no more new keys than fit; so hot rows, which bring none, gather without bound and
 * fold. Rows of a full load have a group of their own, which nothing joins. One that conflicts with
 * two groups, or with anything deferred, is deferred.
 *
 * <p>Order is safe: of two conflicting transactions the later is in the group of the earlier, or
 * deferred; so no two groups conflict, and none with anything older that waits. One thread.
 */
final class GroupDraft {
    private static final int NONE = -1;
    private static final int DEFERRED = -2;
    private static final int CLOSED = Integer.MAX_VALUE;

    private final LongIntHashMap exclusive = new LongIntHashMap();

    /** Hash to the group whose members share it, or {@link #DEFERRED} when there are several. */
    private final LongIntHashMap shared = new LongIntHashMap();

    private final List<List<PendingTransaction>> groups = new ArrayList<>();
    private int[] keys = new int[0];
    private int fill;
    private int keysMax;

    /**
     * Starts anew.
     *
     * @param groupsMax groups at most
     * @param fill keys with which a group is full enough for the next to be opened
     * @param keysMax keys up to which a group takes what conflicts with it
     */
    void begin(int groupsMax, int fill, int keysMax) {
        exclusive.clear();
        shared.clear();
        groups.clear();
        keys = new int[groupsMax];
        this.fill = fill;
        this.keysMax = keysMax;
    }

    /** Places a transaction that conflicts with nothing in flight, or defers it. */
    void place(PendingTransaction next) {
        int conflicting = conflicting(next.access());
        if (next.alone()) {
            mark(next.access(), conflicting == NONE ? openAlone(next) : DEFERRED);
            return;
        }
        if (conflicting >= 0 && keys[conflicting] == CLOSED) {
            conflicting = DEFERRED;
        }
        int group = conflicting == NONE ? open() : conflicting;
        if (group >= 0) {
            int added = newKeys(next.access());
            if (keys[group] > 0 && conflicting >= 0 && added > 0 && keys[group] + added > keysMax) {
                group = DEFERRED;
            } else {
                keys[group] += added;
                groups.get(group).add(next);
            }
        }
        mark(next.access(), group);
    }

    private int openAlone(PendingTransaction next) {
        if (groups.size() == keys.length) {
            return DEFERRED;
        }
        List<PendingTransaction> group = new ArrayList<>();
        group.add(next);
        groups.add(group);
        keys[groups.size() - 1] = CLOSED;
        return groups.size() - 1;
    }

    /** Leaves a transaction in the queue, and with it all later ones that conflict with it. */
    void defer(PendingTransaction next) {
        mark(next.access(), DEFERRED);
    }

    /** Whether no group wants more. */
    boolean full() {
        return groups.size() == keys.length && keys[keys.length - 1] >= fill;
    }

    /** Distinct keys written by all transactions seen. */
    int keysSeen() {
        return exclusive.size();
    }

    /** What was placed, oldest first. */
    List<TransactionGroup> groups() {
        return groups.stream().map(TransactionGroup::new).toList();
    }

    /** The group that is being filled, {@link #DEFERRED} when all are full. */
    private int open() {
        int last = groups.size() - 1;
        if (last >= 0 && keys[last] < fill) {
            return last;
        }
        if (groups.size() == keys.length) {
            return DEFERRED;
        }
        groups.add(new ArrayList<>());
        return last + 1;
    }

    /** The one group it conflicts with, {@link #NONE}, or {@link #DEFERRED}. */
    private int conflicting(AccessSet access) {
        int found = NONE;
        for (long hash : access.exclusive()) {
            found = both(found, exclusive.getOrDefault(hash, NONE));
            found = both(found, shared.getOrDefault(hash, NONE));
        }
        for (long hash : access.shared()) {
            found = both(found, exclusive.getOrDefault(hash, NONE));
        }
        return found;
    }

    private static int both(int one, int other) {
        if (one == NONE || one == other) {
            return other;
        }
        return other == NONE ? one : DEFERRED;
    }

    private int newKeys(AccessSet access) {
        int added = 0;
        for (long hash : access.exclusive()) {
            if (!exclusive.containsKey(hash)) {
                added++;
            }
        }
        return added;
    }

    private void mark(AccessSet access, int group) {
        for (long hash : access.exclusive()) {
            exclusive.put(hash, group);
        }
        for (long hash : access.shared()) {
            int at = shared.indexOf(hash);
            if (!shared.indexExists(at)) {
                shared.indexInsert(at, hash, group);
            } else if (shared.indexGet(at) != group) {
                shared.indexReplace(at, DEFERRED);
            }
        }
    }
}
