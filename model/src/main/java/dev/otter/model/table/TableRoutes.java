package dev.otter.model.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of one pipeline: the first pattern that matches decides, and all rules that have this
 * pattern apply; tables that no rule matches are out of scope. Immutable; any thread may ask.
 */
public final class TableRoutes implements TableRoute {
    private final List<TableRule> rules;

    public TableRoutes(List<TableRule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public Optional<TableName> target(TableName source) {
        for (TableRule rule : rules) {
            if (rule.source().matches(source)) {
                return rule.target(source);
            }
        }
        return Optional.empty();
    }

    @Override
    public List<TableName> targets(TableName source) {
        for (TableRule first : rules) {
            if (first.source().matches(source)) {
                String pattern = first.source().toString();
                return rules.stream()
                        .filter(rule -> rule.source().toString().equals(pattern))
                        .flatMap(rule -> rule.targets(source).stream())
                        .toList();
            }
        }
        return List.of();
    }

    /** Most targets that one row can have; at least one. */
    public int mostTargets() {
        Map<String, Integer> counts = new HashMap<>();
        for (TableRule rule : rules) {
            int own = rule instanceof TableRule.Spread spread ? spread.targets().size() : 1;
            counts.merge(rule.source().toString(), own, Integer::sum);
        }
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    /** The rules in their order. */
    public List<TableRule> rules() {
        return rules;
    }

    @Override
    public String toString() {
        return rules.toString();
    }
}
