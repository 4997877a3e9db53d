package dev.otter.engine.ddl;

import dev.otter.model.table.TableName;
import java.util.List;

/**
 * What is written down on the target of a statement that is translated for it. Immutable.
 *
 * @param state how far it is
 * @param steps what runs on the target, in order
 * @param tables the target's tables that they change; known while it begins
 * @param note why it is as it is; often empty
 */
public record TranslatedEntry(
        TranslatedState state, List<String> steps, List<TableName> tables, String note) {
    /** No step holds a line that is this sign alone. */
    private static final String BETWEEN = "\n\u001e\n";

    public TranslatedEntry {
        steps = List.copyOf(steps);
        tables = List.copyOf(tables);
    }

    /** An entry whose tables do not matter. */
    public TranslatedEntry(TranslatedState state, List<String> steps, String note) {
        this(state, steps, List.of(), note);
    }

    /** The steps as one text. */
    public String text() {
        return String.join(BETWEEN, steps);
    }

    /** Reads what {@link #text} gave. */
    public static List<String> steps(String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(BETWEEN, -1));
    }
}
