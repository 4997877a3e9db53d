package dev.otter.app.config;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.LogSharing;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.RowMode;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableRoutes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a configuration file. The first mistake ends the reading with an {@link OtterException} of
 * code {@link ErrorCode#CONFIGURATION_INVALID}; no server is asked.
 */
public final class SyncFileReader {
    private static final List<String> FILE_KEYS = List.of("endpoints", "channels");
    private static final List<String> ENDPOINT_KEYS =
            Stream.concat(
                            Stream.of("type", "host", "port", "user", "password", "tls"),
                            Stream.of(
                                            FailoverReader.KEYS,
                                            List.of("database"),
                                            KafkaReader.KEYS,
                                            ShareReader.KEYS)
                                    .flatMap(List::stream))
                    .toList();
    private static final List<String> CHANNEL_KEYS = List.of("name", "pipelines");
    private static final List<String> PIPELINE_KEYS =
            List.of(
                    "name",
                    "from",
                    "to",
                    "start",
                    "tables",
                    "parallelism",
                    "apply",
                    "on-error",
                    "snapshot",
                    "ddl",
                    "copy-limits",
                    "resync",
                    "rows",
                    "dry-run",
                    "verify");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.-]{1,64}");

    private final Environment environment;

    /**
     * @param variables what {@code ${NAME}} in the file stands for
     */
    public SyncFileReader(Map<String, String> variables) {
        this.environment = new Environment(variables);
    }

    /**
     * Reads and checks a file.
     *
     * @throws OtterException when it is missing, unreadable or wrong
     */
    public SyncFile read(Path path) {
        YamlMap file = YamlFile.read(path, environment).root().map("the file", FILE_KEYS);
        Map<String, Defined> endpoints = endpoints(file.required("endpoints"));
        List<SyncFile.Entry> entries = new ArrayList<>();
        Map<String, Place> names = new HashMap<>();
        for (YamlValue value : file.required("channels").list("channels")) {
            YamlMap channel = value.map("a channel", CHANNEL_KEYS);
            String name = name(channel, names);
            entries.addAll(pipelines(name, channel.required("pipelines"), endpoints, path));
        }
        return new SyncFile(path, entries);
    }

    private record Defined(Endpoint endpoint, Place place) {}

    private static Map<String, Defined> endpoints(YamlValue value) {
        Map<String, Defined> endpoints = new LinkedHashMap<>();
        value.entries("endpoints by name")
                .forEach((key, settings) -> {
                    String name = checkedName(key);
                    if (endpoints.containsKey(name)) {
                        throw key.place()
                                .wrong(
                                        "endpoint '" + name + "' is defined twice",
                                        "Give one of them another name.");
                    }
                    endpoints.put(name, new Defined(endpoint(name, settings), key.place()));
                });
        return endpoints;
    }

    private static Endpoint endpoint(String name, YamlValue value) {
        YamlMap map = value.map("endpoint '" + name + "'", ENDPOINT_KEYS);
        Endpoint.Type type = map.required("type").choice("type", Endpoint.Type.class);
        LogSharing share = ShareReader.read(name, type, map);
        if (type == Endpoint.Type.KAFKA) {
            return KafkaReader.read(name, map);
        }
        KafkaReader.requireNone(name, map);
        String host = host(map);
        int port =
                map.get("port")
                        .map(port1 -> port1.number("port", 1, 65535))
                        .orElse(type.defaultPort());
        String user = map.required("user").text("a user name");
        String password = map.required("password").text("a password");
        TlsMode tls =
                map.get("tls")
                        .map(tls1 -> tls1.choice("tls", TlsMode.class))
                        .orElse(TlsMode.PREFERRED);
        Endpoint plain =
                new Endpoint(name, type, host, port, user, password, tls)
                        .withDatabase(database(name, type, map))
                        .withShare(share);
        return FailoverReader.read(map, plain.server()).map(plain::withFailover).orElse(plain);
    }

    private static String database(String name, Endpoint.Type type, YamlMap map) {
        if (type.namesDatabase()) {
            return map.required("database").text("the name of a database");
        }
        map.get("database")
                .ifPresent(given -> {
                    throw given.place()
                            .wrong(
                                    "endpoint '" + name + "' has a database",
                                    "Only endpoints of type postgresql and oracle have one; elsewhere"
                                            + " tables name it.");
                });
        return "";
    }

    static String host(YamlMap map) {
        String host = map.required("host").text("a host name or address");
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '/')) {
            throw map.required("host").notA("host", "Allowed: a host name or an address.");
        }
        return host;
    }

    private static List<SyncFile.Entry> pipelines(
            String channel, YamlValue value, Map<String, Defined> endpoints, Path path) {
        List<SyncFile.Entry> pipelines = new ArrayList<>();
        Map<String, Place> names = new HashMap<>();
        for (YamlValue entry : value.list("pipelines")) {
            YamlMap map = entry.map("a pipeline", PIPELINE_KEYS);
            String name = name(map, names);
            Defined from = endpoint(map.required("from"), endpoints);
            Defined to = endpoint(map.required("to"), endpoints);
            YamlValue tables = map.required("tables");
            TableRoutes routes =
                    TablesReader.read(tables, oneServer(from.endpoint(), to.endpoint()));
            Pipeline pipeline =
                    new Pipeline(
                            name,
                            from.endpoint(),
                            to.endpoint(),
                            map.get("start").map(StartReader::read).orElse(new StartPoint.Now()),
                            routes,
                            options(map).with(ViewsReader.read(tables, routes.rules(), path)));
            Places places =
                    new Places(
                            entry.place().toString(),
                            from.place().toString(),
                            to.place().toString(),
                            tables.list("tables").stream()
                                    .map(rule -> rule.place().toString())
                                    .toList());
            pipelines.add(new SyncFile.Entry(channel, pipeline, places));
        }
        return pipelines;
    }

    private static boolean oneServer(Endpoint from, Endpoint to) {
        return from.host().equals(to.host()) && from.port() == to.port();
    }

    private static PipelineOptions options(YamlMap map) {
        PipelineOptions defaults = PipelineOptions.defaults();
        SnapshotMode snapshot =
                map.get("snapshot")
                        .map(value -> value.choice("snapshot", SnapshotMode.class))
                        .orElse(defaults.snapshot());
        boolean begins =
                map.get("start").map(StartReader::read).stream()
                        .anyMatch(start -> !(start instanceof StartPoint.Now));
        if (snapshot != SnapshotMode.NEVER && begins) {
            throw map.required("start")
                    .place()
                    .wrong(
                            "'start' does not go together with 'snapshot', which begins now",
                            "Remove 'start', or write 'snapshot: never'.");
        }
        PipelineOptions plain =
                new PipelineOptions(
                        map.get("parallelism")
                                .map(SyncFileReader::appliers)
                                .orElse(defaults.appliers()),
                        map.get("apply")
                                .map(value -> value.choice("apply", ApplyMode.class))
                                .orElse(defaults.apply()),
                        map.get("on-error")
                                .map(value -> value.choice("on-error", ErrorPolicy.class))
                                .orElse(defaults.onError()));
        DdlRules ddl = map.get("ddl").map(DdlReader::read).orElse(defaults.ddl());
        return plain.withSnapshot(snapshot)
                .with(ddl)
                .withCopyLimits(
                        map.get("copy-limits")
                                .map(CopyLimitsReader::read)
                                .orElse(defaults.copyLimits()))
                .withResync(
                        map.get("resync")
                                .map(value -> value.truth("resync"))
                                .orElse(defaults.resync()))
                .with(
                        map.get("rows")
                                .flatMap(rows -> rows.map("'rows'", List.of("mode")).get("mode"))
                                .map(mode -> mode.choice("mode", RowMode.class))
                                .orElse(defaults.rowMode()))
                .withDryRun(
                        map.get("dry-run")
                                .map(value -> value.truth("dry-run"))
                                .orElse(defaults.dryRun()))
                .with(map.get("verify").map(VerifyReader::read).orElse(defaults.verify()));
    }

    private static int appliers(YamlValue value) {
        String remedy = "Allowed: auto, or a whole number from 1 to 64.";
        String text = value.text("a number or auto");
        if (text.equals("auto")) {
            return PipelineOptions.defaults().appliers();
        }
        if (!text.matches("[1-9]|[1-5][0-9]|6[0-4]")) {
            throw value.notA("parallelism", remedy);
        }
        return Integer.parseInt(text);
    }

    private static Defined endpoint(YamlValue value, Map<String, Defined> endpoints) {
        String name = value.text("an endpoint's name");
        Defined endpoint = endpoints.get(name);
        if (endpoint == null) {
            String nearest =
                    Spelling.nearest(name, endpoints.keySet())
                            .map(known -> "Did you mean '" + known + "'? ")
                            .orElse("");
            throw value.place()
                    .wrong(
                            "endpoint '" + name + "' is not defined",
                            nearest + "Defined: " + String.join(", ", endpoints.keySet()) + ".");
        }
        return endpoint;
    }

    private static String name(YamlMap map, Map<String, Place> taken) {
        YamlValue value = map.required("name");
        String name = checkedName(value);
        Place first = taken.putIfAbsent(name.toLowerCase(Locale.ROOT), value.place());
        if (first != null) {
            throw value.place()
                    .wrong(
                            "the name '" + name + "' is taken in line " + first.line(),
                            "Give " + map.what() + " a name of its own; case does not count.");
        }
        return name;
    }

    private static String checkedName(YamlValue value) {
        String name = value.text("a name");
        if (!NAME.matcher(name).matches()) {
            throw value.place()
                    .wrong(
                            "'" + value.raw("a name") + "' cannot be a name",
                            "Allowed: 1 to 64 letters, digits, '-', '_' and '.'.");
        }
        return name;
    }
}
