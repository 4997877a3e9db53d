package dev.otter.testkit.workload.oltp;

import java.util.Objects;

/**
 * Tables and randomness of the sysbench-like workload.
 *
 * @param database holds {@code sbtest1 … sbtestN}
 * @param tables how many
 * @param rows each table is loaded with
 * @param seed of all random choices
 */
public record OltpConfig(String database, int tables, int rows, long seed) {

    public OltpConfig {
        Objects.requireNonNull(database, "database");
        if (tables < 1 || rows < 0) {
            throw new IllegalArgumentException(
                    "needs one table or more and no negative rows: " + tables + ", " + rows);
        }
    }
}
