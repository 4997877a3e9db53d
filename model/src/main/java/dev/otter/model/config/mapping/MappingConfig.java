package dev.otter.model.config.mapping;

import dev.otter.model.config.Check;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRule;
import java.util.List;

/**
 * One entry of a pipeline's list of tables. The first entry that matches a table decides.
 *
 * @param rule which tables, and their names on the target
 * @param columns which of their columns
 * @param groups columns that travel together
 * @param rows which rows are sent, and what is worked out for them
 */
public record MappingConfig(
        TableRule rule, ColumnView columns, List<ColumnGroup> groups, RowRules rows) {
    public MappingConfig {
        Check.required("the table pattern", rule);
        columns = Check.orElse(columns, new ColumnView.All());
        groups = Check.list("groups", groups);
        rows = Check.orElse(rows, RowRules.none());
        checkSystem(rule.source());
        if (rule instanceof TableRule.Map(_, TablePattern target)) {
            checkSystem(target);
        }
        if (rule instanceof TableRule.Leave
                && (!(columns instanceof ColumnView.All) || !groups.isEmpty() || !rows.isNone())) {
            throw new IllegalArgumentException(
                    "'!%s' leaves tables out and cannot have columns or rules; remove them"
                            .formatted(rule.source()));
        }
        for (ColumnGroup group : groups) {
            for (String column : group.columns()) {
                if (!columns.sends(column)) {
                    throw new IllegalArgumentException(
                            "column '%s' of a group is not sent by '%s'; take it out of the group"
                                            .formatted(column, rule.source())
                                    + " or send it");
                }
            }
        }
    }

    /** An entry without rules for rows. */
    public MappingConfig(TableRule rule, ColumnView columns, List<ColumnGroup> groups) {
        this(rule, columns, groups, RowRules.none());
    }

    /** Whether rows go as they are, all and with all their columns. */
    public boolean whole() {
        return columns instanceof ColumnView.All && groups.isEmpty() && rows.isNone();
    }

    /** Whole tables. */
    public static MappingConfig of(TableRule rule) {
        return new MappingConfig(rule, new ColumnView.All(), List.of());
    }

    /**
     * Reads the short form: a pattern, after an exclamation mark when its tables are left out.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static MappingConfig parse(String text) {
        return of(
                text.startsWith("!")
                        ? new TableRule.Leave(TablePattern.parse(text.substring(1).trim()))
                        : new TableRule.Take(TablePattern.parse(text)));
    }

    private static void checkSystem(TablePattern pattern) {
        pattern.systemSchema()
                .ifPresent(schema -> {
                    throw new IllegalArgumentException(
                            "'%s' names the system schema '%s', which is never synchronised;"
                                            .formatted(pattern, schema)
                                    + " remove the entry");
                });
    }
}
