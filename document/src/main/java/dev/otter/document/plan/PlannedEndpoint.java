package dev.otter.document.plan;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.ServerAddress;

/**
 * A database with its address and password.
 *
 * @param config as configured
 * @param address where the server is now, also when a failover group gives it
 * @param password the account's password; never printed
 */
public record PlannedEndpoint(EndpointConfig config, ServerAddress address, String password) {

    /** What the engine takes. */
    public Endpoint endpoint() {
        return config.toEndpoint(address, password);
    }

    @Override
    public String toString() {
        return config.name() + " (" + address + ")";
    }
}
