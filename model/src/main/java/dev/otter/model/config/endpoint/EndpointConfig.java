package dev.otter.model.config.endpoint;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import java.util.Optional;

/**
 * A database that pipelines read from or write to; its password is kept apart and never part of
 * this.
 *
 * @param name unique
 * @param description free text
 * @param type kind of server
 * @param host name or address, unless a failover group gives it
 * @param port TCP port
 * @param failoverGroup the group whose master is meant, instead of a host
 * @param user account
 * @param tls use of TLS
 */
public record EndpointConfig(
        String name,
        String description,
        Endpoint.Type type,
        Optional<String> host,
        Integer port,
        Optional<String> failoverGroup,
        String user,
        TlsMode tls)
        implements Named {
    private static final int MYSQL = 3306;
    private static final int USER_MAX = 80;

    public EndpointConfig {
        Check.name("an endpoint", name);
        description = Check.text("description", description);
        Check.required("type", type);
        host = Check.absent(host).filter(text -> !text.isEmpty());
        host.ifPresent(text -> Check.host("endpoint '" + name + "'", text));
        port = Check.port("port", port, MYSQL);
        failoverGroup = Check.name("a failover group", failoverGroup);
        tls = Check.orElse(tls, TlsMode.PREFERRED);
        if (user == null || user.isBlank() || user.length() > USER_MAX) {
            throw new IllegalArgumentException(
                    "user of endpoint '%s' is missing or longer than %d characters; give it"
                            .formatted(name, USER_MAX));
        }
        if (host.isPresent() == failoverGroup.isPresent()) {
            throw new IllegalArgumentException(
                    "endpoint '%s' needs either a host or a failover group, and has %s"
                            .formatted(name, host.isPresent() ? "both" : "neither"));
        }
    }

    /**
     * What the engine takes.
     *
     * @param address where the server is now
     * @param password the account's password
     */
    public Endpoint toEndpoint(ServerAddress address, String password) {
        return new Endpoint(name, type, address.host(), address.port(), user, password, tls);
    }
}
