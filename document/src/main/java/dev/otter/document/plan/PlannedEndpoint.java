package dev.otter.document.plan;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.config.Check;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.ServerAddress;
import java.util.List;

/**
 * A database with its address and password.
 *
 * @param config as configured
 * @param address where the server is now, also when a failover group gives it
 * @param password the account's password; never printed
 * @param standbys servers of its failover group that may take over, the preferred first
 */
public record PlannedEndpoint(
        EndpointConfig config,
        ServerAddress address,
        String password,
        List<ServerAddress> standbys) {
    public PlannedEndpoint {
        standbys = Check.list("standbys", standbys);
    }

    /** One without standbys. */
    public PlannedEndpoint(EndpointConfig config, ServerAddress address, String password) {
        this(config, address, password, List.of());
    }

    /** What the engine takes. */
    public Endpoint endpoint() {
        return config.toEndpoint(address, password);
    }

    @Override
    public String toString() {
        return config.name() + " (" + address + ")";
    }
}
