package dev.otter.app.config;

import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads which tables a pipeline takes and under which names. */
final class TablesReader {
    private static final String FORMS =
            "Allowed: shop.orders, shop.*, logs.event_[00-15], or"
                    + " {source: pattern, target: pattern}; an exclamation mark in front leaves"
                    + " tables out.";

    private TablesReader() {}

    /** Whether the pipeline's source and target are one server decides if names may stay. */
    static TableRoutes read(YamlValue value, boolean oneServer) {
        List<TableRule> rules = new ArrayList<>();
        List<YamlValue> entries = value.list("tables");
        for (YamlValue entry : entries) {
            TableRule rule = rule(entry);
            checkReached(rule, rules, entries, entry);
            if (oneServer) {
                checkElsewhere(rule, entry);
            }
            rules.add(rule);
        }
        if (rules.stream().allMatch(TableRule.Leave.class::isInstance)) {
            throw value.place()
                    .wrong(
                            "the list of tables only leaves tables out",
                            "Add a pattern without exclamation mark, such as shop.*, behind them.");
        }
        return new TableRoutes(rules);
    }

    private static TableRule rule(YamlValue entry) {
        if (entry.isMap()) {
            YamlMap map = entry.map("a table mapping", ViewsReader.KEYS);
            TablePattern source = pattern(map.required("source"));
            if (map.get("route").isPresent()) {
                if (map.get("target").isPresent()) {
                    throw map.required("target")
                            .place()
                            .wrong(
                                    "'target' does not go together with 'route'",
                                    "Remove it: 'among' lists the targets.");
                }
                return RouteReader.rule(source, map.required("route"));
            }
            if (map.get("target").isEmpty() && ViewsReader.hasView(map)) {
                return new TableRule.Take(source);
            }
            TablePattern target = pattern(map.required("target"));
            try {
                return new TableRule.Map(source, target);
            } catch (IllegalArgumentException e) {
                throw map.required("target")
                        .place()
                        .wrong(
                                e.getMessage(),
                                "Use one exact target for all, db.* to keep the tables' names, or"
                                        + " the same wildcards in the same order.");
            }
        }
        String text = entry.text("a table pattern");
        return text.startsWith("!")
                ? new TableRule.Leave(pattern(text.substring(1).trim(), entry))
                : new TableRule.Take(pattern(text, entry));
    }

    private static TablePattern pattern(YamlValue value) {
        return pattern(value.text("a table pattern"), value);
    }

    private static TablePattern pattern(String text, YamlValue value) {
        TablePattern pattern;
        try {
            pattern = TablePattern.parse(text);
        } catch (IllegalArgumentException e) {
            throw value.place().wrong(e.getMessage(), FORMS);
        }
        Optional<String> system = pattern.systemSchema();
        if (system.isPresent()) {
            throw value.place()
                    .wrong(
                            "'" + text + "' names the system schema '" + system.get() + "'",
                            "System schemas are never synchronised; remove the entry.");
        }
        return pattern;
    }

    private static void checkReached(
            TableRule rule, List<TableRule> earlier, List<YamlValue> entries, YamlValue entry) {
        Optional<TableName> exact = rule.source().exact();
        if (anotherTarget(rule, earlier)) {
            return;
        }
        for (int i = 0; i < earlier.size(); i++) {
            TablePattern first = earlier.get(i).source();
            boolean same = first.toString().equals(rule.source().toString());
            if (same || exact.isPresent() && first.matches(exact.get())) {
                throw entry.place()
                        .wrong(
                                "'%s' is never used, because '%s' in line %d comes first"
                                        .formatted(
                                                rule.source(),
                                                first,
                                                entries.get(i).place().line()),
                                "Move it in front of that line, or remove it.");
            }
        }
    }

    /** One more target for tables of an earlier entry that has the very same pattern. */
    private static boolean anotherTarget(TableRule rule, List<TableRule> earlier) {
        List<TableRule> alike =
                earlier.stream()
                        .filter(other ->
                                other.source().toString().equals(rule.source().toString()))
                        .toList();
        boolean left =
                rule instanceof TableRule.Leave
                        || alike.stream().anyMatch(TableRule.Leave.class::isInstance);
        return !alike.isEmpty() && !left && alike.stream().noneMatch(rule::leadsAs);
    }

    private static void checkElsewhere(TableRule rule, YamlValue entry) {
        boolean ontoItself =
                switch (rule) {
                    case TableRule.Take _ -> true;
                    case TableRule.Map(TablePattern source, TablePattern target) ->
                            source.toString().equals(target.toString());
                    case TableRule.Spread(TablePattern source, List<TableName> targets) ->
                            source.exact().filter(targets::contains).isPresent();
                    case TableRule.Leave _ -> false;
                };
        if (ontoItself) {
            throw entry.place()
                    .wrong(
                            "'" + rule.source() + "' would be copied onto itself",
                            "'from' and 'to' are the same server: give the tables other names with"
                                    + " {source: ..., target: ...}.");
        }
    }
}
