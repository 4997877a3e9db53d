package dev.otter.cluster.connection;

import dev.otter.cluster.failure.KeeperFailures;
import dev.otter.cluster.tree.ClusterTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/**
 * Sees that Otter's tree belongs to those who have its secret. Paths beside the tree are not
 * touched. Thread-safe; blocks on ZooKeeper.
 */
final class TreeGuard {
    /** Everything, for those who are logged in as the one who asks. */
    static final List<ACL> OURS = ZooDefs.Ids.CREATOR_ALL_ACL;

    private static final int AT_ONCE = 500;
    private static final long ANSWER_SECONDS = 15;
    private static final int ANY_VERSION = -1;

    private final CuratorFramework curator;
    private final Znodes znodes;
    private final boolean login;

    /**
     * @param login whether the connection has one
     */
    TreeGuard(CuratorFramework curator, Znodes znodes, boolean login) {
        this.curator = curator;
        this.znodes = znodes;
        this.login = login;
    }

    /** A request whose answer is given later; a path that is not there is answered with null. */
    @FunctionalInterface
    private interface Ask<T> {
        void send(ZooKeeper client, String path, CompletableFuture<T> answer);
    }

    /**
     * Returns when the tree may be read, or is not there.
     *
     * @throws dev.otter.model.error.OtterException when it belongs to somebody else
     */
    void refuseForeign() throws KeeperException {
        try {
            znodes.read(ClusterTree.ROOT);
        } catch (KeeperException.NoAuthException e) {
            throw KeeperFailures.foreign(ClusterTree.ROOT, login, e);
        }
    }

    /**
     * Closes the tree to all others: paths that are there, whoever made them, and its main
     * branches, so that it is never empty and cannot be deleted by others. A path is closed before
     * its children are looked for: afterwards nobody else can add any.
     *
     * @throws dev.otter.model.error.OtterException when a path belongs to somebody else
     */
    void takeOver() throws KeeperException {
        try {
            znodes.ensure(ClusterTree.ROOT);
            all(List.of(ClusterTree.ROOT), TreeGuard::close);
            List<ACL> ours =
                    all(List.of(ClusterTree.ROOT), TreeGuard::rights).get(ClusterTree.ROOT);
            List<String> level = List.of(ClusterTree.ROOT);
            while (!level.isEmpty()) {
                List<String> open = new ArrayList<>();
                all(level, TreeGuard::rights)
                        .forEach((path, acl) -> {
                            if (!acl.equals(ours)) {
                                open.add(path);
                            }
                        });
                all(open, TreeGuard::close);
                level = below(all(level, TreeGuard::children));
            }
            for (String branch :
                    List.of(ClusterTree.NODES, ClusterTree.CHANNELS, ClusterTree.PIPELINES)) {
                znodes.ensure(branch);
            }
        } catch (KeeperException.NoAuthException e) {
            throw KeeperFailures.foreign(String.valueOf(e.getPath()), login, e);
        }
    }

    private static List<String> below(Map<String, List<String>> children) {
        List<String> paths = new ArrayList<>();
        children.forEach((path, names) -> names.forEach(name -> paths.add(path + "/" + name)));
        return paths;
    }

    private static void rights(ZooKeeper client, String path, CompletableFuture<List<ACL>> answer) {
        client.getACL(
                path, new Stat(), (code, _, _, acl, _) -> answered(answer, path, code, acl), null);
    }

    private static void close(ZooKeeper client, String path, CompletableFuture<Stat> answer) {
        client.setACL(
                path,
                OURS,
                ANY_VERSION,
                (code, _, _, stat) -> answered(answer, path, code, stat),
                null);
    }

    private static void children(
            ZooKeeper client, String path, CompletableFuture<List<String>> answer) {
        client.getChildren(
                path,
                false,
                (int code, String _, Object _, List<String> names) ->
                        answered(answer, path, code, names),
                null);
    }

    private static <T> void answered(CompletableFuture<T> answer, String path, int code, T found) {
        switch (KeeperException.Code.get(code)) {
            case OK -> answer.complete(found);
            case NONODE -> answer.complete(null);
            case KeeperException.Code other ->
                    answer.completeExceptionally(KeeperException.create(other, path));
        }
    }

    /** Asks for many together; paths that are not there any more are left out. */
    private <T> Map<String, T> all(List<String> paths, Ask<T> ask) throws KeeperException {
        Map<String, T> found = new LinkedHashMap<>();
        for (int from = 0; from < paths.size(); from += AT_ONCE) {
            List<String> part = paths.subList(from, Math.min(paths.size(), from + AT_ONCE));
            found.putAll(Znodes.asked(part.getFirst(), () -> together(part, ask)));
        }
        return found;
    }

    private <T> Map<String, T> together(List<String> paths, Ask<T> ask) throws Exception {
        ZooKeeper client = curator.getZookeeperClient().getZooKeeper();
        Map<String, CompletableFuture<T>> answers = new LinkedHashMap<>();
        for (String path : paths) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            answers.put(path, answer);
            ask.send(client, path, answer);
        }
        Map<String, T> found = new LinkedHashMap<>();
        for (Map.Entry<String, CompletableFuture<T>> one : answers.entrySet()) {
            try {
                T answer = one.getValue().get(ANSWER_SECONDS, TimeUnit.SECONDS);
                if (answer != null) {
                    found.put(one.getKey(), answer);
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof KeeperException refused ? refused : e;
            } catch (TimeoutException e) {
                throw KeeperException.create(KeeperException.Code.OPERATIONTIMEOUT, one.getKey());
            }
        }
        return found;
    }
}
