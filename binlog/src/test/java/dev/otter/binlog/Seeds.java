package dev.otter.binlog;

import java.util.function.LongConsumer;

/**
 * Runs a property for many seeds and names the seed that breaks it. {@code otter.fuzz.seed} (1) is
 * the first.
 */
public final class Seeds {
    private Seeds() {}

    /** Gives the property so many seeds, one after the other. */
    public static void each(int count, LongConsumer property) {
        long first = Long.getLong("otter.fuzz.seed", 1);
        for (long seed = first; seed < first + count; seed++) {
            try {
                property.accept(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
