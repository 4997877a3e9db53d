package dev.otter.node.home;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps a second process out of a node's folder, and tells which process had it before: that one is
 * dead, so its place in ZooKeeper need not be waited for. The system frees the lock when a process
 * ends, however it does.
 */
public final class HomeLock implements AutoCloseable {
    private static final int LONGEST_ID = 200;

    private final FileChannel channel;
    private final Optional<String> predecessor;

    private HomeLock(FileChannel channel, Optional<String> predecessor) {
        this.channel = channel;
        this.predecessor = predecessor;
    }

    /**
     * Locks a folder, which is made when it is missing.
     *
     * @param process id of this process, unlike that of any other
     * @throws OtterException when another process has it, or it cannot be written
     */
    public static HomeLock take(Path folder, String process) {
        Path file = folder.resolve("node.lock");
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw taken(file);
            }
            Optional<String> before = read(channel);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.UTF_8)), 0);
            return new HomeLock(channel, before);
        } catch (IOException e) {
            closed(channel, e);
            throw new OtterException(
                    ErrorCode.SETTINGS_INVALID,
                    "the node's folder cannot be written: " + e.getMessage(),
                    file.toString(),
                    "Give the node's user the right to write there, or set otter.nodeHome.",
                    e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Optional<String> read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_ID);
        channel.read(text, 0);
        String id = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    private static OtterException taken(Path file) {
        return new OtterException(
                ErrorCode.NODE_ID_TAKEN,
                "another process runs with the same folder",
                file.toString(),
                "Stop that process, or give this node a folder of its own with otter.nodeHome.");
    }

    private static void closed(FileChannel channel, IOException why) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                why.addSuppressed(e);
            }
        }
    }

    /** Id of the process that had the folder before; empty when none had. */
    public Optional<String> predecessor() {
        return predecessor;
    }

    /** Lets another process in. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The lock of the folder cannot be released", e);
        }
    }
}
