package dev.otter.manager.http.openapi;

import dev.otter.manager.live.OperationRequest;
import dev.otter.manager.live.TrialRequest;
import dev.otter.model.channel.CheckSchedule;
import dev.otter.model.channel.CopyLimits;
import dev.otter.model.channel.DdlKind;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.MissingColumnRule;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.VerifyRules;
import dev.otter.model.config.Named;
import dev.otter.model.config.access.SystemConfig;
import dev.otter.model.config.access.UserConfig;
import dev.otter.model.config.alarm.AlarmRuleConfig;
import dev.otter.model.config.alarm.DayPeriod;
import dev.otter.model.config.channel.CandidateNodes;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.DdlPolicy;
import dev.otter.model.config.channel.Parallelism;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.channel.RowPolicy;
import dev.otter.model.config.channel.TwoWay;
import dev.otter.model.config.cluster.NodeConfig;
import dev.otter.model.config.cluster.ZooKeeperConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.FailoverGroupConfig;
import dev.otter.model.config.endpoint.Heartbeat;
import dev.otter.model.config.endpoint.ServerAddress;
import dev.otter.model.config.endpoint.TableConfig;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.table.TablePattern;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * JSON Schemas of records, each once under its name. Configuration records have defaults for most
 * of their keys; of these only the others are required. For one thread.
 */
public final class Schemas {
    private static final Map<Class<?>, Set<String>> REQUIRED =
            Map.ofEntries(
                    Map.entry(ChannelConfig.class, Set.of("name")),
                    Map.entry(PipelineConfig.class, Set.of("name", "from", "to")),
                    Map.entry(RowPolicy.class, Set.of()),
                    Map.entry(CopyLimits.class, Set.of()),
                    Map.entry(TrialRequest.class, Set.of("mapping")),
                    Map.entry(TwoWay.class, Set.of()),
                    Map.entry(CandidateNodes.class, Set.of()),
                    Map.entry(VerifyRules.class, Set.of()),
                    Map.entry(CheckSchedule.class, Set.of("at")),
                    Map.entry(EndpointConfig.class, Set.of("name", "type", "user")),
                    Map.entry(TableConfig.class, Set.of("name", "endpoint", "pattern")),
                    Map.entry(CanalConfig.class, Set.of("name", "endpoint")),
                    Map.entry(Heartbeat.class, Set.of()),
                    Map.entry(FailoverGroupConfig.class, Set.of("name", "master")),
                    Map.entry(ServerAddress.class, Set.of("host")),
                    Map.entry(NodeConfig.class, Set.of("name", "host")),
                    Map.entry(ZooKeeperConfig.class, Set.of("name", "servers")),
                    Map.entry(AlarmRuleConfig.class, Set.of("name", "pipeline", "watch")),
                    Map.entry(UserConfig.class, Set.of("name", "role")),
                    Map.entry(SystemConfig.class, Set.of()),
                    Map.entry(OperationRequest.class, Set.of("kind")));

    private final Map<String, Object> found = new TreeMap<>();

    /** All schemas that were asked for, by name. */
    public Map<String, Object> all() {
        return found;
    }

    /** The keys of a configuration record that have no default. */
    static Set<String> required(Class<?> type) {
        return REQUIRED.get(type);
    }

    /** A reference to the schema of a type, or the schema itself when it is a simple one. */
    public Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return of(generic);
        }
        if (!(type instanceof Class<?> raw)) {
            return Map.of();
        }
        if (raw.isEnum()) {
            return words(raw);
        }
        return simple(raw).orElseGet(() -> reference(raw));
    }

    private Map<String, Object> of(ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        Class<?> raw = (Class<?>) generic.getRawType();
        if (raw == Optional.class) {
            return of(arguments[0]);
        }
        if (raw == Map.class) {
            return Map.of("type", "object", "additionalProperties", of(arguments[1]));
        }
        return Map.of("type", "array", "items", of(arguments[0]));
    }

    private static Map<String, Object> words(Class<?> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> hyphens(((Enum<?>) constant).name()))
                        .toList();
        return Map.of("type", "string", "enum", words);
    }

    private Optional<Map<String, Object>> simple(Class<?> type) {
        if (type == String.class || type == TablePattern.class || type == DayPeriod.class) {
            return Optional.of(Map.of("type", "string"));
        }
        if (type == long.class
                || type == Long.class
                || type == int.class
                || type == Integer.class) {
            return Optional.of(
                    Map.of(
                            "type",
                            "integer",
                            "format",
                            type == long.class || type == Long.class ? "int64" : "int32"));
        }
        if (type == double.class || type == Double.class) {
            return Optional.of(Map.of("type", "number"));
        }
        if (type == boolean.class || type == Boolean.class) {
            return Optional.of(Map.of("type", "boolean"));
        }
        if (type == Instant.class) {
            return Optional.of(Map.of("type", "string", "format", "date-time"));
        }
        if (type == JsonNode.class || type == Object.class || type == Named.class) {
            return Optional.of(Map.of("type", "object"));
        }
        if (type == Parallelism.class) {
            return Optional.of(
                    Map.of(
                            "oneOf",
                            List.of(
                                    Map.of("type", "string", "enum", List.of("auto")),
                                    Map.of("type", "integer", "minimum", 1, "maximum", 64))));
        }
        return Optional.empty();
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = type.getSimpleName();
        if (!found.containsKey(name)) {
            found.put(name, Map.of());
            found.put(name, definition(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> definition(Class<?> type) {
        if (type == StartPoint.class) {
            return start();
        }
        if (type == MappingConfig.class) {
            return mapping();
        }
        if (type == DdlRules.class) {
            return ddl();
        }
        if (!type.isRecord()) {
            throw new IllegalStateException(type + " has no schema");
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = hyphens(component.getName());
            properties.put(key, of(component.getGenericType()));
            boolean always =
                    REQUIRED.containsKey(type)
                            ? REQUIRED.get(type).contains(key)
                            : component.getType() != Optional.class;
            if (always) {
                required.add(key);
            }
        }
        return object(properties, required);
    }

    static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("additionalProperties", false);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        object.put("properties", properties);
        return object;
    }

    private static Map<String, Object> start() {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> at = new LinkedHashMap<>();
        at.put("file", text);
        at.put("position", Map.of("type", "integer", "format", "int64", "minimum", 4));
        return Map.of(
                "oneOf",
                List.of(
                        Map.of("type", "string", "enum", List.of("now", "earliest")),
                        object(at, List.of("file", "position")),
                        object(Map.of("gtid", text), List.of("gtid")),
                        object(
                                Map.of(
                                        "timestamp",
                                        Map.of("type", "string", "format", "date-time")),
                                List.of("timestamp"))));
    }

    private static Map<String, Object> ddl() {
        Map<String, Object> word = words(DdlPolicy.class);
        Map<String, Object> rules = new LinkedHashMap<>();
        rules.put("otherwise", word);
        for (DdlKind kind : DdlKind.values()) {
            rules.put(hyphens(kind.name()), word);
        }
        rules.put("missing-columns", words(MissingColumnRule.class));
        return Map.of("oneOf", List.of(word, object(rules, List.of())));
    }

    private static Map<String, Object> mapping() {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> texts = Map.of("type", "array", "items", text);
        Map<String, Object> renamed = new LinkedHashMap<>();
        renamed.put("source", text);
        renamed.put("target", text);
        Map<String, Object> column =
                Map.of("oneOf", List.of(text, object(renamed, List.of("source", "target"))));
        Map<String, Object> named = Map.of("type", "object", "additionalProperties", text);
        Map<String, Object> renaming = new LinkedHashMap<>();
        renaming.put("exclude", texts);
        renaming.put("rename", named);
        Map<String, Object> columns =
                Map.of(
                        "oneOf",
                        List.of(
                                object(
                                        Map.of("include", Map.of("type", "array", "items", column)),
                                        List.of("include")),
                                object(Map.of("exclude", texts), List.of("exclude")),
                                object(renaming, List.of("rename"))));
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("source", text);
        entry.put("target", text);
        entry.put("columns", columns);
        entry.put("groups", Map.of("type", "array", "items", texts));
        entry.put("where", text);
        entry.put("set", named);
        entry.put("processor", text);
        entry.put("files", files());
        entry.put("route", route());
        return Map.of("oneOf", List.of(text, object(entry, List.of("source"))));
    }

    private static Map<String, Object> route() {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("by", text);
        route.put("among", Map.of("type", "array", "items", text));
        route.put("otherwise", Map.of("type", "string", "enum", List.of("refuse", "skip")));
        return object(route, List.of("by", "among"));
    }

    private static Map<String, Object> files() {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> number = Map.of("type", "integer", "format", "int32");
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("resolver", text);
        files.put("columns", Map.of("type", "array", "items", text));
        files.put("from", text);
        files.put("to", text);
        files.put("missing", Map.of("type", "string", "enum", List.of("fail", "skip")));
        files.put("delete", Map.of("type", "boolean"));
        files.put("parallel", number);
        files.put("wait", number);
        files.put("rate", number);
        return object(files, List.of("from", "to"));
    }

    /** {@code onError} and {@code ON_ERROR} as {@code on-error}. */
    static String hyphens(String name) {
        if (name.equals(name.toUpperCase(Locale.ROOT))) {
            return name.toLowerCase(Locale.ROOT).replace('_', '-');
        }
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
