package dev.otter.transport.control.client;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.disk.AtomicFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The last configuration that was applied, on the node's disk, so that the node starts without a
 * manager. It holds the passwords of databases, so it is encrypted, with AES-GCM (NIST SP 800-38D)
 * under a key of the node's; only its owner may read the file. One thread at a time.
 *
 * <pre>
 *   "OTTERCF2" · version, 8 bytes · nonce, 12 bytes · encrypted document · tag, 16 bytes
 * </pre>
 *
 * The tag is over everything before it. It does not protect from somebody who can read the node's
 * private key beside it.
 */
public final class ConfigurationCache {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final long MAGIC = 0x4f54544552434632L;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int PLAIN_HEAD_BYTES = 8 + 8;
    private static final int HEAD_BYTES = PLAIN_HEAD_BYTES + NONCE_BYTES;

    private final Path file;
    private final SecretKey key;

    /**
     * @param key for AES; with another key the file counts as damaged
     */
    public ConfigurationCache(Path file, SecretKey key) {
        this.file = file;
        this.key = key;
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
        } catch (GeneralSecurityException e) {
            throw damaged("it was changed, or encrypted with the key of another identity", e);
        }
    }

    private Configuration read(FileChannel channel) throws IOException, GeneralSecurityException {
        long documentBytes = channel.size() - HEAD_BYTES - TAG_BYTES;
        if (documentBytes < 0 || documentBytes > Configuration.LONGEST_BYTES) {
            throw damaged("its length is wrong", null);
        }
        ByteBuffer all = ByteBuffer.allocate((int) channel.size());
        while (all.hasRemaining()) {
            if (channel.read(all) < 0) {
                throw new EOFException("it ends too early");
            }
        }
        all.flip();
        long version = all.getLong(8);
        if (all.getLong(0) != MAGIC || version <= 0) {
            throw damaged("its head is wrong", null);
        }
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(
                Cipher.DECRYPT_MODE,
                key,
                new GCMParameterSpec(
                        TAG_BYTES * Byte.SIZE, all.array(), PLAIN_HEAD_BYTES, NONCE_BYTES));
        cipher.updateAAD(all.array(), 0, PLAIN_HEAD_BYTES);
        return Configuration.of(
                version, cipher.doFinal(all.array(), HEAD_BYTES, all.capacity() - HEAD_BYTES));
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

    /** Keeps nothing any more. */
    public void drop() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new OtterException(
                    ErrorCode.CACHE_DAMAGED,
                    "The stored configuration cannot be deleted: " + e,
                    file.toString(),
                    "Delete it by hand: it would be used at the next start.",
                    e);
        }
    }

    /** Keeps this one instead of the one before. */
    public void store(Configuration configuration) {
        ByteBuffer head =
                ByteBuffer.allocate(HEAD_BYTES).putLong(MAGIC).putLong(configuration.version());
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, key);
            cipher.updateAAD(head.array(), 0, PLAIN_HEAD_BYTES);
            byte[] encrypted = cipher.doFinal(configuration.document());
            AtomicFile.write(file, head.put(cipher.getIV()).flip(), ByteBuffer.wrap(encrypted));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
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
