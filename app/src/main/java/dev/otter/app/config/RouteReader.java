package dev.otter.app.config;

import dev.otter.model.config.mapping.TargetChoice;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRule;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code route} of a table's entry: an expression and the tables that it may name. */
final class RouteReader {
    private static final List<String> KEYS = List.of("by", "among", "otherwise");

    private RouteReader() {}

    private static YamlMap map(YamlValue value) {
        return value.map("a route", KEYS);
    }

    static TargetChoice choice(YamlValue value) {
        YamlMap map = map(value);
        return new TargetChoice(
                map.required("by").text("an expression"),
                map.get("otherwise")
                        .map(one -> one.choice("otherwise", TargetChoice.Otherwise.class))
                        .orElse(TargetChoice.Otherwise.REFUSE));
    }

    static TableRule rule(TablePattern source, YamlValue value) {
        YamlValue among = map(value).required("among");
        List<TableName> targets = new ArrayList<>();
        for (YamlValue one : among.list("tables")) {
            targets.add(name(one));
        }
        try {
            return new TableRule.Spread(source, targets);
        } catch (IllegalArgumentException e) {
            throw among.place().wrong(e.getMessage(), "List each table once.");
        }
    }

    private static TableName name(YamlValue value) {
        String text = value.text("a table");
        try {
            return TablePattern.parse(text)
                    .exact()
                    .orElseThrow(() ->
                            new IllegalArgumentException(
                                    "'" + text + "' does not name one table"));
        } catch (IllegalArgumentException e) {
            throw value.place()
                    .wrong(e.getMessage(), "Write a full name, such as dw.orders_eu.");
        }
    }
}
