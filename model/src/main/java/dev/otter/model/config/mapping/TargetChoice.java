package dev.otter.model.config.mapping;

import dev.otter.model.config.Check;

/**
 * How the target of each row is found among those that its entry lists.
 *
 * @param by a CEL expression whose result is the name of a listed table, {@code database.table}, or
 *     the table's part where only one listed table has it
 * @param otherwise what becomes of rows for which it names none of them
 */
public record TargetChoice(String by, Otherwise otherwise) {

    /** What becomes of a row that belongs to no listed table. */
    public enum Otherwise {
        /** It is refused, and {@code on-error} decides. */
        REFUSE,
        /** It is sent nowhere. */
        SKIP
    }

    public TargetChoice {
        RowRules.checkExpression("'route'", by);
        otherwise = Check.orElse(otherwise, Otherwise.REFUSE);
    }
}
