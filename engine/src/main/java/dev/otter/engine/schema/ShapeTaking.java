package dev.otter.engine.schema;

import dev.otter.model.position.Checkpoint;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes shapes from the source as they are now, and up to where in the log they are so. */
final class ShapeTaking {
    private static final int TRIES = 5;

    private final ShapeSource source;

    ShapeTaking(ShapeSource source) {
        this.source = source;
    }

    /**
     * A shape that was taken.
     *
     * @param shape as {@link ShapeText} writes it
     * @param at end of the log at that time
     */
    record Taken(String shape, Checkpoint at) {}

    /**
     * Shapes that were the same before and after the log's end was asked for; none of a table that
     * is not there or changes all the time.
     */
    Map<TableName, Taken> now(Collection<TableName> tables) {
        Map<TableName, Taken> taken = new LinkedHashMap<>();
        List<TableName> open = new ArrayList<>(tables);
        for (int i = 0; i < TRIES && !open.isEmpty(); i++) {
            Map<TableName, TableShape> before = source.shapes(open);
            Checkpoint end = source.end();
            Map<TableName, TableShape> after = source.shapes(open);
            before.forEach((table, shape) -> {
                String text = ShapeText.write(shape);
                TableShape again = after.get(table);
                if (again != null && ShapeText.write(again).equals(text)) {
                    taken.put(table, new Taken(text, end));
                }
            });
            open.removeIf(table -> taken.containsKey(table) || !after.containsKey(table));
        }
        return taken;
    }
}
