package dev.otter.app.config;

import dev.otter.model.config.mapping.ColumnGroup;
import dev.otter.model.config.mapping.ColumnMapping;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.config.mapping.SetColumn;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.table.TableRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads what is made of the rows of a pipeline's tables: columns, filters, expressions, files. */
final class ViewsReader {
    private static final List<String> VIEW_KEYS =
            List.of("columns", "groups", "where", "set", "processor", "files");

    /** All keys of a table's entry. */
    static final List<String> KEYS =
            List.of(
                    "source",
                    "target",
                    "columns",
                    "groups",
                    "where",
                    "set",
                    "processor",
                    "files",
                    "route");

    private static final String CURE = "See docs/rows-on-the-way.md for what is allowed here.";

    private ViewsReader() {}

    static boolean hasView(YamlMap entry) {
        return VIEW_KEYS.stream().anyMatch(key -> entry.get(key).isPresent());
    }

    /**
     * @param tables the list of tables
     * @param rules its entries as they were read
     * @param file where it stands; processors are in the folder {@code extend} beside it
     */
    static TableViews read(YamlValue tables, List<TableRule> rules, Path file) {
        List<MappingConfig> mappings = new ArrayList<>();
        List<YamlValue> entries = tables.list("tables");
        for (int i = 0; i < entries.size(); i++) {
            mappings.add(mapping(entries.get(i), rules.get(i)));
        }
        return placed(tables, () -> TableViews.of(mappings))
                .in(file.toAbsolutePath().resolveSibling("extend"));
    }

    private static MappingConfig mapping(YamlValue entry, TableRule rule) {
        if (!entry.isMap()) {
            return MappingConfig.of(rule);
        }
        YamlMap map = entry.map("a table mapping", KEYS);
        return placed(
                entry,
                () ->
                        new MappingConfig(
                                rule,
                                map.get("columns")
                                        .map(ViewsReader::columns)
                                        .orElse(new ColumnView.All()),
                                map.get("groups").map(ViewsReader::groups).orElse(List.of()),
                                new RowRules(
                                        map.get("where").map(one -> one.text("an expression")),
                                        map.get("set").map(ViewsReader::set).orElse(List.of()),
                                        map.get("processor").map(one -> one.text("a class"))),
                                map.get("files").map(FilesReader::read),
                                map.get("route").map(RouteReader::choice)));
    }

    private static <T> T placed(YamlValue value, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw value.place().wrong(e.getMessage(), CURE);
        }
    }

    private static ColumnView columns(YamlValue value) {
        YamlMap map = value.map("columns", List.of("include", "exclude", "rename"));
        boolean include = map.get("include").isPresent();
        if (include == (map.get("exclude").isPresent() || map.get("rename").isPresent())) {
            throw value.place()
                    .wrong(
                            "columns need include, or exclude and rename",
                            "Write {include: [a, {source: b, target: c}]}, or {exclude: [a],"
                                    + " rename: {b: c}} of which either may be left out.");
        }
        return placed(
                value,
                () -> {
                    if (include) {
                        return new ColumnView.Include(included(map.required("include")));
                    }
                    List<String> excluded =
                            map.get("exclude").map(ViewsReader::names).orElse(List.of());
                    List<ColumnMapping> renamed = new ArrayList<>();
                    map.get("rename")
                            .map(one -> pairs(one, "renamed columns"))
                            .orElse(Map.of())
                            .forEach((from, to) -> renamed.add(new ColumnMapping(from, to)));
                    return renamed.isEmpty()
                            ? new ColumnView.Exclude(excluded)
                            : new ColumnView.Rename(renamed, excluded);
                });
    }

    private static List<ColumnMapping> included(YamlValue value) {
        List<ColumnMapping> columns = new ArrayList<>();
        for (YamlValue entry : value.list("columns")) {
            if (entry.isMap()) {
                YamlMap map = entry.map("a column", List.of("source", "target"));
                columns.add(
                        new ColumnMapping(
                                map.required("source").text("a column"),
                                map.required("target").text("a column")));
            } else {
                columns.add(ColumnMapping.same(entry.text("a column")));
            }
        }
        return columns;
    }

    private static List<ColumnGroup> groups(YamlValue value) {
        return value.list("column groups").stream()
                .map(group -> new ColumnGroup(names(group)))
                .toList();
    }

    private static List<SetColumn> set(YamlValue value) {
        List<SetColumn> set = new ArrayList<>();
        pairs(value, "expressions by column")
                .forEach((column, text) -> set.add(new SetColumn(column, text)));
        return set;
    }

    private static List<String> names(YamlValue value) {
        return value.list("columns").stream().map(one -> one.text("a column")).toList();
    }

    private static Map<String, String> pairs(YamlValue value, String wanted) {
        Map<String, String> pairs = new LinkedHashMap<>();
        value.entries(wanted)
                .forEach((key, text) -> {
                    String name = key.text("a column");
                    if (pairs.putIfAbsent(name, text.text("a text")) != null) {
                        throw key.place()
                                .wrong("'" + name + "' stands twice", "Remove one of them.");
                    }
                });
        return pairs;
    }
}
