package dev.otter.cluster.failure;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import org.apache.zookeeper.KeeperException;

/** Puts the ZooKeeper client's exceptions into words and codes. */
public final class KeeperFailures {
    private KeeperFailures() {}

    /** Whether the servers could not be reached, so that nothing is known about the request. */
    public static boolean unreachable(KeeperException e) {
        return switch (e.code()) {
            case CONNECTIONLOSS,
                    OPERATIONTIMEOUT,
                    SESSIONEXPIRED,
                    SESSIONMOVED,
                    SESSIONCLOSEDREQUIRESASLAUTH ->
                    true;
            default -> false;
        };
    }

    /** Why it failed, in a few words. */
    public static String of(KeeperException e) {
        return switch (e.code()) {
            case CONNECTIONLOSS, OPERATIONTIMEOUT -> "ZooKeeper does not answer";
            case SESSIONEXPIRED -> "the session with ZooKeeper has expired";
            case NOAUTH, AUTHFAILED -> "ZooKeeper does not allow it at " + e.getPath();
            default -> "ZooKeeper answered " + e.code() + " at " + e.getPath();
        };
    }

    /**
     * The coded error for a request that could not be done.
     *
     * @param purpose what could not be done, as in "Cannot {@code read the run state}"
     */
    public static OtterException coded(String purpose, String path, KeeperException e) {
        String what = "Cannot " + purpose + ": " + of(e);
        return unreachable(e)
                ? new OtterException(
                        ErrorCode.ZOOKEEPER_UNREACHABLE,
                        what,
                        path,
                        "See that the servers run and can be reached from here, and try again.",
                        e)
                : new OtterException(
                        ErrorCode.ZOOKEEPER_REFUSED,
                        what,
                        path,
                        "Look at the access rights (ACL) and the quota of that path and at the"
                                + " server's log.",
                        e);
    }
}
