package dev.otter.app.remote;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small file of JSON in {@code ~/.otter} that only its owner may read. It is replaced as a whole,
 * never changed in place. For one thread.
 */
public final class OwnerFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx------");

    private final Path file;
    private final JsonMapper json = new JsonMapper();

    /**
     * @param home the user's home folder
     * @param name of the file
     */
    public OwnerFile(Path home, String name) {
        this.file = home.resolve(".otter").resolve(name);
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /**
     * What it holds; nothing when it is not there.
     *
     * @throws OtterException when it is damaged, or others may read it
     */
    public ObjectNode read() {
        try {
            String text = Files.readString(file);
            if (posix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw unusable("others may read it", "Run 'chmod 600 " + file + "'.", null);
            }
            if (json.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw unusable("it does not hold what it should", "Delete it, and log in again.", null);
        } catch (NoSuchFileException _) {
            return json.createObjectNode();
        } catch (JacksonException e) {
            throw unusable("it is damaged", "Delete it, and log in again.", e);
        } catch (IOException e) {
            throw unusable(
                    "it cannot be read: " + e.getMessage(), "Check rights of file and folder.", e);
        }
    }

    /** Replaces what it holds. */
    public void write(ObjectNode all) {
        try {
            Path folder = file.getParent();
            if (posix()) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            } else {
                Files.createDirectories(folder);
            }
            Path fresh =
                    posix()
                            ? Files.createTempFile(
                                    folder,
                                    "new",
                                    ".json",
                                    PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                            : Files.createTempFile(folder, "new", ".json");
            Files.writeString(fresh, json.writerWithDefaultPrettyPrinter().writeValueAsString(all));
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(
                    "it cannot be written: " + e.getMessage(),
                    "Check rights of file and folder, and that the disk has room.",
                    e);
        }
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private OtterException unusable(String what, String remedy, Exception cause) {
        return new OtterException(ErrorCode.LOGINS_UNUSABLE, what, file.toString(), remedy, cause);
    }
}
