package dev.otter.engine.failover;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.position.LogPosition;
import java.util.Optional;

/**
 * The server to read from now.
 *
 * @param endpoint that server
 * @param configured the address that the endpoint names itself, {@code host:port}
 * @param byHand where to go on in its log, when an operator has looked it up
 */
public record SourceTurn(Endpoint endpoint, String configured, Optional<LogPosition> byHand) {

    /** Of an endpoint as it is configured. */
    public static SourceTurn of(Endpoint endpoint) {
        return new SourceTurn(endpoint, endpoint.server().toString(), Optional.empty());
    }
}
