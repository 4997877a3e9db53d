package dev.otter.manager.plan;

import dev.otter.document.plan.PlannedEndpoint;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.NumberedPipeline;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.secret.EndpointSecrets;
import dev.otter.model.config.Check;
import dev.otter.model.config.cluster.NodeConfig;
import dev.otter.model.config.cluster.ZooKeeperConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.FailoverGroupConfig;
import dev.otter.model.config.endpoint.ServerAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration at one revision, each kind read once, things by {@link Check#key} of their
 * names. Holds passwords. Immutable.
 */
final class Snapshot {
    private static final int ATTEMPTS = 5;

    private final long revision;
    private final Map<Long, Thing> channels = new LinkedHashMap<>();
    private final List<Thing> nodes;
    private final Map<String, Thing> endpoints;
    private final Map<String, Thing> canals;
    private final Map<String, Thing> groups;
    private final Map<String, Thing> clusters;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Long, String> passwords;

    private Snapshot(
            long revision,
            Catalog catalog,
            EndpointSecrets secrets,
            Map<Long, Thing> knownChannels) {
        this.revision = revision;
        catalog.all(Kind.CHANNEL, knownChannels)
                .forEach(channel -> channels.put(channel.id(), channel));
        this.nodes = catalog.all(Kind.NODE);
        this.endpoints = byName(catalog.all(Kind.ENDPOINT));
        this.canals = byName(catalog.all(Kind.CANAL));
        this.groups = byName(catalog.all(Kind.FAILOVER_GROUP));
        this.clusters = byName(catalog.all(Kind.ZOOKEEPER));
        for (NumberedPipeline pipeline : catalog.pipelines()) {
            numbers.put(place(pipeline.channel(), pipeline.name()), pipeline.number());
        }
        this.passwords = secrets.all();
    }

    /**
     * Reads until nothing has changed meanwhile; after some attempts takes what it has.
     *
     * @param before whose channels are not read again when they have not changed
     */
    static Snapshot read(Catalog catalog, EndpointSecrets secrets, Optional<Snapshot> before) {
        Map<Long, Thing> known = before.map(it -> it.channels).orElse(Map.of());
        for (int attempt = 1; ; attempt++) {
            Snapshot snapshot = new Snapshot(catalog.revision(), catalog, secrets, known);
            if (catalog.revision() == snapshot.revision() || attempt == ATTEMPTS) {
                return snapshot;
            }
        }
    }

    private static Map<String, Thing> byName(List<Thing> things) {
        Map<String, Thing> named = new HashMap<>();
        things.forEach(thing -> named.put(Check.key(thing.name()), thing));
        return named;
    }

    private static String place(long channel, String pipeline) {
        return channel + "/" + Check.key(pipeline);
    }

    long revision() {
        return revision;
    }

    /** By id. */
    List<Thing> channels() {
        return List.copyOf(channels.values());
    }

    /** Whether the channel is what it was in another snapshot. */
    boolean same(Thing channel, Snapshot before) {
        Thing former = before.channels.get(channel.id());
        return former != null && former.version() == channel.version();
    }

    /** Whether all that channels are drafted with, other than themselves, is what it was. */
    boolean sameGround(Snapshot before) {
        return nodeNumbers().equals(before.nodeNumbers())
                && endpoints.equals(before.endpoints)
                && canals.equals(before.canals)
                && groups.equals(before.groups)
                && passwords.equals(before.passwords);
    }

    /** By number. */
    List<Thing> nodes() {
        return nodes;
    }

    /** Numbers of nodes by the keys of their names, in order of number. */
    Map<String, Integer> nodeNumbers() {
        Map<String, Integer> found = new LinkedHashMap<>();
        nodes.forEach(node -> found.put(Check.key(node.name()), Math.toIntExact(node.id())));
        return found;
    }

    /** A pipeline's number; empty while the catalog is being changed under our eyes. */
    Optional<Long> number(long channel, String pipeline) {
        return Optional.ofNullable(numbers.get(place(channel, pipeline)));
    }

    /** An endpoint with its address and password; empty when one of these is not kept. */
    Optional<PlannedEndpoint> endpoint(String name) {
        Thing thing = endpoints.get(Check.key(name));
        if (thing == null) {
            return Optional.empty();
        }
        EndpointConfig config = thing.as(EndpointConfig.class);
        String password = passwords.get(thing.id());
        if (password == null && !config.anonymous()) {
            return Optional.empty();
        }
        return address(config)
                .map(address ->
                        new PlannedEndpoint(
                                config,
                                address,
                                password == null ? "" : password,
                                standbys(config)));
    }

    private List<ServerAddress> standbys(EndpointConfig config) {
        return config.failoverGroup()
                .map(group -> groups.get(Check.key(group)))
                .map(group -> group.as(FailoverGroupConfig.class).standbys())
                .orElse(List.of());
    }

    private Optional<ServerAddress> address(EndpointConfig config) {
        return config.host()
                .map(host -> new ServerAddress(host, config.port()))
                .or(config::broker)
                .or(() ->
                        config.failoverGroup()
                                .map(group -> groups.get(Check.key(group)))
                                .map(group -> group.as(FailoverGroupConfig.class).master()));
    }

    Optional<CanalConfig> canal(String name) {
        return Optional.ofNullable(canals.get(Check.key(name)))
                .map(thing -> thing.as(CanalConfig.class));
    }

    /** The servers of the cluster that a node names; empty when it names none. */
    Optional<List<String>> servers(NodeConfig node) {
        return node.zookeeper()
                .map(name -> clusters.get(Check.key(name)))
                .map(cluster -> cluster.as(ZooKeeperConfig.class).servers());
    }
}
