package dev.otter.document.json;

import dev.otter.model.channel.StartPoint;
import dev.otter.model.config.alarm.DayPeriod;
import dev.otter.model.config.channel.Parallelism;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TablePattern;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Values that are one text, or one of several shapes. */
final class ValueForms {
    private static final Pattern GTIDS =
            Pattern.compile(
                    "(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
                            + "(:([a-z_][a-z0-9_]*|\\d+(-\\d+)?))+");
    private static final Pattern MARIADB_GTIDS = Pattern.compile("\\d+-\\d+-\\d+");
    private static final int EVENT_MIN = 4;
    private static final String START =
            "allowed are now, earliest, {\"file\": \"mysql-bin.000003\", \"position\": 4},"
                    + " {\"gtid\": \"...\"} and {\"timestamp\": \"2026-11-22T10:00:00Z\"}";

    private ValueForms() {}

    static JacksonModule module() {
        SimpleModule module = new SimpleModule("values");
        text(module, TablePattern.class, TablePattern::parse);
        text(module, DayPeriod.class, DayPeriod::parse);
        module.addDeserializer(Parallelism.class, reader(Parallelism.class, ValueForms::writers));
        module.addSerializer(
                Parallelism.class,
                writer(
                        Parallelism.class,
                        value ->
                                value.appliers() == 0
                                        ? (Object) value.toString()
                                        : value.appliers()));
        module.addDeserializer(StartPoint.class, reader(StartPoint.class, ValueForms::start));
        module.addSerializer(StartPoint.class, writer(StartPoint.class, ValueForms::form));
        DdlForms.add(module);
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addDeserializer(
                type,
                reader(
                        type,
                        node -> {
                            if (!node.isString()) {
                                throw new IllegalArgumentException(
                                        node + " is not a text; put it in quotes");
                            }
                            return parse.apply(node.stringValue());
                        }));
        module.addSerializer(type, writer(type, Object::toString));
    }

    private static Parallelism writers(JsonNode node) {
        return Parallelism.parse(node.isString() ? node.stringValue() : node.toString());
    }

    private static StartPoint start(JsonNode node) {
        if (node.isString()) {
            return switch (node.stringValue()) {
                case "now" -> new StartPoint.Now();
                case "earliest" -> new StartPoint.Earliest();
                default -> throw notAStart(node, null);
            };
        }
        Set<String> keys = new TreeSet<>(node.propertyNames());
        if (keys.equals(Set.of("file", "position"))) {
            return position(node);
        }
        if (keys.equals(Set.of("gtid"))) {
            return gtids(node);
        }
        if (keys.equals(Set.of("timestamp"))) {
            try {
                return new StartPoint.AtTime(
                        OffsetDateTime.parse(node.get("timestamp").asString()).toInstant());
            } catch (DateTimeException e) {
                throw notAStart(node, e);
            }
        }
        throw notAStart(node, null);
    }

    private static StartPoint position(JsonNode node) {
        JsonNode offset = node.get("position");
        if (!offset.isIntegralNumber()
                || offset.longValue() < EVENT_MIN
                || LogPosition.parse(node.get("file").asString() + ":0").fileNumber() < 0) {
            throw notAStart(node, null);
        }
        return new StartPoint.AtPosition(
                new LogPosition(node.get("file").asString(), offset.longValue()));
    }

    private static StartPoint gtids(JsonNode node) {
        String text = node.get("gtid").asString().replaceAll("\\s", "");
        for (String part : text.split(",", -1)) {
            if (!GTIDS.matcher(part).matches() && !MARIADB_GTIDS.matcher(part).matches()) {
                throw notAStart(node, null);
            }
        }
        return new StartPoint.AfterGtids(text);
    }

    private static IllegalArgumentException notAStart(JsonNode node, DateTimeException cause) {
        return new IllegalArgumentException(node + " is not a start point; " + START, cause);
    }

    private static Object form(StartPoint start) {
        return switch (start) {
            case StartPoint.Now() -> "now";
            case StartPoint.Earliest() -> "earliest";
            case StartPoint.AtPosition(LogPosition at) -> new FileForm(at.file(), at.offset());
            case StartPoint.AfterGtids(String gtids) -> new GtidForm(gtids);
            case StartPoint.AtTime(Instant time) -> new TimeForm(time);
        };
    }

    private record FileForm(String file, long position) {}

    private record GtidForm(String gtid) {}

    private record TimeForm(Instant timestamp) {}

    static <T> StdDeserializer<T> reader(Class<T> type, Function<JsonNode, T> read) {
        return new StdDeserializer<>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                return read.apply(context.readTree(parser));
            }
        };
    }

    static <T> StdSerializer<T> writer(Class<T> type, Function<T, Object> form) {
        return new StdSerializer<>(type) {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                context.writeValue(out, form.apply(value));
            }
        };
    }
}
