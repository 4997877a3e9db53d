package dev.otter.engine.files.copy;

import java.io.IOException;

/** One file cannot be copied now, and no other is concerned: it may be refused in the end. */
final class FileTroubleException extends IOException {
    private static final long serialVersionUID = 1L;

    FileTroubleException(String message, Throwable cause) {
        super(message, cause);
    }
}
