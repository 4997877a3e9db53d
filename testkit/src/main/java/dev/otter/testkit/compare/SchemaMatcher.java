package dev.otter.testkit.compare;

import dev.otter.testkit.compare.TableShape.Column;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Tells in what two tables are made differently. */
final class SchemaMatcher {
    private final String table;
    private final Findings findings;

    SchemaMatcher(String table, Findings findings) {
        this.table = table;
        this.findings = findings;
    }

    void match(TableShape left, TableShape right) {
        match("table: ", left.facets(), right.facets());
        for (Column column : left.columns()) {
            right.column(column.name())
                    .ifPresentOrElse(
                            other -> match("column " + column.name() + ": ", column, other),
                            () -> differ("column " + column.name(), "there", "missing"));
        }
        for (Column column : right.columns()) {
            if (left.column(column.name()).isEmpty()) {
                differ("column " + column.name(), "missing", "there");
            }
        }
        List<String> leftNames = names(left);
        List<String> rightNames = names(right);
        if (!leftNames.equals(rightNames) && Set.copyOf(leftNames).equals(Set.copyOf(rightNames))) {
            differ("order of columns", leftNames.toString(), rightNames.toString());
        }
        match("index ", left.indexes(), right.indexes());
    }

    private void match(String prefix, Column left, Column right) {
        match(prefix, left.facets(), right.facets());
    }

    private void match(String prefix, Map<String, String> left, Map<String, String> right) {
        Set<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            if (!Objects.equals(left.get(name), right.get(name))) {
                differ(
                        prefix + name,
                        String.valueOf(left.get(name)),
                        String.valueOf(right.get(name)));
            }
        }
    }

    private void differ(String facet, String left, String right) {
        findings.add(new Difference.Schema(table, facet, left, right));
    }

    private static List<String> names(TableShape shape) {
        return shape.columns().stream().map(Column::name).toList();
    }
}
