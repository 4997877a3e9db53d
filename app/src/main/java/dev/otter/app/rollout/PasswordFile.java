package dev.otter.app.rollout;

import dev.otter.app.remote.ManagerAddress;
import dev.otter.app.remote.OwnerFile;
import dev.otter.app.remote.Thing;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Remembers passwords that were set as salted, slow hashes in {@code ~/.otter/passwords}, each for
 * one version of one thing of one manager. For one thread.
 */
public final class PasswordFile implements PasswordMemory {
    private static final int SALT_BYTES = 16;
    private static final int ROUNDS = 100_000;
    private static final int HASH_BITS = 256;

    private final OwnerFile file;
    private final ManagerAddress manager;
    private final SecureRandom random;

    public PasswordFile(OwnerFile file, ManagerAddress manager, SecureRandom random) {
        this.file = file;
        this.manager = manager;
        this.random = random;
    }

    @Override
    public boolean knows(Thing thing, String password) {
        JsonNode entry = file.read().path(key(thing));
        if (entry.path("version").asLong(-1) != thing.version()) {
            return false;
        }
        byte[] salt = HexFormat.of().parseHex(entry.path("salt").asString());
        return MessageDigest.isEqual(
                hash(password, salt).getBytes(StandardCharsets.US_ASCII),
                entry.path("hash").asString().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void keep(Thing thing, String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        ObjectNode all = file.read();
        ObjectNode entry = all.putObject(key(thing));
        entry.put("version", thing.version());
        entry.put("salt", HexFormat.of().formatHex(salt));
        entry.put("hash", hash(password, salt));
        file.write(all);
    }

    private String key(Thing thing) {
        return manager + thing.path();
    }

    private static String hash(String password, byte[] salt) {
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, HASH_BITS);
            byte[] hash =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded();
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new OtterException(
                    ErrorCode.INTERNAL, "this JDK cannot hash passwords", "", "", e);
        }
    }
}
