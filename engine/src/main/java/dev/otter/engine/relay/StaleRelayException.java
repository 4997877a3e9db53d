package dev.otter.engine.relay;

import java.io.IOException;

/** The source's log does not go on where the relay ends. */
final class StaleRelayException extends IOException {
    StaleRelayException(String message, Throwable cause) {
        super(message, cause);
    }
}
