package dev.otter.engine.files.copy;

import java.io.IOException;

/** The pipeline stops; what is copied of the file is kept. */
final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOffException() {
        super("the pipeline stops");
    }
}
