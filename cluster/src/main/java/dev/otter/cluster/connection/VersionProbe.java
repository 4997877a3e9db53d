package dev.otter.cluster.connection;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;

/**
 * Refuses ensembles older than 3.6, the first with watches that stay and cover a whole subtree. It
 * sets such a watch on the connection at hand; an older server answers that it does not know the
 * request. This needs no right and no four-letter word. The word {@code srvr} only gives the number
 * for the sentence. It looks at the server that is connected, not at others of an ensemble that is
 * just being upgraded.
 */
final class VersionProbe {
    private static final Pattern VERSION = Pattern.compile("Zookeeper version: ([0-9][0-9.]*)");
    private static final Duration WORD_LIMIT = Duration.ofSeconds(2);
    private static final String PROBED = "/";

    private final CuratorFramework curator;
    private final ServerList servers;

    VersionProbe(CuratorFramework curator, ServerList servers) {
        this.curator = curator;
        this.servers = servers;
    }

    /**
     * Looks, and returns when the ensemble is new enough.
     *
     * @throws OtterException when it is too old
     */
    void refuseOld() throws KeeperException {
        try {
            curator.watchers()
                    .add()
                    .withMode(AddWatchMode.PERSISTENT)
                    .usingWatcher((org.apache.zookeeper.Watcher) _ -> {})
                    .forPath(PROBED);
        } catch (KeeperException.UnimplementedException e) {
            throw new OtterException(
                    ErrorCode.ZOOKEEPER_TOO_OLD,
                    "The ZooKeeper ensemble is " + version() + "; Otter needs 3.6 or newer",
                    servers.toString(),
                    "Upgrade the ensemble (a rolling upgrade keeps its data), name another one in"
                            + " otter.zookeeper.cluster.default, or leave that key empty: then the"
                            + " manager runs a ZooKeeper of its own.",
                    e);
        } catch (KeeperException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OtterException(
                    ErrorCode.ZOOKEEPER_UNREACHABLE,
                    "Connecting to ZooKeeper was interrupted",
                    servers.toString(),
                    "",
                    e);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot ask for a watch", e);
        }
    }

    private String version() {
        return servers.all().stream()
                .map(VersionProbe::versionOf)
                .filter(version -> !version.isEmpty())
                .findFirst()
                .map(version -> "of version " + version)
                .orElse("older than 3.6");
    }

    /** Empty when the server does not tell. */
    private static String versionOf(ServerAddress server) {
        try {
            return versionIn(FourLetterWord.ask(server, "srvr", WORD_LIMIT));
        } catch (IOException _) {
            return "";
        }
    }

    /** The version's number in an answer to {@code srvr}; empty when there is none. */
    static String versionIn(String answer) {
        Matcher version = VERSION.matcher(answer);
        return version.find() ? version.group(1) : "";
    }
}
