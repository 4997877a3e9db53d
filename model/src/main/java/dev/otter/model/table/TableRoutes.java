package dev.otter.model.table;

import java.util.List;
import java.util.Optional;

/**
 * The routes of one pipeline: the first rule whose pattern matches decides; tables that no rule
 * matches are out of scope. Immutable; any thread may ask.
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

    /** The rules in their order. */
    public List<TableRule> rules() {
        return rules;
    }

    @Override
    public String toString() {
        return rules.toString();
    }
}
