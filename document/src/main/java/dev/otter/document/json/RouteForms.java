package dev.otter.document.json;

import dev.otter.model.config.mapping.TargetChoice;
import dev.otter.model.config.mapping.TargetChoice.Otherwise;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The {@code route} of a table's entry: {@code by}, {@code among} and {@code otherwise}. */
final class RouteForms {
    private static final Set<String> KEYS = Set.of("by", "among", "otherwise");

    private RouteForms() {}

    static Optional<TargetChoice> choice(JsonNode node) {
        if (node == null) {
            return Optional.empty();
        }
        MappingForms.checkKeys(node, KEYS, "a route");
        String otherwise = MappingForms.optional(node, "otherwise").orElse("refuse");
        return Optional.of(
                new TargetChoice(
                        MappingForms.text(node, "by"),
                        switch (otherwise) {
                            case "refuse" -> Otherwise.REFUSE;
                            case "skip" -> Otherwise.SKIP;
                            default ->
                                    throw new IllegalArgumentException(
                                            "'%s' is none of the allowed words: refuse, skip"
                                                    .formatted(otherwise));
                        }));
    }

    /**
     * @param entry the table's entry, which has a route
     */
    static TableRule rule(TablePattern source, JsonNode entry) {
        if (entry.has("target")) {
            throw new IllegalArgumentException(
                    "'target' does not go together with 'route', which lists its targets; remove"
                            + " one of them");
        }
        JsonNode among = entry.get("route").get("among");
        if (among == null) {
            throw new IllegalArgumentException(
                    "'among' is missing in a route; list the tables into which rows may go");
        }
        return new TableRule.Spread(
                source, MappingForms.texts(among).stream().map(RouteForms::name).toList());
    }

    private static TableName name(String text) {
        return TablePattern.parse(text)
                .exact()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'%s' is no full name of one table; write it, such as dw.orders_eu"
                                        .formatted(text)));
    }

    static Object form(TargetChoice choice, TableRule rule) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("by", choice.by());
        form.put("among", rule instanceof TableRule.Spread spread ? texts(spread) : List.of());
        form.put("otherwise", choice.otherwise().name().toLowerCase(Locale.ROOT));
        return form;
    }

    private static List<String> texts(TableRule.Spread spread) {
        return spread.targets().stream().map(RouteForms::text).toList();
    }

    /** In backquotes where a pattern would read it otherwise. */
    private static String text(TableName name) {
        return part(name.database()) + "." + part(name.table());
    }

    private static String part(String name) {
        boolean plain = name.chars().allMatch(c -> c == '_' || c == '$' || c == '-' || letter(c));
        return plain ? name : TableName.quote(name);
    }

    private static boolean letter(int c) {
        return Character.isLetterOrDigit(c);
    }
}
