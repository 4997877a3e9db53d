package dev.otter.app.otter4;

import dev.otter.app.document.Kind;
import dev.otter.app.otter4.Finding.Outcome;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.config.Check;
import dev.otter.model.config.cluster.NodeConfig;
import dev.otter.model.config.cluster.ZooKeeperConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.FailoverGroupConfig;
import dev.otter.model.config.endpoint.ServerAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Clusters, groups, nodes and databases: what channels refer to. For one thread. */
final class SiteTranslation {
    private final Otter4Store store;
    private final Harvest harvest;
    private final Map<Long, String> zookeepers = new HashMap<>();
    private final Map<Long, String> nodes = new HashMap<>();
    private final Map<String, FailoverGroupConfig> groups = new HashMap<>();
    private final Map<Long, EndpointConfig> endpoints = new HashMap<>();

    SiteTranslation(Otter4Store store, Harvest harvest) {
        this.store = store;
        this.harvest = harvest;
    }

    /** Names of nodes by their numbers there. */
    Map<Long, String> nodes() {
        return nodes;
    }

    /** Databases by their numbers there. */
    Map<Long, EndpointConfig> endpoints() {
        return endpoints;
    }

    /** Where an endpoint is now: its host, or the master of its group. */
    ServerAddress address(EndpointConfig endpoint) {
        return endpoint.host()
                .map(host -> new ServerAddress(host, endpoint.port()))
                .orElseGet(() ->
                        groups.get(Check.key(endpoint.failoverGroup().orElseThrow())).master());
    }

    void run() {
        clusters();
        groups();
        nodeRows();
        sources();
    }

    private void clusters() {
        Names names = new Names(harvest.report());
        for (Row row : store.table("AUTOKEEPER_CLUSTER")) {
            Subject subject = new Subject("autokeeper cluster", row.text("CLUSTER_NAME"));
            String name = names.give(subject);
            harvest.keep(
                            Kind.ZOOKEEPER,
                            subject,
                            () ->
                                    new ZooKeeperConfig(
                                            name,
                                            row.text("DESCRIPTION"),
                                            servers(row.text("SERVER_LIST"))))
                    .ifPresent(config -> zookeepers.put(row.id(), config.name()));
        }
    }

    /** A list in JSON or a text; groups of servers are divided by semicolons, the nearest first. */
    static List<String> servers(String text) {
        List<String> servers = new ArrayList<>();
        for (String server : text.replaceAll("[\\[\\]\"]", "").split("[,;\\s]+")) {
            if (!server.isBlank() && !servers.contains(server.strip())) {
                servers.add(server.strip());
            }
        }
        return servers;
    }

    private void groups() {
        Names names = new Names(harvest.report());
        for (Row row : store.table("DATA_MATRIX")) {
            Subject subject = new Subject("data matrix", row.text("GROUP_KEY"));
            String name = names.give(subject);
            harvest.keep(
                            Kind.FAILOVER_GROUP,
                            subject,
                            () ->
                                    new FailoverGroupConfig(
                                            name,
                                            row.text("DESCRIPTION"),
                                            server(row.text("MASTER")),
                                            row.text("SLAVE").isBlank()
                                                    ? List.of()
                                                    : List.of(server(row.text("SLAVE")))))
                    .ifPresent(config -> groups.put(Check.key(row.text("GROUP_KEY")), config));
        }
    }

    private static ServerAddress server(String text) {
        int colon = text.lastIndexOf(':');
        return colon < 0
                ? new ServerAddress(text.strip(), null)
                : new ServerAddress(
                        text.substring(0, colon).strip(),
                        Integer.valueOf(text.substring(colon + 1).strip()));
    }

    private void nodeRows() {
        Names names = new Names(harvest.report());
        for (Row row : store.table("NODE")) {
            Subject subject = new Subject("node", row.text("NAME"));
            String name = names.give(subject);
            Parameters parameters =
                    new Parameters(subject, row.text("PARAMETERS"), harvest.report());
            int port = (int) row.number("PORT");
            int download =
                    parameters.integer("downloadPort").filter(given -> given > 0).orElse(port + 1);
            Optional<String> external =
                    parameters.flag("useExternalIp", false)
                            ? parameters.text("externalIp")
                            : Optional.empty();
            Optional<String> cluster = zookeeper(parameters);
            harvest.keep(
                            Kind.NODE,
                            subject,
                            () ->
                                    new NodeConfig(
                                            name,
                                            row.text("DESCRIPTION"),
                                            row.text("IP"),
                                            port,
                                            download,
                                            external,
                                            cluster))
                    .ifPresent(config -> nodes.put(row.id(), config.name()));
            tell(parameters, external, cluster);
        }
    }

    private Optional<String> zookeeper(Parameters parameters) {
        JsonNode cluster = parameters.get("zkCluster");
        long id = cluster.isObject() ? cluster.path("id").asLong(-1) : -1;
        return Optional.ofNullable(
                zookeepers.get(id > 0 ? id : parameters.number("autoKeeperClusterId").orElse(-1L)));
    }

    private static void tell(
            Parameters parameters, Optional<String> external, Optional<String> cluster) {
        parameters.carried("downloadPort", "download-port");
        parameters.notNeeded("nodes have no JMX port; the manager shows what it told", "mbeanPort");
        parameters.carried("useExternalIp", "external-host, when it is true");
        if (external.isPresent()) {
            parameters.carried("externalIp", "external-host");
        } else {
            parameters.notNeeded("useExternalIp is false", "externalIp");
        }
        for (String key : List.of("zkCluster", "autoKeeperClusterId")) {
            if (cluster.isPresent()) {
                parameters.carried(key, "zookeeper");
            } else {
                parameters.leftOut(key, "that cluster was not carried over");
            }
        }
        parameters.rest();
    }

    private void sources() {
        Names names = new Names(harvest.report());
        for (Row row : store.table("DATA_MEDIA_SOURCE")) {
            Subject subject = new Subject("data source", row.text("NAME"));
            Parameters parameters =
                    new Parameters(subject, row.text("PROPERTIES"), harvest.report());
            String type = row.text("TYPE");
            Optional<JdbcUrl> url = parameters.text("url").flatMap(JdbcUrl::parse);
            if (!type.equalsIgnoreCase("MYSQL") || url.isEmpty()) {
                harvest.report()
                        .add(
                                Outcome.LEFT_OUT,
                                subject,
                                "type",
                                type,
                                type.equalsIgnoreCase("MYSQL")
                                        ? "its url is not one of a MySQL server"
                                        : "only MySQL and MariaDB are known");
                continue;
            }
            endpoint(row, subject, names.give(subject), parameters, url.get());
        }
    }

    private void endpoint(
            Row row, Subject subject, String name, Parameters parameters, JdbcUrl url) {
        Optional<FailoverGroupConfig> group = url.group().map(key -> groups.get(Check.key(key)));
        harvest.keep(
                        Kind.ENDPOINT,
                        subject,
                        Optional.of(parameters.text("password").orElse("")),
                        () ->
                                new EndpointConfig(
                                        name,
                                        "",
                                        Endpoint.Type.MYSQL,
                                        url.host(),
                                        url.port(),
                                        group.map(FailoverGroupConfig::name),
                                        parameters.text("username").orElse(""),
                                        TlsMode.PREFERRED))
                .ifPresent(config -> endpoints.put(row.id(), config));
        parameters.carried("url", url.group().isPresent() ? "failover-group" : "host, port");
        if (!url.options().isEmpty()) {
            harvest.report()
                    .add(
                            Outcome.NOT_NEEDED,
                            subject,
                            "url options",
                            "",
                            "the address is host and port alone; TLS is set with tls");
        }
        parameters.carried("username", "user");
        parameters.carried("password", "password, sealed with the manager's key");
        parameters.carried("type", "type");
        parameters.notNeeded("there is one driver, and texts keep their character set", "driver");
        parameters.notNeeded("each column's character set is known from the server", "encode");
        parameters.rest();
    }
}
