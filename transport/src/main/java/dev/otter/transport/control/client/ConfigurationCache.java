package dev.otter.transport.control.client;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.disk.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last configuration that was applied, on the node's disk, so that the node starts without a
 * manager. The file holds passwords as the manager sends them; only its owner may read it. One
 * thread at a time.
 *
 * <pre>
 *   "OTTERCF1" · version, 8 bytes · length, 4 bytes · SHA-256, 32 bytes · document
 * </pre>
 */
public final class ConfigurationCache {
    private static final long MAGIC = 0x4f54544552434631L;
    private static final int HEAD_BYTES = 8 + 8 + 4 + 32;

    private final Path file;

    public ConfigurationCache(Path file) {
        this.file = file;
    }

    /**
     * What was kept; empty when nothing was.
     *
     * @throws OtterException when the file is damaged; it is then renamed, so that the next start
     *     finds nothing
     */
    public Optional<Configuration> load() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Optional.of(read(channel));
        } catch (IOException e) {
            throw damaged(e.toString(), e);
        }
    }

    private Configuration read(FileChannel channel) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        fill(channel, head);
        long magic = head.getLong();
        long version = head.getLong();
        int length = head.getInt();
        byte[] digest = new byte[32];
        head.get(digest);
        if (magic != MAGIC
                || version <= 0
                || length < 0
                || length > Configuration.LONGEST_BYTES
                || channel.size() != HEAD_BYTES + (long) length) {
            throw damaged("its head or length is wrong", null);
        }
        ByteBuffer document = ByteBuffer.allocate(length);
        fill(channel, document);
        Configuration configuration = Configuration.of(version, document.array());
        if (!Arrays.equals(configuration.digest(), digest)) {
            throw damaged("its checksum is wrong", null);
        }
        return configuration;
    }

    private void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw damaged("it ends too early", null);
            }
        }
        buffer.flip();
    }

    private OtterException damaged(String how, Exception cause) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            aside = file;
        }
        return new OtterException(
                ErrorCode.CACHE_DAMAGED,
                "The stored configuration cannot be used: " + how,
                aside.toString(),
                "Nothing to do while a manager can be reached: it sends the configuration anew."
                        + " Look after the disk.",
                cause);
    }

    /** Keeps this one instead of the one before. */
    public void store(Configuration configuration) {
        ByteBuffer head =
                ByteBuffer.allocate(HEAD_BYTES)
                        .putLong(MAGIC)
                        .putLong(configuration.version())
                        .putInt(configuration.document().length)
                        .put(configuration.digest())
                        .flip();
        try {
            AtomicFile.write(file, head, ByteBuffer.wrap(configuration.document()));
        } catch (IOException e) {
            throw new OtterException(
                    ErrorCode.CACHE_DAMAGED,
                    "The configuration cannot be kept on disk: " + e,
                    file.toString(),
                    "Make room, or make the folder writable. The node runs with it, but would start"
                            + " with an older one.",
                    e);
        }
    }
}
