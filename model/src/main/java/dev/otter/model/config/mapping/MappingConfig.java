package dev.otter.model.config.mapping;

import dev.otter.model.config.Check;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRule;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a pipeline's list of tables. The first entry that matches a table decides.
 *
 * @param rule which tables, and their names on the target
 * @param columns which of their columns
 * @param groups columns that travel together
 * @param rows which rows are sent, and what is worked out for them
 * @param files the files that belong to their rows; empty for none
 * @param choice how the target of a row is found; present when the rule spreads rows, only then
 */
public record MappingConfig(
        TableRule rule,
        ColumnView columns,
        List<ColumnGroup> groups,
        RowRules rows,
        Optional<FileRules> files,
        Optional<TargetChoice> choice) {
    public MappingConfig {
        Check.required("the table pattern", rule);
        columns = Check.orElse(columns, new ColumnView.All());
        groups = Check.list("groups", groups);
        rows = Check.orElse(rows, RowRules.none());
        files = Check.absent(files);
        choice = Check.absent(choice);
        checkSpread(rule, files, choice);
        checkSystem(rule.source());
        if (rule instanceof TableRule.Map(_, TablePattern target)) {
            checkSystem(target);
        }
        boolean bare = columns instanceof ColumnView.All && groups.isEmpty() && rows.isNone();
        if (rule instanceof TableRule.Leave && (!bare || files.isPresent())) {
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

    /** An entry whose rows have one target. */
    public MappingConfig(
            TableRule rule,
            ColumnView columns,
            List<ColumnGroup> groups,
            RowRules rows,
            Optional<FileRules> files) {
        this(rule, columns, groups, rows, files, Optional.empty());
    }

    /** An entry without files. */
    public MappingConfig(
            TableRule rule, ColumnView columns, List<ColumnGroup> groups, RowRules rows) {
        this(rule, columns, groups, rows, Optional.empty());
    }

    /** The same with files that belong to the rows. */
    public MappingConfig with(FileRules other) {
        return new MappingConfig(rule, columns, groups, rows, Optional.of(other), choice);
    }

    /** The same for all rows; what is worked out for them stays. */
    public MappingConfig withoutFilter() {
        RowRules all = new RowRules(Optional.empty(), rows.set(), rows.processor());
        return new MappingConfig(rule, columns, groups, all, files, choice);
    }

    /** An entry without rules for rows. */
    public MappingConfig(TableRule rule, ColumnView columns, List<ColumnGroup> groups) {
        this(rule, columns, groups, RowRules.none());
    }

    /** Whether rows go as they are, all and with all their columns; files may belong to them. */
    public boolean whole() {
        return columns instanceof ColumnView.All
                && groups.isEmpty()
                && rows.isNone()
                && choice.isEmpty();
    }

    /** Whether the target has the source's columns, with its values, for all rows that it gets. */
    public boolean sameColumns() {
        return columns instanceof ColumnView.All
                && rows.set().isEmpty()
                && rows.processor().isEmpty();
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

    private static void checkSpread(
            TableRule rule, Optional<FileRules> files, Optional<TargetChoice> choice) {
        boolean spread = rule instanceof TableRule.Spread;
        if (spread != choice.isPresent()) {
            throw new IllegalArgumentException(
                    "'%s' needs both a list of targets and the expression that chooses; give both or"
                                    .formatted(rule.source())
                            + " none");
        }
        if (spread && files.isPresent()) {
            throw new IllegalArgumentException(
                    "'%s' has files and several targets; files need one target"
                            .formatted(rule.source()));
        }
        if (rule instanceof TableRule.Spread(TablePattern _, List<TableName> targets)) {
            targets.stream()
                    .filter(name -> TablePattern.SYSTEM_SCHEMAS.contains(name.database()))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException(
                                "'%s' lies in a system schema, which is never written; remove it"
                                        .formatted(name));
                    });
        }
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
