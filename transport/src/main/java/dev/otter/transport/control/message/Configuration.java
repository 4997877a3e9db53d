package dev.otter.transport.control.message;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A node's configuration as one opaque document. None of its bytes is copied, so nobody may change
 * them.
 *
 * @param version positive; another number means another document
 * @param document the bytes (JSON), at most {@link #LONGEST_BYTES}
 * @param digest SHA-256 of the document
 */
public record Configuration(long version, byte[] document, byte[] digest) {
    public static final int LONGEST_BYTES = 64 * 1024 * 1024;

    public Configuration {
        if (version <= 0) {
            throw new IllegalArgumentException("a configuration's version is positive: " + version);
        }
        if (document.length > LONGEST_BYTES) {
            throw new IllegalArgumentException(
                    "a configuration has at most " + LONGEST_BYTES + " bytes: " + document.length);
        }
    }

    /** With its digest, which takes a while for a large document: keep the record. */
    public static Configuration of(long version, byte[] document) {
        try {
            return new Configuration(
                    version, document, MessageDigest.getInstance("SHA-256").digest(document));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "configuration " + version + " (" + document.length + " bytes)";
    }
}
