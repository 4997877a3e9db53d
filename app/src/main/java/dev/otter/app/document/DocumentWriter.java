package dev.otter.app.document;

import dev.otter.document.json.ConfigJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the file that {@link DocumentReader} reads, without passwords and without defaults. */
public final class DocumentWriter {
    private static final List<Kind> SECTIONS =
            List.of(
                    Kind.ENDPOINT,
                    Kind.FAILOVER_GROUP,
                    Kind.TABLE,
                    Kind.CANAL,
                    Kind.ZOOKEEPER,
                    Kind.NODE,
                    Kind.CHANNEL,
                    Kind.ALARM_RULE,
                    Kind.USER,
                    Kind.SYSTEM);
    private static final int WIDTH = 120;

    private final Plainness plainness;

    public DocumentWriter(ConfigJson json) {
        this.plainness = new Plainness(json);
    }

    /** The text of a file. */
    public String write(Document document) {
        return yaml(file(document));
    }

    /** The same as JSON, which is YAML, too. */
    public JsonNode tree(Document document) {
        return new JsonMapper().valueToTree(file(document));
    }

    private Map<String, Object> file(Document document) {
        Map<String, Object> file = new LinkedHashMap<>();
        for (Kind kind : SECTIONS) {
            List<Wanted> things =
                    document.things().stream().filter(thing -> thing.kind() == kind).toList();
            if (!things.isEmpty()) {
                file.put(kind.section(), section(kind, things));
            }
        }
        return file;
    }

    private Object section(Kind kind, List<Wanted> things) {
        if (kind == Kind.SYSTEM) {
            return plain(plainness.of(kind, things.getFirst().config()));
        }
        if (kind == Kind.CHANNEL) {
            return things.stream().map(thing -> plain(plainness.of(kind, thing.config()))).toList();
        }
        Map<String, Object> section = new LinkedHashMap<>();
        for (Wanted thing : things) {
            JsonNode config = plainness.of(kind, thing.config());
            ((ObjectNode) config).remove("name");
            section.put(thing.name(), plain(config));
        }
        return section;
    }

    /** A configuration as YAML, for people. */
    public String write(Kind kind, JsonNode config) {
        return yaml(plain(plainness.of(kind, config)));
    }

    private static String yaml(Object value) {
        return new Dump(
                        DumpSettings.builder()
                                .setDefaultFlowStyle(FlowStyle.BLOCK)
                                .setIndicatorIndent(2)
                                .setIndentWithIndicator(true)
                                .setWidth(WIDTH)
                                .setSplitLines(false)
                                .build())
                .dumpToString(value);
    }

    /** What the YAML library takes; a text that looks like a variable stays what it is. */
    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.forEachEntry((key, value) -> map.put(key, plain(value)));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(entry -> list.add(plain(entry)));
            return list;
        }
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.asString().replace("${", "$${");
    }
}
