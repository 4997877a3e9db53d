package dev.otter.manager.secret;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals short texts with AES-256 in GCM mode: they can neither be read nor changed, nor moved to
 * another owner, without the key. For any thread.
 */
public final class Sealer {
    private static final String PREFIX = "v1:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random;

    public Sealer(SecretKeySpec key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /**
     * Seals a text.
     *
     * @param owner whose it is; the same must be said to open it
     */
    public String seal(String text, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, 0, owner)
                            .doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = new byte[NONCE_BYTES + sealed.length];
            System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return PREFIX + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES/GCM", e);
        }
    }

    /**
     * Opens a sealed text.
     *
     * @throws OtterException when it was sealed with another key or for another owner
     */
    public String open(String sealed, String owner) {
        try {
            byte[] all = Base64.getDecoder().decode(sealed.substring(PREFIX.length()));
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, all, 0, owner)
                            .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.KEY_FILE_UNUSABLE,
                    "a stored password cannot be opened with this key",
                    owner,
                    "Restore the key file that belongs to this database, or give the password"
                            + " again.",
                    e);
        }
    }

    /**
     * A digest of bytes that tells nothing of them to whoever lacks the key: equal bytes have equal
     * digests, also after a restart.
     *
     * @return 64 hexadecimal digits
     */
    public String digest(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(subkey(), "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC", e);
        }
    }

    /** Sealing and digesting do not share a key. */
    private byte[] subkey() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
        return mac.doFinal("otter digest".getBytes(StandardCharsets.UTF_8));
    }

    private Cipher cipher(int mode, byte[] nonce, int offset, String owner)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE_BYTES));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
