package dev.otter.model.table;

import java.util.List;
import java.util.Optional;

/** Decides whether a source table is in scope and under which names it lives on the target. */
@FunctionalInterface
public interface TableRoute {

    /** The target's name of a source table, or empty when the table is out of scope. */
    Optional<TableName> target(TableName source);

    /**
     * All names under which a source table lives on the target, the one of {@link #target} first;
     * none when the table is out of scope.
     */
    default List<TableName> targets(TableName source) {
        return target(source).stream().toList();
    }
}
