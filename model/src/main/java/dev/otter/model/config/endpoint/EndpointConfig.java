package dev.otter.model.config.endpoint;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.LogSharing;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database that pipelines read from or write to, or Kafka, which they write to; its password is
 * kept apart and never part of this.
 *
 * @param name unique
 * @param description free text
 * @param type kind of server
 * @param host name or address, unless a failover group gives it
 * @param port TCP port
 * @param failoverGroup the group whose master is meant, instead of a host
 * @param user account
 * @param tls use of TLS
 * @param database the database of a PostgreSQL server, which has its schemas, or Oracle's service
 *     name; none for other kinds
 * @param servers brokers of Kafka as {@code host} or {@code host:port}, instead of host and port;
 *     none for other kinds, as the following
 * @param topic pattern of the topics that tables go to
 * @param before whether updates carry the row before
 * @param tombstones whether a delete is followed by its key without a value
 * @param properties settings of Kafka's clients; those that are secret cannot be kept here
 * @param share whether pipelines of one node that read it share a connection; absent for as the
 *     node is told
 * @param relayMegabytes of its log that a node keeps at most for that; absent for as the node is
 *     told
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
        Optional<String> database,
        Optional<List<String>> servers,
        Optional<String> topic,
        Optional<Boolean> before,
        Optional<Boolean> tombstones,
        Optional<Map<String, String>> properties,
        Optional<LogSharing.When> share,
        Optional<Integer> relayMegabytes)
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
        boolean kafka = type == Endpoint.Type.KAFKA;
        tls = Check.orElse(tls, kafka ? TlsMode.DISABLED : TlsMode.PREFERRED);
        servers =
                Check.absent(servers)
                        .map(list -> Check.list("servers", list))
                        .filter(list -> !list.isEmpty());
        topic = Check.absent(topic);
        before = Check.absent(before);
        tombstones = Check.absent(tombstones);
        properties = Check.absent(properties).map(Map::copyOf).filter(map -> !map.isEmpty());
        user = kafka && user == null ? "" : user;
        if (user == null || user.isBlank() && !kafka || user.length() > USER_MAX) {
            throw new IllegalArgumentException(
                    "user of endpoint '%s' is missing or longer than %d characters; give it"
                            .formatted(name, USER_MAX));
        }
        database = Check.absent(database).filter(text -> !text.isBlank());
        if (database.isPresent() != type.namesDatabase()) {
            throw new IllegalArgumentException(
                    "endpoint '%s' %s; give it to endpoints of type postgresql and oracle, and to no others"
                            .formatted(
                                    name,
                                    database.isPresent() ? "has a database" : "needs a database"));
        }
        share = Check.absent(share);
        relayMegabytes = Check.absent(relayMegabytes);
        requireSharing(name, type, share, relayMegabytes);
        if (kafka) {
            requireKafka(name, host, failoverGroup, tls);
            KafkaEndpoint.settings(name, servers, topic, before, tombstones, properties);
        } else if (servers.isPresent()
                || topic.isPresent()
                || before.isPresent()
                || tombstones.isPresent()
                || properties.isPresent()) {
            throw new IllegalArgumentException(
                    "endpoint '%s' has settings of Kafka; give servers, topic, before, tombstones and properties to endpoints of type kafka only"
                            .formatted(name));
        } else if (host.isPresent() == failoverGroup.isPresent()) {
            throw new IllegalArgumentException(
                    "endpoint '%s' needs either a host or a failover group, and has %s"
                            .formatted(name, host.isPresent() ? "both" : "neither"));
        }
    }

    private static void requireSharing(
            String name,
            Endpoint.Type type,
            Optional<LogSharing.When> share,
            Optional<Integer> megabytes) {
        if (type != Endpoint.Type.MYSQL && (share.isPresent() || megabytes.isPresent())) {
            throw new IllegalArgumentException(
                    "endpoint '%s' has share or relay-megabytes; give them to endpoints of type mysql only"
                            .formatted(name));
        }
        if (megabytes.isPresent()) {
            int most = LogSharing.MOST_MEGABYTES;
            if (megabytes.get() < 1 || megabytes.get() > most) {
                throw new IllegalArgumentException(
                        "relay-megabytes of endpoint '%s' is %d; allowed are 1 to %d"
                                .formatted(name, megabytes.get(), most));
            }
            if (share.equals(Optional.of(LogSharing.When.NEVER))) {
                throw new IllegalArgumentException(
                        "endpoint '%s' has relay-megabytes and is never shared; leave one of both away"
                                .formatted(name));
            }
        }
    }

    private static void requireKafka(
            String name, Optional<String> host, Optional<String> failoverGroup, TlsMode tls) {
        if (host.isPresent() || failoverGroup.isPresent()) {
            throw new IllegalArgumentException(
                    "endpoint '%s' is of type kafka; name its brokers by servers, not by host or failover group"
                            .formatted(name));
        }
        if (tls == TlsMode.PREFERRED || tls == TlsMode.REQUIRED) {
            throw new IllegalArgumentException(
                    "tls of endpoint '%s' must be disabled, verify-ca or verify-identity for Kafka"
                            .formatted(name));
        }
    }

    /** One whose log is shared where the node is told so. */
    public EndpointConfig(
            String name,
            String description,
            Endpoint.Type type,
            Optional<String> host,
            Integer port,
            Optional<String> failoverGroup,
            String user,
            TlsMode tls,
            Optional<String> database,
            Optional<List<String>> servers,
            Optional<String> topic,
            Optional<Boolean> before,
            Optional<Boolean> tombstones,
            Optional<Map<String, String>> properties) {
        this(
                name,
                description,
                type,
                host,
                port,
                failoverGroup,
                user,
                tls,
                database,
                servers,
                topic,
                before,
                tombstones,
                properties,
                Optional.empty(),
                Optional.empty());
    }

    /** A server with a database to name. */
    public EndpointConfig(
            String name,
            String description,
            Endpoint.Type type,
            Optional<String> host,
            Integer port,
            Optional<String> failoverGroup,
            String user,
            TlsMode tls,
            Optional<String> database) {
        this(
                name,
                description,
                type,
                host,
                port,
                failoverGroup,
                user,
                tls,
                database,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
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

    /** Where the first broker of Kafka is; empty for databases. */
    public Optional<ServerAddress> broker() {
        return servers.map(List::getFirst)
                .map(KafkaEndpoint::server)
                .map(server -> new ServerAddress(server.host(), server.port()));
    }

    /** Whether it is used without a login, so that no password is kept. */
    public boolean anonymous() {
        return user.isEmpty();
    }

    /**
     * What the engine takes.
     *
     * @param address where the server is now
     * @param password the account's password
     */
    public Endpoint toEndpoint(ServerAddress address, String password) {
        Endpoint plain =
                new Endpoint(name, type, address.host(), address.port(), user, password, tls)
                        .withDatabase(database.orElse(""))
                        .withShare(
                                new LogSharing(
                                        share.orElse(LogSharing.When.AUTO),
                                        relayMegabytes.orElse(0)));
        return type == Endpoint.Type.KAFKA
                ? plain.withKafka(
                        KafkaEndpoint.settings(
                                name, servers, topic, before, tombstones, properties))
                : plain;
    }
}
