package dev.otter.engine.load.schedule;

import com.carrotsearch.hppc.LongIntHashMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts the queue of waiting transactions into groups that may be applied now, in parallel.
 *
 * <p>How: look at the oldest transactions up to the window's limits. Transactions that conflict are
 * joined (union-find over their hashes), so that a component depends on nothing else in the window.
 * A component that conflicts with a group in flight stays in the queue, whole: it is looked at
 * again when a group has ended, by then joined with what came later, which folds better than
 * sending it in small pieces. The other components are packed into as many groups as there are idle
 * appliers.
 *
 * <p>Order is safe: of two conflicting transactions in the window the later one is in the same
 * component, and a later one outside the window is not looked at.
 *
 * <p>The last slot is kept for the oldest transaction alone: the mark stands before it, so that no
 * slot of newer ones comes free while it waits. One thread.
 */
public final class GroupCutter {
    private final GroupLimits limits;
    private final InFlightAccess inFlight = new InFlightAccess();
    private final LongIntHashMap exclusiveOwner = new LongIntHashMap();
    private int[] parent = new int[1024];

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
        List<TransactionGroup> groups =
                slots == 1 ? oldest(queue) : independent(queue, Math.min(idle, slots - 1));
        groups.forEach(inFlight::add);
        queue.removeAll(groups);
        return groups;
    }

    private List<TransactionGroup> oldest(PendingQueue queue) {
        PendingTransaction oldest = queue.iterator().next();
        return inFlight.conflicts(oldest.access())
                ? List.of()
                : List.of(TransactionGroup.of(List.of(List.of(oldest))));
    }

    private List<TransactionGroup> independent(PendingQueue queue, int idle) {
        List<PendingTransaction> window = window(queue, idle);
        join(window);
        List<List<PendingTransaction>> free = freeComponents(window);
        return free.isEmpty() ? List.of() : pack(free, idle);
    }

    /** A group is durable, or given up: what it held is free again. */
    public void ended(TransactionGroup group) {
        inFlight.remove(group);
    }

    /** Whether groups are in flight. */
    public boolean busy() {
        return inFlight.size() > 0;
    }

    private List<PendingTransaction> window(PendingQueue queue, int idle) {
        int keysWanted =
                Math.min(limits.windowKeysMax(), Math.max(2, 2 * idle) * limits.groupKeysMax());
        List<PendingTransaction> window = new ArrayList<>();
        exclusiveOwner.clear();
        int rows = 0;
        long bytes = 0;
        for (PendingTransaction next : queue) {
            if (!window.isEmpty()
                    && (exclusiveOwner.size() >= keysWanted
                            || rows >= limits.windowRowsMax()
                            || bytes >= limits.windowBytesMax())) {
                break;
            }
            int index = window.size();
            window.add(next);
            rows += next.transaction().rows();
            bytes += next.transaction().bytes();
            claim(next, index);
        }
        return window;
    }

    /** Enters the exclusive hashes and joins with whoever holds one of them already. */
    private void claim(PendingTransaction next, int index) {
        if (index >= parent.length) {
            parent = java.util.Arrays.copyOf(parent, parent.length * 2);
        }
        parent[index] = index;
        for (long hash : next.access().exclusive()) {
            int at = exclusiveOwner.indexOf(hash);
            if (exclusiveOwner.indexExists(at)) {
                union(exclusiveOwner.indexGet(at), index);
            } else {
                exclusiveOwner.indexInsert(at, hash, index);
            }
        }
    }

    /** Joins shared holders of a hash with its exclusive holder, if there is one. */
    private void join(List<PendingTransaction> window) {
        for (int index = 0; index < window.size(); index++) {
            for (long hash : window.get(index).access().shared()) {
                int owner = exclusiveOwner.getOrDefault(hash, -1);
                if (owner >= 0) {
                    union(owner, index);
                }
            }
        }
    }

    private List<List<PendingTransaction>> freeComponents(List<PendingTransaction> window) {
        Map<Integer, List<PendingTransaction>> components = new LinkedHashMap<>();
        boolean[] blocked = new boolean[window.size()];
        for (int index = 0; index < window.size(); index++) {
            int root = find(index);
            if (!blocked[root] && inFlight.conflicts(window.get(index).access())) {
                blocked[root] = true;
                components.remove(root);
            }
            if (!blocked[root]) {
                components.computeIfAbsent(root, _ -> new ArrayList<>()).add(window.get(index));
            }
        }
        return new ArrayList<>(components.values());
    }

    private List<TransactionGroup> pack(List<List<PendingTransaction>> components, int idle) {
        long total = components.stream().mapToLong(GroupCutter::weight).sum();
        long wanted =
                Math.clamp((total + idle - 1) / idle, limits.groupKeysMin(), limits.groupKeysMax());
        List<TransactionGroup> groups = new ArrayList<>();
        List<List<PendingTransaction>> current = new ArrayList<>();
        long weight = 0;
        for (List<PendingTransaction> component : components) {
            if (groups.size() == idle) {
                break;
            }
            current.add(component);
            weight += weight(component);
            if (weight >= wanted) {
                groups.add(TransactionGroup.of(current));
                current = new ArrayList<>();
                weight = 0;
            }
        }
        if (!current.isEmpty() && groups.size() < idle) {
            groups.add(TransactionGroup.of(current));
        }
        return groups;
    }

    private static long weight(List<PendingTransaction> component) {
        long weight = 0;
        for (PendingTransaction member : component) {
            weight += member.weight();
        }
        return weight;
    }

    private int find(int index) {
        int root = index;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /** The older transaction becomes the root, so that components come out in log order. */
    private void union(int a, int b) {
        int rootA = find(a);
        int rootB = find(b);
        if (rootA != rootB) {
            parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
        }
    }
}
