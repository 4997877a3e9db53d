package dev.otter.engine.load.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Cuts the queue of waiting transactions into groups that may be applied now, in parallel.
 *
 * <p>How: look at the oldest transactions up to the window's limits and place them one by one, see
 * {@link GroupDraft}: what conflicts with nothing opens or fills a group, what conflicts with one
 * of the groups joins it, everything else waits and lets nothing pass that conflicts with it. What
 * waits is looked at again when a group has ended, by then together with what came later.
 *
 * <p>The last slot is kept for the oldest transaction, alone and with nothing older in flight: the
 * mark stands before it, so that no slot of newer ones comes free while it waits. It gives the slot
 * back whatever becomes of it, since the mark passes it as soon as it is durable.
 *
 * <p>A transaction that was refused once goes alone, when it is the oldest of all. Until then it is
 * one that waits. One thread.
 */
public final class GroupCutter {
    private final GroupLimits limits;
    private final InFlightAccess inFlight = new InFlightAccess();
    private final GroupDraft draft = new GroupDraft();

    /** Sequence of the oldest member of each group in flight. */
    private final TreeSet<Long> oldestInFlight = new TreeSet<>();

    public GroupCutter(GroupLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes groups that may start now out of the queue and counts them as in flight.
     *
     * @param queue waiting transactions in log order; what is taken is removed
     * @param idle number of groups wanted at most
     * @param slots number of slots that may be overwritten now
     */
    public List<TransactionGroup> cut(PendingQueue queue, int idle, int slots) {
        if (idle == 0 || slots == 0 || queue.isEmpty()) {
            return List.of();
        }
        List<TransactionGroup> groups = new ArrayList<>();
        PendingTransaction oldest = queue.iterator().next();
        if ((slots == 1 || oldest.refused()) && mayGoAlone(oldest)) {
            groups.addAll(taken(queue, List.of(new TransactionGroup(List.of(oldest)))));
        }
        int more = Math.min(idle, slots - 1) - groups.size();
        if (more > 0) {
            groups.addAll(taken(queue, independent(queue, more)));
        }
        return groups;
    }

    private List<TransactionGroup> taken(PendingQueue queue, List<TransactionGroup> groups) {
        for (TransactionGroup group : groups) {
            inFlight.add(group);
            oldestInFlight.add(oldest(group));
        }
        queue.removeAll(groups);
        return groups;
    }

    private static long oldest(TransactionGroup group) {
        return group.members().getFirst().transaction().sequence();
    }

    /** Whether everything older than the oldest in the queue is durable. */
    private boolean mayGoAlone(PendingTransaction oldest) {
        return oldestInFlight.lower(oldest.transaction().sequence()) == null
                && !inFlight.conflicts(oldest.access());
    }

    private List<TransactionGroup> independent(PendingQueue queue, int idle) {
        List<PendingTransaction> window = window(queue);
        draft.begin(idle, fill(window, idle), limits.groupKeysMax());
        for (PendingTransaction next : window) {
            if (draft.full() || draft.keysSeen() >= limits.windowKeysMax()) {
                break;
            }
            if (next.refused() || inFlight.conflicts(next.access())) {
                draft.defer(next);
            } else {
                draft.place(next);
            }
        }
        return draft.groups();
    }

    /** A group is durable, or given up: what it held is free again. */
    public void ended(TransactionGroup group) {
        inFlight.remove(group);
        if (!group.members().isEmpty()) {
            oldestInFlight.remove(oldest(group));
        }
    }

    /** Whether groups are in flight. */
    public boolean busy() {
        return inFlight.size() > 0;
    }

    private List<PendingTransaction> window(PendingQueue queue) {
        List<PendingTransaction> window = new ArrayList<>();
        int rows = 0;
        long bytes = 0;
        for (PendingTransaction next : queue) {
            if (!window.isEmpty()
                    && (rows >= limits.windowRowsMax() || bytes >= limits.windowBytesMax())) {
                break;
            }
            window.add(next);
            rows += next.transaction().rows();
            bytes += next.transaction().bytes();
        }
        return window;
    }

    /** With how many keys a group is full enough for the next to be opened. */
    private int fill(List<PendingTransaction> window, int idle) {
        long keys = window.stream().mapToLong(PendingTransaction::weight).sum();
        return Math.clamp((keys + idle - 1) / idle, limits.groupKeysMin(), limits.groupKeysMax());
    }
}
