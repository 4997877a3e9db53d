package dev.otter.engine.files.store;

import java.io.IOException;

/** A folder of files cannot be used now, none of its files; perhaps it is not mounted. */
public final class FolderUnusableException extends IOException {
    private static final long serialVersionUID = 1L;

    public FolderUnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
