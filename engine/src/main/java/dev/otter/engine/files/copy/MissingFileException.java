package dev.otter.engine.files.copy;

import java.io.IOException;

/** The source has no such file. */
final class MissingFileException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingFileException() {
        super("it is missing at the source");
    }
}
