package dev.otter.app.otter4;

import dev.otter.app.document.Kind;
import dev.otter.app.otter4.Finding.Outcome;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.Heartbeat;
import dev.otter.model.config.endpoint.ServerAddress;
import dev.otter.model.table.TablePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Readers of logs, one for each pipeline. For one thread. */
final class CanalTranslation {
    private static final String NO_STORE = "the log is read straight on; nothing is stored between";
    private static final String ENGINE = "the reader of the log chooses by itself";
    private static final String NO_CLOUD = "logs are read from the server alone";

    private final Harvest harvest;
    private final SiteTranslation site;
    private final Cursors cursors;
    private final Names names;
    private final Map<String, Row> rows = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    CanalTranslation(Otter4Store store, Harvest harvest, SiteTranslation site, Cursors cursors) {
        this.harvest = harvest;
        this.site = site;
        this.cursors = cursors;
        this.names = new Names(harvest.report());
        store.table("CANAL").forEach(row -> rows.put(row.text("NAME"), row));
    }

    /**
     * The canal of a pipeline; made anew for each further pipeline that an old one becomes.
     *
     * @param name its name there
     * @param client the number under which its position is kept
     */
    Optional<CanalConfig> canal(String name, long client, EndpointConfig source) {
        Row row = rows.get(name);
        Subject subject = new Subject("canal", name);
        if (row == null) {
            harvest.report()
                    .add(Outcome.LEFT_OUT, subject, "a pipeline names it, but it is not there");
            return Optional.empty();
        }
        Report told = used.add(name) ? harvest.report() : new Report();
        Parameters parameters = new Parameters(subject, row.text("PARAMETERS"), told);
        ServerAddress address = site.address(source);
        StartPoint start = start(parameters, subject, client, address);
        Optional<CanalConfig> canal =
                harvest.keep(
                        Kind.CANAL,
                        subject,
                        () ->
                                new CanalConfig(
                                        names.give(subject),
                                        row.text("DESCRIPTION"),
                                        source.name(),
                                        start,
                                        Optional.empty(),
                                        heartbeat(parameters),
                                        exclude(parameters)));
        tell(parameters, address);
        return canal;
    }

    /** Tells of those that no pipeline uses. */
    void rest() {
        for (String name : rows.keySet().stream().sorted().toList()) {
            if (!used.contains(name)) {
                harvest.report()
                        .add(
                                Outcome.LEFT_OUT,
                                new Subject("canal", name),
                                "no pipeline that was carried over uses it");
            }
        }
    }

    private StartPoint start(
            Parameters parameters, Subject subject, long client, ServerAddress address) {
        Optional<String> cursor = cursors.find(subject.name(), client);
        Optional<StartPoint> found = cursor.flatMap(text -> Positions.ofCursor(text, address));
        Report report = harvest.report();
        if (found.isPresent()) {
            report.add(
                    Outcome.CARRIED, subject, "cursor", cursor.orElse(""), "start " + found.get());
            parameters.notNeeded("the cursor counts", "positions");
            return found.get();
        }
        if (cursor.isPresent()) {
            report.add(
                    Outcome.TO_DO,
                    subject,
                    "cursor",
                    cursor.get(),
                    "no position can be read of it; set start before the channel is started");
        } else if (cursors.known()) {
            report.add(Outcome.NOT_NEEDED, subject, "cursor", "", "there is none in ZooKeeper");
        } else {
            report.add(
                    Outcome.TO_DO,
                    subject,
                    "cursor",
                    "",
                    "it was not looked for; give --zookeeper, or changes made since Otter 4 was"
                            + " stopped are not seen");
        }
        JsonNode positions = parameters.get("positions");
        JsonNode first = positions.isArray() ? positions.path(0) : positions;
        Optional<StartPoint> set =
                first.isMissingNode() || first.isNull()
                        ? Optional.empty()
                        : Positions.ofSetting(
                                first.isString()
                                        ? first.stringValue().split(";")[0]
                                        : first.toString());
        if (set.isPresent()) {
            parameters.carried("positions", "start, its first record");
        } else {
            parameters.toDo("positions", "no position can be read of it; set start");
        }
        return set.orElse(new StartPoint.Now());
    }

    private Heartbeat heartbeat(Parameters parameters) {
        boolean enabled = parameters.flag("detectingEnable", false);
        int interval = seconds(parameters, "detectingIntervalInSeconds", 5);
        int timeout = seconds(parameters, "detectingTimeoutThresholdInSeconds", 30);
        int retries = seconds(parameters, "detectingRetryTimes", 3);
        boolean fits = timeout > interval;
        if (!fits) {
            parameters.changed(
                    "detectingTimeoutThresholdInSeconds",
                    "heartbeat.timeout-seconds is one more than the interval, as it must be");
        }
        boolean failover = enabled && parameters.flag("heartbeatHaEnable", false);
        return new Heartbeat(enabled, interval, fits ? timeout : interval + 1, retries, failover);
    }

    private static int seconds(Parameters parameters, String key, int byDefault) {
        return parameters.integer(key).filter(value -> value > 0).orElse(byDefault);
    }

    private List<TablePattern> exclude(Parameters parameters) {
        List<TablePattern> patterns = new ArrayList<>();
        Optional<String> filter = parameters.text("blackFilter");
        try {
            for (String entry : filter.orElse("").split(",")) {
                int dot = entry.indexOf("\\.") >= 0 ? entry.indexOf("\\.") : entry.indexOf('.');
                if (!entry.isBlank() && dot < 0) {
                    throw new IllegalArgumentException("'" + entry + "' has no schema");
                }
                if (dot > 0) {
                    String table = entry.substring(dot + (entry.charAt(dot) == '\\' ? 2 : 1));
                    new TableNames(entry.substring(0, dot).strip(), table.strip())
                            .sources()
                            .forEach(text -> patterns.add(TablePattern.parse(text)));
                }
            }
            parameters.carried("blackFilter", "exclude");
            return patterns;
        } catch (IllegalArgumentException e) {
            parameters.leftOut("blackFilter", e.getMessage() + "; set exclude by hand");
            return List.of();
        }
    }

    private void tell(Parameters parameters, ServerAddress address) {
        parameters.carried("detectingEnable", "heartbeat.enabled");
        parameters.carried("detectingIntervalInSeconds", "heartbeat.interval-seconds");
        parameters.carried("detectingTimeoutThresholdInSeconds", "heartbeat.timeout-seconds");
        parameters.carried("detectingRetryTimes", "heartbeat.retries");
        parameters.carried("heartbeatHaEnable", "heartbeat.failover, with an enabled heartbeat");
        parameters.notNeeded("heartbeats write nothing", "detectingSQL");
        addresses(parameters, address);
        parameters.toDo(
                "dbUsername",
                "the endpoint's account reads the log; it needs REPLICATION SLAVE, REPLICATION"
                        + " CLIENT and SELECT");
        parameters.notNeeded("the endpoint's account reads the log", "dbPassword");
        parameters.notNeeded(
                "a number is chosen that does not disturb an Otter 4 that still runs", "slaveId");
        parameters.notNeeded("GTIDs are used when the server writes them", "gtidEnable");
        parameters.notNeeded("the history of tables is always kept", "tsdbEnable");
        parameters.notNeeded(
                "the history of tables is always kept",
                "tsdbJdbcUrl",
                "tsdbJdbcUserName",
                "tsdbJdbcPassword",
                "tsdbSnapshotInterval",
                "tsdbSnapshotExpire");
        ha(parameters);
        inert(parameters);
        parameters.rest();
    }

    private static void addresses(Parameters parameters, ServerAddress address) {
        List<String> found = new ArrayList<>();
        for (JsonNode node : parameters.get("groupDbAddresses").findParents("port")) {
            found.add(node.path("address").asString() + ":" + node.path("port").asString());
        }
        if (found.size() == 1 && found.getFirst().equals(address.toString())) {
            parameters.carried("groupDbAddresses", "the endpoint's host and port");
        } else {
            parameters.toDo(
                    "groupDbAddresses",
                    "the log of %s is read; for standbys make a failover group, for merged"
                                    .formatted(address)
                            + " databases a pipeline each");
        }
    }

    private static void ha(Parameters parameters) {
        if (parameters.text("haMode").orElse("").equalsIgnoreCase("MEDIA")) {
            parameters.changed("haMode", "an endpoint with a failover-group follows its master");
            parameters.changed("mediaGroup", "the failover-group of the endpoint");
        }
        parameters.notNeeded("the endpoint decides", "haMode", "mediaGroup", "app", "group");
        String sourcing = parameters.text("sourcingType").orElse("MYSQL");
        if (sourcing.equalsIgnoreCase("MYSQL")) {
            parameters.carried("sourcingType", "the endpoint's type");
        } else {
            parameters.leftOut("sourcingType", "only MySQL and MariaDB are read");
        }
        for (String key : List.of("rsList", "tenant", "localBinlogDirectory")) {
            parameters.leftOut(key, NO_CLOUD);
        }
        for (String key : List.of("rdsAccesskey", "rdsSecretkey", "rdsInstanceId")) {
            parameters.leftOut(key, NO_CLOUD + "; keep logs there long enough");
        }
    }

    private static void inert(Parameters parameters) {
        parameters.notNeeded(
                "positions are kept on the target",
                "zkClusterId",
                "zkClusters",
                "autoKeeperClusterId",
                "metaMode",
                "metaFileFlushPeriod",
                "dataDir",
                "indexMode",
                "fallbackIntervalInSeconds");
        parameters.notNeeded(
                NO_STORE,
                "storageMode",
                "storageBatchMode",
                "memoryStorageBufferSize",
                "memoryStorageBufferMemUnit",
                "memoryStorageRawEntry",
                "fileStorageDirectory",
                "fileStorageStoreCount",
                "fileStorageRollverCount",
                "fileStoragePercentThresold",
                "metaqStoreUri",
                "storageScavengeMode",
                "transactionSize");
        parameters.notNeeded(
                ENGINE,
                "runMode",
                "clusterMode",
                "port",
                "connectionCharset",
                "connectionCharsetNumber",
                "defaultDatabaseName",
                "defaultConnectionTimeoutInSeconds",
                "receiveBufferSize",
                "sendBufferSize",
                "ddlIsolation",
                "filterTableError",
                "parallel",
                "parallelThreadSize",
                "parallelBufferSize");
        parameters.known("canalId", "desc");
        for (String key : List.of("sslMode", "masterSslInfo", "standbySslInfo")) {
            parameters.toDo(key, "set tls of the endpoint");
        }
    }
}
