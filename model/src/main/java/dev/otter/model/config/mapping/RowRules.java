package dev.otter.model.config.mapping;

import dev.otter.model.config.Check;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What happens to rows on the way: first {@code where}, then {@code set}, then the processor. Each
 * looks at one image of a row, so that an update is worked out for the row before and after.
 *
 * @param where a CEL expression that is true for rows that are sent; empty for all
 * @param set columns whose values are worked out
 * @param processor name of a class that implements {@code RowProcessor}
 */
public record RowRules(Optional<String> where, List<SetColumn> set, Optional<String> processor) {
    /** Most characters of an expression. */
    public static final int EXPRESSION_MAX = 4_000;

    private static final Pattern CLASS =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");
    private static final int CLASS_MAX = 500;

    public RowRules {
        where = Check.absent(where);
        where.ifPresent(text -> checkExpression("'where'", text));
        set = Check.list("set", set);
        Check.distinct("column in 'set',", set.stream().map(SetColumn::column).toList());
        processor = Check.absent(processor);
        processor.ifPresent(RowRules::checkClass);
    }

    /** Rows go as they are. */
    public static RowRules none() {
        return new RowRules(Optional.empty(), List.of(), Optional.empty());
    }

    public boolean isNone() {
        return where.isEmpty() && set.isEmpty() && processor.isEmpty();
    }

    static void checkExpression(String of, String text) {
        if (text == null || text.isBlank() || text.length() > EXPRESSION_MAX) {
            throw new IllegalArgumentException(
                    "the expression of %s has %d characters; give 1 to %d, such as row.amount > 100"
                            .formatted(of, text == null ? 0 : text.length(), EXPRESSION_MAX));
        }
    }

    static void checkClass(String name) {
        if (name.length() > CLASS_MAX || !CLASS.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not the name of a class; write it with its package, such as"
                                    .formatted(name)
                            + " com.acme.Masking");
        }
    }
}
