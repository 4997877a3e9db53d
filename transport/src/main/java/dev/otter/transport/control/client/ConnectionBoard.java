package dev.otter.transport.control.client;

import dev.otter.transport.control.client.ConnectionStatus.State;
import dev.otter.transport.control.message.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the state of the connection is written down, logged once per change. Thread-safe. */
final class ConnectionBoard {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionBoard.class);

    private final InstantSource clock;
    private final Consumer<ConnectionStatus> listener;
    private volatile ConnectionStatus status;

    ConnectionBoard(InstantSource clock, Consumer<ConnectionStatus> listener) {
        this.clock = clock;
        this.listener = listener;
        this.status =
                new ConnectionStatus(
                        State.NOT_CONNECTED, Optional.empty(), Optional.empty(), clock.instant());
    }

    ConnectionStatus status() {
        return status;
    }

    void connected(ManagerAddress manager) {
        if (change(State.CONNECTED, Optional.of(manager), Optional.empty())) {
            LOG.info("Connected to the manager at {}", manager);
        }
    }

    void notConnected(ManagerAddress manager, Fault reason) {
        if (change(State.NOT_CONNECTED, Optional.of(manager), Optional.of(reason))) {
            LOG.warn("Not connected to the manager at {}: {}", manager, reason.text());
        }
    }

    void waits(ManagerAddress manager, Fault reason) {
        if (change(State.WAITING_FOR_APPROVAL, Optional.of(manager), Optional.of(reason))) {
            LOG.warn("The manager at {} has to let this node in: {}", manager, reason.text());
        }
    }

    void closed() {
        change(State.CLOSED, status.manager(), Optional.empty());
    }

    private boolean change(State state, Optional<ManagerAddress> manager, Optional<Fault> reason) {
        ConnectionStatus old = status;
        Instant since = old.state() == state ? old.since() : clock.instant();
        ConnectionStatus next = new ConnectionStatus(state, manager, reason, since);
        if (next.saysTheSameAs(old)) {
            return false;
        }
        status = next;
        listener.accept(next);
        return true;
    }
}
