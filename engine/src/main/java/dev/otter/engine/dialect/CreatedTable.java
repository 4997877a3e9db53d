package dev.otter.engine.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements that make a table on the target. Immutable.
 *
 * @param schema makes its schema where that may be missing
 * @param create makes the table with its columns and its primary key; it must not be there yet
 * @param comments tell about table and columns
 * @param uniqueIndexes make unique indexes: they tell which rows depend on each other, so that rows
 *     of the log are not to be applied without them
 * @param cascading make foreign keys that write rows by themselves: not to be missing either, once
 *     rows of the log are applied
 * @param indexes make other indexes, which may come when the rows are there
 * @param foreignKeys make other foreign keys, which may come then, too
 * @param notes what was left out, a sentence each
 */
public record CreatedTable(
        Optional<String> schema,
        String create,
        List<String> comments,
        List<String> uniqueIndexes,
        List<String> cascading,
        List<String> indexes,
        List<String> foreignKeys,
        List<String> notes) {
    public CreatedTable {
        comments = List.copyOf(comments);
        uniqueIndexes = List.copyOf(uniqueIndexes);
        cascading = List.copyOf(cascading);
        indexes = List.copyOf(indexes);
        foreignKeys = List.copyOf(foreignKeys);
        notes = List.copyOf(notes);
    }

    /** All statements in an order in which they can run. */
    public List<String> all() {
        List<String> all = new ArrayList<>();
        schema.ifPresent(all::add);
        all.add(create);
        all.addAll(comments);
        all.addAll(uniqueIndexes);
        all.addAll(indexes);
        all.addAll(cascading);
        all.addAll(foreignKeys);
        return all;
    }
}
