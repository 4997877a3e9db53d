package dev.otter.transport.control.client;

import dev.otter.transport.control.message.Fault;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the node is connected, and if not, why and since when.
 *
 * @param state what the client is doing
 * @param manager the address that it last tried or has; empty before the first
 * @param reason why it is not connected; empty when it is, and before the first attempt has ended
 * @param since when it came into that state
 */
public record ConnectionStatus(
        State state, Optional<ManagerAddress> manager, Optional<Fault> reason, Instant since) {

    /** What the client is doing. */
    public enum State {
        NOT_CONNECTED,
        WAITING_FOR_APPROVAL,
        CONNECTED,
        CLOSED
    }

    boolean saysTheSameAs(ConnectionStatus other) {
        return state == other.state && manager.equals(other.manager) && reason.equals(other.reason);
    }
}
