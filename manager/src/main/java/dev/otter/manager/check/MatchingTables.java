package dev.otter.manager.check;

import java.util.List;

/**
 * Tables that patterns choose.
 *
 * @param tables the first of them in order, as {@code database.table}
 * @param total how many there are
 */
public record MatchingTables(List<String> tables, int total) {
    public MatchingTables {
        tables = List.copyOf(tables);
    }
}
