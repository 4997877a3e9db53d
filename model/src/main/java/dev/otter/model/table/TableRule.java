package dev.otter.model.table;

import java.util.Optional;

/** One entry of a pipeline's list of tables. */
public sealed interface TableRule {

    /** Which source tables it speaks of. */
    TablePattern source();

    /** Takes the tables under their own names. */
    record Take(TablePattern source) implements TableRule {}

    /**
     * Takes the tables under other names: an exact target receives all of them, {@code dw.*} keeps
     * the table's name, stars and ranges beside other text are filled in order.
     */
    record Map(TablePattern source, TablePattern target) implements TableRule {
        /**
         * @throws IllegalArgumentException when a source table's target could not be told
         */
        public Map {
            source.checkTarget(target);
        }
    }

    /** Leaves the tables out. */
    record Leave(TablePattern source) implements TableRule {}

    /** The target's name of a table that the rule matches; empty when it leaves the table out. */
    default Optional<TableName> target(TableName name) {
        return switch (this) {
            case Take _ -> Optional.of(name);
            case Map(TablePattern source, TablePattern target) -> source.map(name, target);
            case Leave _ -> Optional.empty();
        };
    }
}
