package dev.otter.engine.oracle.table;

import dev.otter.model.error.ErrorCode;

/** A value that no column of the target's type can hold as it is; nothing was sent. */
public final class UnheldValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    UnheldValueException(ErrorCode code, String column, String message) {
        super("column " + column + ": " + message, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
