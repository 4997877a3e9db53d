package dev.otter.engine.relay;

import dev.otter.binlog.wire.WireException;

/** The relay does not hold any more what its reader needs next; the source does. */
public final class RelayLostException extends WireException {
    RelayLostException(String message, Throwable cause) {
        super("relay.lost", message, cause);
    }
}
