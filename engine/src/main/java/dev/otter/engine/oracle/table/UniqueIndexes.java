package dev.otter.engine.oracle.table;

import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import java.util.List;

/** Unique indexes as Oracle means them. Stateless. */
public final class UniqueIndexes {
    private UniqueIndexes() {}

    /**
     * An index that forbids equal values.
     *
     * <p>In an index over several columns Oracle takes NULL for equal to NULL, unless all of them
     * are. Where that may come, the index stands for what cannot be told from a row's values.
     *
     * @param columns the table's columns
     * @param parts places of the index's columns among them, or {@link TableIndex#EXPRESSION}
     */
    public static TableIndex of(
            String name, boolean primary, List<TableColumn> columns, List<Integer> parts) {
        boolean untold =
                parts.size() > 1
                        && parts.stream()
                                .anyMatch(part ->
                                        part == TableIndex.EXPRESSION
                                                || columns.get(part).nullable());
        return new TableIndex(
                name,
                primary,
                true,
                parts.stream()
                        .map(part -> new TableIndex.Part(untold ? TableIndex.EXPRESSION : part, 0))
                        .toList());
    }
}
