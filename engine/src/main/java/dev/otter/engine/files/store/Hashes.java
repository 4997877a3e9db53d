package dev.otter.engine.files.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** By what contents of files are told to be the same. */
public final class Hashes {
    /** Bytes that are read or written at once. */
    public static final int BUFFER = 256 << 10;

    private Hashes() {}

    /** A new SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The hash of the first bytes of a file. */
    static byte[] of(FileChannel channel, long length, Pace pace) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(1, length)));
        long at = 0;
        while (at < length) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - at));
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new EOFException("it became shorter while it was read");
            }
            digest.update(buffer.array(), 0, read);
            at += read;
            pace.passed(read);
        }
        return digest.digest();
    }
}
