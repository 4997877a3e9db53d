package dev.otter.engine.verify.online;

import dev.otter.model.table.TableName;
import java.util.Optional;

/** Where a comparison's progress is kept, so that it can go on after a break. For one thread. */
public interface SweepMemory {
    /** Keeps nothing. */
    SweepMemory NONE =
            new SweepMemory() {
                @Override
                public Optional<Kept> of(TableName target) {
                    return Optional.empty();
                }

                @Override
                public void keep(TableName target, Kept kept) {}
            };

    /**
     * What is known of a table.
     *
     * @param point everything before is decided, in the form of {@link SweepPoint#text}; empty once
     *     the table is done
     * @param tally what has been counted up to there
     */
    record Kept(String point, Tally tally) {
        /** Whether the whole table is done. */
        public boolean done() {
            return point.isEmpty();
        }
    }

    /** What was kept of a table. */
    Optional<Kept> of(TableName target);

    /** Keeps it in place of what was kept before; called after each part, so it should be quick. */
    void keep(TableName target, Kept kept);
}
