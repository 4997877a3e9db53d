package dev.otter.transport.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Locale;

/**
 * SHA-256 of something public, to be compared by people and kept in tables.
 *
 * @param hex 64 hexadecimal digits, small letters
 */
public record KeyFingerprint(String hex) {
    public KeyFingerprint {
        hex = hex.replace(":", "").strip().toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "a fingerprint has 64 hexadecimal digits, '" + hex + "' has not");
        }
    }

    /** Of a public key: stays the same when its certificate is renewed. */
    public static KeyFingerprint of(PublicKey key) {
        return of(key.getEncoded());
    }

    /** Of any bytes, such as a certificate's. */
    public static KeyFingerprint of(byte[] bytes) {
        return new KeyFingerprint(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The first digits, enough for a list read by people. */
    public String brief() {
        return hex.substring(0, 16);
    }

    @Override
    public String toString() {
        return hex;
    }
}
