package dev.otter.engine.snapshot;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A point in the order of a table's key: SQL literals of its columns, or of the first of them;
 * without any it stands for either end of the table. Immutable.
 *
 * @param literals in the order of the key, each as {@link #LITERAL} has it
 */
record KeyPoint(List<String> literals) {
    /** Numbers, times, and texts in hexadecimal with their character set: nothing else is SQL. */
    private static final Pattern LITERAL =
            Pattern.compile(
                    "-?[0-9]{1,100}(\\.[0-9]{1,100})?|'[-0-9a-fA-F:. ]{0,64}'|(_[a-z0-9_]+"
                            + " )?X'([0-9A-F]{2}){0,6200}'");

    static final KeyPoint NONE = new KeyPoint(List.of());

    KeyPoint {
        literals = List.copyOf(literals);
    }

    /** The form in which it is kept. */
    String text() {
        return String.join(",", literals);
    }

    /**
     * Reads what {@link #text} gives.
     *
     * @throws OtterException COPY_RECORD_UNUSABLE when it is anything else
     */
    static KeyPoint parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        List<String> literals = List.of(text.split(",", -1));
        for (String literal : literals) {
            if (!LITERAL.matcher(literal).matches()) {
                throw new OtterException(
                        ErrorCode.COPY_RECORD_UNUSABLE,
                        "a key in retl.retl_snapshot is not of the form in which keys are kept",
                        "table retl.retl_snapshot of the target",
                        "Restore the table's rows of this pipeline, or empty the target's tables and"
                                + " delete the pipeline's rows of retl_snapshot and retl_checkpoint"
                                + " to begin anew.");
            }
        }
        return new KeyPoint(literals);
    }

    boolean none() {
        return literals.isEmpty();
    }
}
