package dev.otter.cluster.connection;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * The few requests that we make of ZooKeeper. Each blocks until it is answered, or fails with
 * {@link KeeperException} after some seconds without connection; then nothing is known about
 * whether a change was made. Thread-safe; not for the ZooKeeper client's own threads.
 */
public final class Znodes {
    private static final int AT_ONCE = 500;
    private static final long ANSWER_SECONDS = 15;

    private final CuratorFramework curator;

    Znodes(CuratorFramework curator) {
        this.curator = curator;
    }

    /** What is at a path; empty when nothing is. */
    public Optional<Znode> read(String path) throws KeeperException {
        return asked(
                path,
                () -> {
                    Stat stat = new Stat();
                    try {
                        byte[] data = curator.getData().storingStatIn(stat).forPath(path);
                        return Optional.of(Znode.of(data, stat));
                    } catch (KeeperException.NoNodeException e) {
                        return Optional.empty();
                    }
                });
    }

    /**
     * What is at many paths, in their order; those that are not there are left out. They are asked
     * for together, so that many take little longer than one.
     */
    public Map<String, Znode> readAll(List<String> paths) throws KeeperException {
        Map<String, Znode> found = new LinkedHashMap<>();
        for (int from = 0; from < paths.size(); from += AT_ONCE) {
            List<String> part = paths.subList(from, Math.min(paths.size(), from + AT_ONCE));
            found.putAll(asked(part.getFirst(), () -> together(part)));
        }
        return found;
    }

    private Map<String, Znode> together(List<String> paths) throws Exception {
        ZooKeeper client = curator.getZookeeperClient().getZooKeeper();
        Map<String, CompletableFuture<Optional<Znode>>> answers = new LinkedHashMap<>();
        for (String path : paths) {
            CompletableFuture<Optional<Znode>> answer = new CompletableFuture<>();
            answers.put(path, answer);
            client.getData(
                    path,
                    false,
                    (code, _, _, data, stat) -> answered(answer, path, code, data, stat),
                    null);
        }
        Map<String, Znode> found = new LinkedHashMap<>();
        for (Map.Entry<String, CompletableFuture<Optional<Znode>>> one : answers.entrySet()) {
            try {
                one.getValue()
                        .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .ifPresent(znode -> found.put(one.getKey(), znode));
            } catch (ExecutionException e) {
                throw e.getCause() instanceof KeeperException refused ? refused : e;
            } catch (TimeoutException e) {
                throw KeeperException.create(KeeperException.Code.OPERATIONTIMEOUT, one.getKey());
            }
        }
        return found;
    }

    private static void answered(
            CompletableFuture<Optional<Znode>> answer,
            String path,
            int code,
            byte[] data,
            Stat stat) {
        switch (KeeperException.Code.get(code)) {
            case OK -> answer.complete(Optional.of(Znode.of(data, stat)));
            case NONODE -> answer.complete(Optional.empty());
            case KeeperException.Code other ->
                    answer.completeExceptionally(KeeperException.create(other, path));
        }
    }

    /** A path's numbers without its data; empty when it is not there. */
    public Optional<Stat> stat(String path) throws KeeperException {
        return asked(path, () -> Optional.ofNullable(curator.checkExists().forPath(path)));
    }

    /** Names of the children; none when the path is not there. */
    public List<String> children(String path) throws KeeperException {
        return asked(
                path,
                () -> {
                    try {
                        return curator.getChildren().forPath(path);
                    } catch (KeeperException.NoNodeException e) {
                        return List.of();
                    }
                });
    }

    /** Makes a path, and those above it, if it is not there. */
    public void ensure(String path) throws KeeperException {
        asked(
                path,
                () -> {
                    try {
                        return curator.create()
                                .creatingParentsIfNeeded()
                                .forPath(path, new byte[0]);
                    } catch (KeeperException.NodeExistsException e) {
                        return path;
                    }
                });
    }

    /** Deletes a path and all below it, if it is there. */
    public void deleteAll(String path) throws KeeperException {
        asked(
                path,
                () -> {
                    try {
                        curator.delete().deletingChildrenIfNeeded().forPath(path);
                    } catch (KeeperException.NoNodeException e) {
                        return false;
                    }
                    return true;
                });
    }

    /** Catches up with everything that was changed before this call, by whomever. */
    public void sync(String path) throws KeeperException {
        asked(
                path,
                () -> {
                    curator.sync().forPath(path);
                    return path;
                });
    }

    /** Changes all or nothing; fails by the first part that cannot be. */
    public void change(List<TreeChange> changes) throws KeeperException {
        asked(
                changes.getFirst().path(),
                () -> {
                    List<CuratorOp> parts = new ArrayList<>();
                    for (TreeChange change : changes) {
                        parts.add(part(change));
                    }
                    return curator.transaction().forOperations(parts);
                });
    }

    /** The session that requests are made in at present. */
    public long session() throws KeeperException {
        return asked("/", () -> curator.getZookeeperClient().getZooKeeper().getSessionId());
    }

    private CuratorOp part(TreeChange change) throws Exception {
        return switch (change) {
            case TreeChange.Check(String path, int version) ->
                    curator.transactionOp().check().withVersion(version).forPath(path);
            case TreeChange.Create(String path, byte[] data, boolean ephemeral) ->
                    curator.transactionOp()
                            .create()
                            .withMode(ephemeral ? CreateMode.EPHEMERAL : CreateMode.PERSISTENT)
                            .forPath(path, data);
            case TreeChange.Set(String path, byte[] data, int version) ->
                    curator.transactionOp().setData().withVersion(version).forPath(path, data);
            case TreeChange.Delete(String path, int version) ->
                    curator.transactionOp().delete().withVersion(version).forPath(path);
        };
    }

    /** A request by Curator. */
    interface Request<T> {
        T send() throws Exception;
    }

    /** The one place where the client's undeclared exceptions are sorted. */
    static <T> T asked(String path, Request<T> request) throws KeeperException {
        try {
            return request.send();
        } catch (KeeperException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(path, "it was interrupted", e);
        } catch (Exception e) {
            throw unanswered(path, String.valueOf(e.getMessage()), e);
        }
    }

    private static OtterException unanswered(String path, String why, Exception cause) {
        return new OtterException(
                ErrorCode.ZOOKEEPER_UNREACHABLE,
                "A request to ZooKeeper was not made: " + why,
                path,
                "The connection is probably being closed; otherwise see the log before this.",
                cause);
    }
}
