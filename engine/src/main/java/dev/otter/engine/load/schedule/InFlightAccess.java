package dev.otter.engine.load.schedule;

import com.carrotsearch.hppc.LongIntHashMap;

/**
 * What the groups that are sent but not yet durable hold.
 *
 * <p>At any time a hash is held either by one group exclusively or by any number of groups shared:
 * a group that conflicts is never added. One thread.
 */
final class InFlightAccess {
    private static final int EXCLUSIVE = -1;

    /** Hash to {@link #EXCLUSIVE} or the number of groups that share it. */
    private final LongIntHashMap holders = new LongIntHashMap();

    /** Whether a transaction must wait for some group in flight. */
    boolean conflicts(AccessSet access) {
        if (holders.isEmpty()) {
            return false;
        }
        for (long hash : access.exclusive()) {
            if (holders.containsKey(hash)) {
                return true;
            }
        }
        for (long hash : access.shared()) {
            if (holders.getOrDefault(hash, 0) == EXCLUSIVE) {
                return true;
            }
        }
        return false;
    }

    /** Takes what the group needs; the caller has made sure that nothing of it conflicts. */
    void add(TransactionGroup group) {
        for (PendingTransaction member : group.members()) {
            for (long hash : member.access().exclusive()) {
                holders.put(hash, EXCLUSIVE);
            }
        }
        for (PendingTransaction member : group.members()) {
            for (long hash : member.access().shared()) {
                int index = holders.indexOf(hash);
                if (!holders.indexExists(index)) {
                    holders.indexInsert(index, hash, 1);
                } else if (holders.indexGet(index) != EXCLUSIVE) {
                    holders.indexReplace(index, holders.indexGet(index) + 1);
                }
            }
        }
    }

    /** Gives back what {@link #add} took. */
    void remove(TransactionGroup group) {
        for (PendingTransaction member : group.members()) {
            for (long hash : member.access().shared()) {
                int index = holders.indexOf(hash);
                if (holders.indexExists(index) && holders.indexGet(index) != EXCLUSIVE) {
                    int left = holders.indexGet(index) - 1;
                    if (left == 0) {
                        holders.indexRemove(index);
                    } else {
                        holders.indexReplace(index, left);
                    }
                }
            }
        }
        for (PendingTransaction member : group.members()) {
            for (long hash : member.access().exclusive()) {
                holders.remove(hash);
            }
        }
    }

    /** Hashes held now; 0 when nothing is in flight. */
    int size() {
        return holders.size();
    }
}
