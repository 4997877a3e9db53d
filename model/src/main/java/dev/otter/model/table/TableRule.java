package dev.otter.model.table;

import java.util.HashSet;
import java.util.List;
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

    /**
     * Spreads the tables' rows over several tables.
     *
     * @param targets all tables into which rows may go, 2 to {@value #TARGETS_MAX}
     */
    record Spread(TablePattern source, List<TableName> targets) implements TableRule {
        public static final int TARGETS_MAX = 64;

        /**
         * @throws IllegalArgumentException when the targets are too few, too many or not different
         */
        public Spread {
            targets = List.copyOf(targets);
            if (targets.size() < 2
                    || targets.size() > TARGETS_MAX
                    || new HashSet<>(targets).size() != targets.size()) {
                throw new IllegalArgumentException(
                        "'%s' is spread over %d tables; list 2 to %d different ones"
                                .formatted(source, targets.size(), TARGETS_MAX));
            }
        }
    }

    /** Leaves the tables out. */
    record Leave(TablePattern source) implements TableRule {}

    /** The target's name of a table that the rule matches; empty when it leaves the table out. */
    default Optional<TableName> target(TableName name) {
        return switch (this) {
            case Take _ -> Optional.of(name);
            case Map(TablePattern source, TablePattern target) -> source.map(name, target);
            case Spread(TablePattern _, List<TableName> targets) ->
                    Optional.of(targets.getFirst());
            case Leave _ -> Optional.empty();
        };
    }

    /** All names on the target of a table that the rule matches; none when it leaves it out. */
    default List<TableName> targets(TableName name) {
        return this instanceof Spread spread ? spread.targets() : target(name).stream().toList();
    }

    /** Whether rows of some table would go into the same table by both rules, as they are written. */
    default boolean leadsAs(TableRule other) {
        return switch (this) {
            case Take _ -> other instanceof Take;
            case Map(TablePattern _, TablePattern target) ->
                    other instanceof Map map && map.target().toString().equals(target.toString());
            case Spread(TablePattern _, List<TableName> targets) ->
                    other instanceof Spread spread
                            && spread.targets().stream().anyMatch(targets::contains);
            case Leave _ -> other instanceof Leave;
        };
    }
}
