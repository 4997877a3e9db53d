package dev.otter.engine.load.table;

import dev.otter.model.table.TableName;
import java.util.Set;

/**
 * What the server may do by itself when a row that others refer to goes, or changes its keys.
 *
 * @param written tables whose rows it may write
 * @param released tables to which those rows may refer by other keys than the one followed, and
 *     then refer no more
 */
public record Cascade(Set<TableName> written, Set<TableName> released) {
    public Cascade {
        written = Set.copyOf(written);
        released = Set.copyOf(released);
    }
}
