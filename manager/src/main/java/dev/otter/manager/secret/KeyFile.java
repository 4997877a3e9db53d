package dev.otter.manager.secret;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * A file with a key of 256 bits, made at the first start and readable by its owner alone. Whoever
 * moves the manager's database must take the file along: without it the passwords in there are
 * lost.
 */
public final class KeyFile {
    private static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /**
     * Reads the key, or makes one where there is no file.
     *
     * @throws OtterException when the file cannot be used
     */
    public static SecretKeySpec open(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                create(file, random);
            }
            checkOwner(file);
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length != KEY_BYTES) {
                throw unusable(file, "it does not hold a key of 256 bits", null);
            }
            return new SecretKeySpec(key, "AES");
        } catch (IllegalArgumentException e) {
            throw unusable(file, "it does not hold a key in Base64", e);
        } catch (IOException e) {
            throw unusable(file, "it cannot be read or made: " + e.getMessage(), e);
        }
    }

    private static void create(Path file, SecureRandom random) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        try {
            Files.createFile(file, attributes(folder));
            Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
        } catch (FileAlreadyExistsException _) {
            // Another manager on the same folder was faster; its key is as good.
        }
    }

    private static FileAttribute<?>[] attributes(Path folder) throws IOException {
        return posix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }

    private static void checkOwner(Path file) throws IOException {
        if (posix(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw unusable(
                    file,
                    "others may use it: its permissions are "
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                    null);
        }
    }

    private static boolean posix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    private static OtterException unusable(Path file, String what, Exception cause) {
        return new OtterException(
                ErrorCode.KEY_FILE_UNUSABLE,
                what,
                file.toString(),
                "Make it readable for its owner only (chmod 600), or restore it from a backup;"
                        + " without it the passwords of endpoints have to be given again.",
                cause);
    }
}
