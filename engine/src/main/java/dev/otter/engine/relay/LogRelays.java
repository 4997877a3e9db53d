package dev.otter.engine.relay;

import dev.otter.model.channel.LogSharing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All relays of a process, in one folder that no other process uses meanwhile. Thread-safe.
 *
 * <p>Nothing in the folder is needed: it may be deleted while no process has it.
 */
public final class LogRelays implements AutoCloseable {
    /** No relay has fewer bytes. */
    public static final long LEAST_BYTES = 1L << 20;

    /** What nobody has used for so long is of no use any more, as the source goes on. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(LogRelays.class);

    private final Optional<Path> folder;
    private final long usual;
    private final Map<RelaySource.Key, Relay> relays = new HashMap<>();
    private FileChannel lockFile;
    private boolean refused;
    private boolean closed;

    /**
     * @param folder made when it is missing, and locked when it is first used
     * @param usual bytes that the relay of a source may take which says nothing of it; 0 for none
     */
    public LogRelays(Path folder, long usual) {
        this(Optional.of(folder), usual);
    }

    private LogRelays(Optional<Path> folder, long usual) {
        if (usual != 0 && usual < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "a relay of " + usual + " bytes, must be 0 or at least " + LEAST_BYTES);
        }
        this.folder = folder;
        this.usual = usual;
    }

    /** Everybody reads on a connection of his own, whatever sources say. */
    public static LogRelays none() {
        return new LogRelays(Optional.empty(), 0);
    }

    /** The way of one more pipeline to a source's log. */
    public synchronized SharedLog log(RelaySource source, LogSharing sharing) {
        long bytes = sharing.relayBytes(usual);
        if (folder.isEmpty() || bytes == 0 || closed || !locked(folder.get())) {
            return SharedLog.NONE;
        }
        Relay relay =
                relays.computeIfAbsent(
                        source.key(),
                        key -> new Relay(source, folder.get().resolve(name(key)), bytes));
        relay.use(source, bytes);
        return new RelaySeat(relay);
    }

    private boolean locked(Path inside) {
        if (lockFile != null || refused) {
            return lockFile != null;
        }
        try {
            Files.createDirectories(inside);
            Path path = inside.resolve("relay.lock");
            FileChannel file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = tryLock(file);
            if (lock == null) {
                file.close();
                refuse(inside, "another process uses it", null);
            } else {
                lockFile = file;
                clear(inside, path);
            }
        } catch (IOException e) {
            refuse(inside, e.toString(), e);
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

    /** Deletes relays of servers that are not read any more. */
    private void clear(Path inside, Path touched) {
        try {
            // The folder's own clock tells what time it is.
            lockFile.write(ByteBuffer.wrap(new byte[1]), 0);
            FileTime now = Files.getLastModifiedTime(touched);
            KeptSegments.forget(inside, FileTime.from(now.toInstant().minus(FORGOTTEN)));
        } catch (IOException e) {
            LOG.warn("relays that are not used any more stay in {}: {}", inside, e.toString(), e);
        }
    }

    private void refuse(Path inside, String why, IOException cause) {
        refused = true;
        LOG.warn(
                "no relay in {}: {}; each pipeline reads its source on a connection of its own",
                inside,
                why,
                cause);
    }

    private static String name(RelaySource.Key key) {
        String text =
                String.join(
                        "\n",
                        key.identity(),
                        key.address(),
                        key.user(),
                        key.gtids() ? "gtids" : "positions");
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
