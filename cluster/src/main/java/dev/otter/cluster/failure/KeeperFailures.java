package dev.otter.cluster.failure;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import org.apache.zookeeper.KeeperException;

/** Puts the ZooKeeper client's exceptions into words and codes. */
public final class KeeperFailures {
    private static final String OTHER_SECRET =
            "If the manager's database was made anew or replaced: restore the former one with its"
                    + " conf/manager.key, or, if the secret is known, set otter.zookeeper.secret to"
                    + " it. Otherwise stop manager and nodes and delete /otter5: of an ensemble as"
                    + " its super user (addauth digest super:..., deleteall /otter5), of the"
                    + " embedded server by moving its folder data/zookeeper away. Then start, and"
                    + " start the channels; checkpoints are on the targets.";

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
            case NOAUTH ->
                    "ZooKeeper does not let this process in at "
                            + e.getPath()
                            + ", which belongs to another secret";
            case AUTHFAILED -> "ZooKeeper does not take the login";
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
        if (e.code() == KeeperException.Code.NOAUTH) {
            return refused(what, path, OTHER_SECRET, e);
        }
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

    /**
     * The coded error for a tree that does not belong to us.
     *
     * @param login whether we have one
     */
    public static OtterException foreign(String path, boolean login, KeeperException cause) {
        return login
                ? refused(
                        "The tree in ZooKeeper belongs to another secret than Otter's at present",
                        path,
                        OTHER_SECRET,
                        cause)
                : refused(
                        "The tree in ZooKeeper asks for a login, and this process has none",
                        path,
                        "A node gets its login from the manager: let it connect, and see that all"
                                + " managers are of this version. On the manager, take"
                                + " otter.zookeeper.secret=off out of otter.properties.",
                        cause);
    }

    /** The coded error for servers that do not know logins of this kind. */
    public static OtterException loginNotTaken(String servers, Exception cause) {
        return refused(
                "The ZooKeeper servers do not take a login by digest",
                servers,
                "Allow it on the servers (zookeeper.DigestAuthenticationProvider.enabled), or set"
                        + " otter.zookeeper.secret=off on the manager: then whoever reaches"
                        + " ZooKeeper can change run states and leaders. Start the process again"
                        + " when it has been running.",
                cause);
    }

    private static OtterException refused(
            String what, String path, String remedy, Exception cause) {
        return new OtterException(ErrorCode.ZOOKEEPER_LOGIN_REFUSED, what, path, remedy, cause);
    }
}
