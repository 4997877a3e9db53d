package dev.otter.testkit.workload.torture;

import dev.otter.testkit.workload.ServerFeatures;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What decides the tables and the transactions of a torture run.
 *
 * @param database holds the tables
 * @param seed of schema and transactions
 * @param tables how many, beside the table of the big transactions
 * @param features what all servers of the test have
 * @param hazards what trouble it contains
 */
public record TortureSpec(
        String database, long seed, int tables, ServerFeatures features, Set<Hazard> hazards) {

    public TortureSpec {
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(features, "features");
        hazards = Set.copyOf(hazards);
        if (tables < 1 || tables > 500) {
            throw new IllegalArgumentException("tables must be 1 to 500, not " + tables);
        }
    }

    /** Twelve tables and every hazard. */
    public static TortureSpec of(String database, long seed, ServerFeatures features) {
        return new TortureSpec(database, seed, 12, features, EnumSet.allOf(Hazard.class));
    }

    public TortureSpec without(Hazard... left) {
        EnumSet<Hazard> rest = EnumSet.allOf(Hazard.class);
        rest.retainAll(hazards);
        for (Hazard hazard : left) {
            rest.remove(hazard);
        }
        return new TortureSpec(database, seed, tables, features, rest);
    }

    /**
     * Whether the log has TRUNCATE of a child and changes of its parents in the order in which they
     * happened. MySQL 5.7 and MariaDB do not lock the child for a change of its parent, so that one
     * from before the TRUNCATE is over may come before it in the log.
     */
    boolean truncatesChildren() {
        return !features.mariadb() && features.invisibleColumns();
    }

    boolean has(Hazard hazard) {
        return hazards.contains(hazard);
    }
}
