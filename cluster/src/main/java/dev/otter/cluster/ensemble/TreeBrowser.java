package dev.otter.cluster.ensemble;

import dev.otter.cluster.connection.Znode;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.failure.KeeperFailures;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.common.PathUtils;
import org.apache.zookeeper.data.Stat;

/**
 * Shows the tree, ours and others', within limits; never changes it. Thread-safe; blocks on
 * ZooKeeper. Number of children, names and data may be of different moments.
 */
public final class TreeBrowser {
    private final ZooKeeperConnection connection;
    private final BrowserLimits limits;

    public TreeBrowser(ZooKeeperConnection connection, BrowserLimits limits) {
        this.connection = connection;
        this.limits = limits;
    }

    /**
     * Shows one path.
     *
     * @param path absolute, such as {@code /} or {@code /otter5/nodes}
     * @throws OtterException when there is no such path, or it cannot be read
     */
    public TreePage show(String path) {
        check(path);
        try {
            Optional<Stat> stat = connection.znodes().stat(path);
            Optional<Znode> node = connection.znodes().read(path);
            if (stat.isEmpty() || node.isEmpty()) {
                throw missing("There is no such path in ZooKeeper", path, null);
            }
            int count = stat.get().getNumChildren();
            return new TreePage(
                    path, names(path, count), count, content(node.get().data()), stat(stat.get()));
        } catch (KeeperException e) {
            throw KeeperFailures.coded("show the path", path, e);
        }
    }

    private static void check(String path) {
        try {
            PathUtils.validatePath(path);
        } catch (IllegalArgumentException e) {
            throw missing("This is not a path of ZooKeeper: " + e.getMessage(), path, e);
        }
    }

    private static OtterException missing(String what, String path, Exception cause) {
        return new OtterException(
                ErrorCode.TREE_PATH_MISSING,
                what,
                path,
                "Begin at / and go down; ephemeral paths vanish with their process.",
                cause);
    }

    private List<String> names(String path, int count) throws KeeperException {
        if (count > limits.listable()) {
            return List.of();
        }
        return connection.znodes().children(path).stream()
                .sorted()
                .limit(limits.children())
                .toList();
    }

    private TreePage.Content content(byte[] data) {
        boolean cut = data.length > limits.dataBytes();
        byte[] shown = cut ? Arrays.copyOf(data, limits.dataBytes()) : data;
        Optional<String> text = text(shown, cut);
        return new TreePage.Content(
                text.orElseGet(() -> HexFormat.of().formatHex(shown)),
                text.isEmpty(),
                data.length,
                cut);
    }

    /** Text if it is UTF-8 without control characters; a character that was cut is left out. */
    private static Optional<String> text(byte[] bytes, boolean cut) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (cut) {
                in.limit(lastWhole(bytes));
            }
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(in)
                            .toString();
            boolean plain =
                    text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
            return plain ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** Where the last character begins, if it may go on behind the end. */
    private static int lastWhole(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] & 0xC0) == 0x80) {
            end--;
        }
        return end > 0 && bytes[end - 1] < 0 ? end - 1 : bytes.length;
    }

    private static TreePage.Stat stat(Stat stat) {
        return new TreePage.Stat(
                Instant.ofEpochMilli(stat.getCtime()),
                Instant.ofEpochMilli(stat.getMtime()),
                stat.getVersion(),
                stat.getCversion(),
                stat.getEphemeralOwner());
    }
}
