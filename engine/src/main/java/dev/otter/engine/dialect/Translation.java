package dev.otter.engine.dialect;

import dev.otter.model.table.TableName;
import java.util.List;

/**
 * A statement of the source in the target's language. Immutable.
 *
 * @param steps statements, in order; none where the target has nothing to do
 * @param tables the target's tables that they change or make
 * @param moves tables that get other names, in order
 * @param notes what was left out, a sentence each
 */
public record Translation(
        List<String> steps, List<TableName> tables, List<Move> moves, List<String> notes) {
    public Translation {
        steps = List.copyOf(steps);
        tables = List.copyOf(tables);
        moves = List.copyOf(moves);
        notes = List.copyOf(notes);
    }

    /** The steps as people read them, one behind the other. */
    public String text() {
        return String.join(";\n", steps);
    }
}
