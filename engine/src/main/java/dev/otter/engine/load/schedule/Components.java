package dev.otter.engine.load.schedule;

import com.carrotsearch.hppc.LongIntHashMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The connected components of transactions that conflict, by union-find over their hashes. One
 * thread.
 */
final class Components {
    private final List<PendingTransaction> members;
    private final LongIntHashMap exclusive = new LongIntHashMap();
    private final int[] parent;

    private Components(List<PendingTransaction> members) {
        this.members = members;
        this.parent = new int[members.size()];
    }

    /**
     * @param members in log order
     * @return lists in log order, each independent of the others
     */
    static List<List<PendingTransaction>> of(List<PendingTransaction> members) {
        Components components = new Components(members);
        components.joinExclusive();
        components.joinShared();
        return components.lists();
    }

    private void joinExclusive() {
        for (int index = 0; index < parent.length; index++) {
            parent[index] = index;
            for (long hash : members.get(index).access().exclusive()) {
                int at = exclusive.indexOf(hash);
                if (exclusive.indexExists(at)) {
                    union(exclusive.indexGet(at), index);
                } else {
                    exclusive.indexInsert(at, hash, index);
                }
            }
        }
    }

    /** Joins shared holders of a hash with its exclusive holder, if there is one. */
    private void joinShared() {
        for (int index = 0; index < parent.length; index++) {
            for (long hash : members.get(index).access().shared()) {
                int owner = exclusive.getOrDefault(hash, -1);
                if (owner >= 0) {
                    union(owner, index);
                }
            }
        }
    }

    private List<List<PendingTransaction>> lists() {
        Map<Integer, List<PendingTransaction>> lists = new LinkedHashMap<>();
        for (int index = 0; index < parent.length; index++) {
            lists.computeIfAbsent(find(index), _ -> new ArrayList<>()).add(members.get(index));
        }
        return List.copyOf(lists.values());
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
