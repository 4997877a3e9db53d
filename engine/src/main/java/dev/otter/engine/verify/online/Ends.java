package dev.otter.engine.verify.online;

import dev.otter.engine.verify.RowLayout;
import dev.otter.engine.verify.TablePair;
import java.util.List;

/**
 * Both ends of a pair: connections, and how its rows are read.
 *
 * @param pair the tables
 * @param layout the columns that are compared
 * @param source the source's connection
 * @param locking a connection of its own for reads that hold locks
 * @param target the target's connection
 * @param sources how the source tables are read
 * @param onTarget how the target table is read
 */
record Ends(
        TablePair pair,
        RowLayout layout,
        Side source,
        Side locking,
        Side target,
        List<RowSource> sources,
        RowSource onTarget) {
    Ends {
        sources = List.copyOf(sources);
    }
}
