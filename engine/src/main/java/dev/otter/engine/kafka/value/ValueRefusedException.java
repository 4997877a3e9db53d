package dev.otter.engine.kafka.value;

import dev.otter.model.error.ErrorCode;

/** A row cannot be sent; nothing of it was. */
public final class ValueRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ValueRefusedException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** What kind of reason. */
    public ErrorCode code() {
        return code;
    }
}
