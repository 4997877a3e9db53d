package dev.otter.app.config;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;

/**
 * A place in a file.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1
 */
record Place(String file, int line, int column) {

    /** The error of a file that cannot be used because of what stands here. */
    OtterException wrong(String what, String remedy) {
        return new OtterException(ErrorCode.CONFIGURATION_INVALID, what, toString(), remedy);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
