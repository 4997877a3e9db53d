package dev.otter.engine.relay;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All relays of a process, in one folder that no other process uses meanwhile. Thread-safe.
 *
 * <p>Nothing in the folder is needed: it may be deleted while no process has it.
 */
public final class LogRelays implements AutoCloseable {
    /** No relay has fewer. */
    public static final long LEAST_BYTES = 1L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LogRelays.class);

    private final Path folder;
    private final long limit;
    private final Map<RelaySource.Key, Relay> relays = new HashMap<>();
    private FileChannel lockFile;
    private boolean refused;
    private boolean closed;

    /**
     * @param folder made when it is missing, and locked when it is first used
     * @param limit bytes that the relay of each source may take; 0 for no relays
     */
    public LogRelays(Path folder, long limit) {
        if (limit != 0 && limit < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "a relay of " + limit + " bytes, must be 0 or at least " + LEAST_BYTES);
        }
        this.folder = folder;
        this.limit = limit;
    }

    /** Everybody reads on a connection of his own. */
    public static LogRelays none() {
        return new LogRelays(Path.of(""), 0);
    }

    /** The way of one more pipeline to a source's log. */
    public synchronized SharedLog log(RelaySource source) {
        if (limit == 0 || closed || !locked()) {
            return SharedLog.NONE;
        }
        return new RelaySeat(
                relays.computeIfAbsent(
                        source.key(),
                        _ -> new Relay(source, folder.resolve(name(source)), limit)));
    }

    private boolean locked() {
        if (lockFile != null || refused) {
            return lockFile != null;
        }
        try {
            Files.createDirectories(folder);
            FileChannel file =
                    FileChannel.open(
                            folder.resolve("relay.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = tryLock(file);
            if (lock == null) {
                file.close();
                refuse("another process uses it", null);
            } else {
                lockFile = file;
            }
        } catch (IOException e) {
            refuse(e.toString(), e);
        }
        return lockFile != null;
    }

    private static FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // within this process
        }
    }

    private void refuse(String why, IOException cause) {
        refused = true;
        LOG.warn(
                "no relay in {}: {}; each pipeline reads its source on a connection of its own",
                folder,
                why,
                cause);
    }

    private static String name(RelaySource source) {
        String text =
                String.join(
                        "\n",
                        source.identity(),
                        source.endpoint().address(),
                        source.endpoint().user(),
                        source.gtids() ? "gtids" : "positions");
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Stops all shared readers; to be called when no pipeline runs any more. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (Relay relay : relays.values()) {
                relay.close();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (lockFile != null) {
            try {
                lockFile.close();
            } catch (IOException e) {
                LOG.debug("the lock of {} could not be given back", folder, e);
            }
        }
    }
}
