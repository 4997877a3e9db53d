package dev.otter.document.json;

import dev.otter.model.config.mapping.ColumnGroup;
import dev.otter.model.config.mapping.ColumnMapping;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.config.mapping.SetColumn;
import dev.otter.model.config.mapping.TargetChoice;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.module.SimpleModule;

/**
 * An entry of a list of tables: a pattern as text when whole tables keep or leave their names,
 * otherwise an object with {@code source} and, as needed, {@code target}, {@code columns}, {@code
 * groups}, {@code where}, {@code set}, {@code processor}, {@code files} and {@code route}.
 */
final class MappingForms {
    private static final Set<String> KEYS =
            Set.of(
                    "source",
                    "target",
                    "columns",
                    "groups",
                    "where",
                    "set",
                    "processor",
                    "files",
                    "route");

    private MappingForms() {}

    static JacksonModule module() {
        SimpleModule module = new SimpleModule("mappings");
        module.addDeserializer(
                MappingConfig.class, ValueForms.reader(MappingConfig.class, MappingForms::mapping));
        module.addSerializer(
                MappingConfig.class, ValueForms.writer(MappingConfig.class, MappingForms::form));
        return module;
    }

    private static MappingConfig mapping(JsonNode node) {
        if (node.isString()) {
            return MappingConfig.parse(node.stringValue());
        }
        checkKeys(node, KEYS, "a table entry");
        TablePattern source = TablePattern.parse(text(node, "source"));
        Optional<TargetChoice> choice = RouteForms.choice(node.get("route"));
        return new MappingConfig(
                choice.isPresent() ? RouteForms.rule(source, node) : rule(source, node),
                view(node.get("columns")),
                groups(node.get("groups")),
                rows(node),
                FileForms.files(node.get("files")),
                choice);
    }

    private static TableRule rule(TablePattern source, JsonNode node) {
        return node.has("target")
                ? new TableRule.Map(source, TablePattern.parse(text(node, "target")))
                : new TableRule.Take(source);
    }

    private static ColumnView view(JsonNode node) {
        if (node == null) {
            return new ColumnView.All();
        }
        checkKeys(node, Set.of("include", "exclude", "rename"), "columns");
        if (node.has("include") == (node.has("exclude") || node.has("rename"))) {
            throw new IllegalArgumentException(
                    "columns need include, or exclude and rename, either of which may be left out");
        }
        if (node.has("rename")) {
            List<ColumnMapping> renamed = new ArrayList<>();
            pairs(node.get("rename"), "rename")
                    .forEach((from, to) -> renamed.add(new ColumnMapping(from, to)));
            return new ColumnView.Rename(
                    renamed, node.has("exclude") ? texts(node.get("exclude")) : List.of());
        }
        if (node.has("exclude")) {
            return new ColumnView.Exclude(texts(node.get("exclude")));
        }
        List<ColumnMapping> columns = new ArrayList<>();
        for (JsonNode entry : array(node.get("include"))) {
            if (entry.isString()) {
                columns.add(ColumnMapping.same(entry.stringValue()));
            } else {
                checkKeys(entry, Set.of("source", "target"), "a column");
                columns.add(new ColumnMapping(text(entry, "source"), text(entry, "target")));
            }
        }
        return new ColumnView.Include(columns);
    }

    private static RowRules rows(JsonNode node) {
        List<SetColumn> set = new ArrayList<>();
        if (node.has("set")) {
            pairs(node.get("set"), "set")
                    .forEach((column, text) -> set.add(new SetColumn(column, text)));
        }
        return new RowRules(optional(node, "where"), set, optional(node, "processor"));
    }

    static Optional<String> optional(JsonNode node, String key) {
        return node.has(key) ? Optional.of(text(node, key)) : Optional.empty();
    }

    /** Texts by name, in their order. */
    private static Map<String, String> pairs(JsonNode node, String what) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    "'" + what + "' is not written as names and texts; write {name: text}");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        node.propertyNames().forEach(name -> pairs.put(name, text(node, name)));
        return pairs;
    }

    private static List<ColumnGroup> groups(JsonNode node) {
        List<ColumnGroup> groups = new ArrayList<>();
        if (node != null) {
            array(node).forEach(entry -> groups.add(new ColumnGroup(texts(entry))));
        }
        return groups;
    }

    static void checkKeys(JsonNode node, Set<String> known, String what) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(node + " does not describe " + what);
        }
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        "unknown key '%s' in %s; allowed are %s"
                                .formatted(key, what, String.join(", ", new TreeSet<>(known))));
            }
        }
    }

    static String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || !value.isString()) {
            throw new IllegalArgumentException("'" + key + "' is missing or not a text; give it");
        }
        return value.stringValue();
    }

    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : array(node)) {
            if (!entry.isString()) {
                throw new IllegalArgumentException(entry + " is not a text; put it in quotes");
            }
            texts.add(entry.stringValue());
        }
        return texts;
    }

    private static Iterable<JsonNode> array(JsonNode node) {
        if (!node.isArray()) {
            throw new IllegalArgumentException(node + " is not a list; write it as [ ... ]");
        }
        return node;
    }

    private static Object form(MappingConfig mapping) {
        TableRule rule = mapping.rule();
        if (rule instanceof TableRule.Leave leave) {
            return "!" + leave.source();
        }
        if (rule instanceof TableRule.Take take && mapping.whole() && mapping.files().isEmpty()) {
            return take.source().toString();
        }
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("source", rule.source().toString());
        if (rule instanceof TableRule.Map map) {
            form.put("target", map.target().toString());
        }
        columns(mapping.columns(), form);
        if (!mapping.groups().isEmpty()) {
            form.put("groups", mapping.groups().stream().map(ColumnGroup::columns).toList());
        }
        mapping.rows().where().ifPresent(text -> form.put("where", text));
        if (!mapping.rows().set().isEmpty()) {
            Map<String, String> set = new LinkedHashMap<>();
            mapping.rows().set().forEach(one -> set.put(one.column(), one.expression()));
            form.put("set", set);
        }
        mapping.rows().processor().ifPresent(name -> form.put("processor", name));
        mapping.files().ifPresent(files -> form.put("files", FileForms.form(files)));
        mapping.choice().ifPresent(choice -> form.put("route", RouteForms.form(choice, rule)));
        return form;
    }

    private static void columns(ColumnView view, Map<String, Object> form) {
        switch (view) {
            case ColumnView.All() -> {}
            case ColumnView.Rename(List<ColumnMapping> renamed, List<String> excluded) -> {
                Map<String, Object> columns = new LinkedHashMap<>();
                if (!excluded.isEmpty()) {
                    columns.put("exclude", excluded);
                }
                Map<String, String> names = new LinkedHashMap<>();
                renamed.forEach(column -> names.put(column.source(), column.target()));
                columns.put("rename", names);
                form.put("columns", columns);
            }
            case ColumnView.Exclude(List<String> columns) ->
                    form.put("columns", Map.of("exclude", columns));
            case ColumnView.Include(List<ColumnMapping> columns) ->
                    form.put(
                            "columns",
                            Map.of("include", columns.stream().map(MappingForms::form).toList()));
        }
    }

    private static Object form(ColumnMapping column) {
        if (column.source().equals(column.target())) {
            return column.source();
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("source", column.source());
        form.put("target", column.target());
        return form;
    }
}
