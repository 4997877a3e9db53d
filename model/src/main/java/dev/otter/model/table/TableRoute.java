package dev.otter.model.table;

import java.util.Optional;

/** Decides whether a source table is in scope and under which name it lives on the target. */
@FunctionalInterface
public interface TableRoute {

    /** The target's name of a source table, or empty when the table is out of scope. */
    Optional<TableName> target(TableName source);
}
