package dev.otter.binlog.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

final class AuthPluginTest {
    private static final byte[] NONCE = "ABCDEFGHIJKLMNOPQRST".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PASSWORD = "sécret".getBytes(StandardCharsets.UTF_8);

    @Test
    void the_server_can_check_the_native_proof_by_its_stored_hash() throws Exception {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        byte[] stored = sha1.digest(sha1.digest(PASSWORD));

        byte[] proof = AuthPlugin.nativeScramble(PASSWORD, NONCE);

        sha1.update(NONCE);
        byte[] mask = sha1.digest(stored);
        byte[] candidate = new byte[20];
        for (int i = 0; i < 20; i++) {
            candidate[i] = (byte) (proof[i] ^ mask[i]);
        }
        assertThat(sha1.digest(candidate)).isEqualTo(stored);
    }

    @Test
    void the_server_can_check_the_caching_sha2_proof_by_its_stored_hash() throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] stored = sha256.digest(sha256.digest(PASSWORD));

        byte[] proof = AuthPlugin.cachingSha2Scramble(PASSWORD, NONCE);

        sha256.update(stored);
        byte[] mask = sha256.digest(NONCE);
        byte[] candidate = new byte[32];
        for (int i = 0; i < 32; i++) {
            candidate[i] = (byte) (proof[i] ^ mask[i]);
        }
        assertThat(sha256.digest(candidate)).isEqualTo(stored);
    }

    @Test
    void an_empty_password_has_an_empty_proof() {
        assertThat(AuthPlugin.nativeScramble(new byte[0], NONCE)).isEmpty();
        assertThat(AuthPlugin.cachingSha2Scramble(new byte[0], NONCE)).isEmpty();
    }

    @Test
    void the_rsa_form_decrypts_to_the_password_hidden_by_the_nonce() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n";

        byte[] encrypted = AuthPlugin.rsaEncrypt(PASSWORD, NONCE, pem);

        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate());
        byte[] plain = cipher.doFinal(encrypted);
        for (int i = 0; i < plain.length; i++) {
            plain[i] ^= NONCE[i % 20];
        }
        assertThat(plain).isEqualTo(Arrays.copyOf(PASSWORD, PASSWORD.length + 1));
    }

    /** RFC 8032 section 7.1, test 2: there the seed is 32 bytes and hashed just the same. */
    @Test
    void ed25519_signs_as_the_standard_says() {
        HexFormat hex = HexFormat.of();
        byte[] seed =
                hex.parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

        byte[] signature = Ed25519.sign(seed, new byte[] {0x72});

        assertThat(hex.formatHex(signature))
                .isEqualTo(
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    }
}
