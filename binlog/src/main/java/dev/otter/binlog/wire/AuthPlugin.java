package dev.otter.binlog.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;

/** The ways of proving a password that we know, and their arithmetic. */
enum AuthPlugin {
    NATIVE("mysql_native_password"),
    CACHING_SHA2("caching_sha2_password"),
    SHA256("sha256_password"),
    CLEAR("mysql_clear_password"),
    ED25519("client_ed25519");

    private final String wireName;

    AuthPlugin(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static Optional<AuthPlugin> named(String name) {
        return Arrays.stream(values()).filter(p -> p.wireName.equals(name)).findFirst();
    }

    /** SHA1(password) xor SHA1(nonce + SHA1(SHA1(password))); nothing for an empty password. */
    static byte[] nativeScramble(byte[] password, byte[] nonce) {
        if (password.length == 0) {
            return password;
        }
        MessageDigest sha1 = digest("SHA-1");
        byte[] once = sha1.digest(password);
        byte[] twice = sha1.digest(once);
        sha1.update(nonce, 0, 20);
        return xor(sha1.digest(twice), once);
    }

    /** SHA256(password) xor SHA256(SHA256(SHA256(password)) + nonce). */
    static byte[] cachingSha2Scramble(byte[] password, byte[] nonce) {
        if (password.length == 0) {
            return password;
        }
        MessageDigest sha256 = digest("SHA-256");
        byte[] once = sha256.digest(password);
        sha256.update(sha256.digest(once));
        sha256.update(nonce, 0, 20);
        return xor(sha256.digest(), once);
    }

    /** The password with its zero byte, hidden by the nonce, under the server's RSA key. */
    static byte[] rsaEncrypt(byte[] password, byte[] nonce, String pem) {
        byte[] hidden = Arrays.copyOf(password, password.length + 1);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] ^= nonce[i % 20];
        }
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            PublicKey key =
                    KeyFactory.getInstance("RSA")
                            .generatePublic(
                                    new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher.doFinal(hidden);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ProtocolException("the server's RSA key cannot be used", e);
        }
    }

    static byte[] zeroTerminated(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    private static byte[] xor(byte[] left, byte[] right) {
        byte[] result = new byte[left.length];
        for (int i = 0; i < left.length; i++) {
            result[i] = (byte) (left[i] ^ right[i]);
        }
        return result;
    }

    static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + name, e);
        }
    }
}
