package dev.otter.engine.resync;

import dev.otter.model.position.LogPosition;

/**
 * One row of {@code retl.retl_buffer} that asks for a row to be sent again.
 *
 * @param place its name, the same whenever its transaction is read
 * @param fullName the table, {@code database.table}, or a pattern for several
 * @param kind {@code I}, {@code U} or {@code D}; what is done follows from the source's row
 * @param keyData the key's values, divided by the character of code 1
 */
public record ResyncRequest(Place place, String fullName, char kind, String keyData) {

    /**
     * Where a request stands in the log.
     *
     * @param behind where its transaction begins
     * @param number which of the transaction's requests, from 0
     */
    public record Place(LogPosition behind, int number) {
        @Override
        public String toString() {
            return behind + "/" + number;
        }
    }

    /** Approximate size in memory. */
    long bytes() {
        return 200L + 2L * (fullName.length() + keyData.length());
    }
}
