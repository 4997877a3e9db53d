package dev.otter.app.process;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a process: its settings are in {@code conf}, what it keeps in {@code data}.
 *
 * @param path the folder
 */
record HomeFolder(Path path) {

    /** The properties file; made with these words when there is none. */
    Path settings(String words) {
        Path file = path.resolve("conf").resolve("otter.properties");
        if (!Files.exists(file)) {
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, words);
            } catch (IOException e) {
                throw new OtterException(
                        ErrorCode.SETTINGS_INVALID,
                        "the folder cannot be used: " + e.getMessage(),
                        path.toString(),
                        "Name one that can be written, with --home.",
                        e);
            }
        }
        return file;
    }
}
