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
 * @param database the database of a PostgreSQL server, which has its schemas; none for other kinds
 */
public record EndpointConfig(
        String name,
        String description,
        Endpoint.Type type,
        Optional<String> host,
        Integer port,
        Optional<String> failoverGroup,
        String user,
        TlsMode tls,
        Optional<String> database)
        implements Named {
    private static final int USER_MAX = 80;

    public EndpointConfig {
        Check.name("an endpoint", name);
        description = Check.text("description", description);
        Check.required("type", type);
        host = Check.absent(host).filter(text -> !text.isEmpty());
        host.ifPresent(text -> Check.host("endpoint '" + name + "'", text));
        port = Check.port("port", port, type.defaultPort());
        failoverGroup = Check.name("a failover group", failoverGroup);
        tls = Check.orElse(tls, TlsMode.PREFERRED);
        if (user == null || user.isBlank() || user.length() > USER_MAX) {
            throw new IllegalArgumentException(
                    "user of endpoint '%s' is missing or longer than %d characters; give it"
                            .formatted(name, USER_MAX));
        }
        database = Check.absent(database).filter(text -> !text.isBlank());
        if (database.isPresent() != (type == Endpoint.Type.POSTGRESQL)) {
            throw new IllegalArgumentException(
                    "endpoint '%s' %s; give it to endpoints of type postgresql, and to no others"
                            .formatted(
                                    name,
                                    database.isPresent() ? "has a database" : "needs a database"));
        }
        if (host.isPresent() == failoverGroup.isPresent()) {
            throw new IllegalArgumentException(
                    "endpoint '%s' needs either a host or a failover group, and has %s"
                            .formatted(name, host.isPresent() ? "both" : "neither"));
        }
    }

    /** A server whose databases are named by tables. */
    public EndpointConfig(
            String name,
            String description,
            Endpoint.Type type,
            Optional<String> host,
            Integer port,
            Optional<String> failoverGroup,
            String user,
            TlsMode tls) {
        this(name, description, type, host, port, failoverGroup, user, tls, Optional.empty());
    }

    /**
     * What the engine takes.
     *
     * @param address where the server is now
     * @param password the account's password
     */
    public Endpoint toEndpoint(ServerAddress address, String password) {
        return new Endpoint(name, type, address.host(), address.port(), user, password, tls)
                .withDatabase(database.orElse(""));
    }
}
