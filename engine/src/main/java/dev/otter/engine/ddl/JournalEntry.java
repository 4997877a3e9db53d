package dev.otter.engine.ddl;

/**
 * What is written down of a statement. Immutable.
 *
 * @param state how far it is
 * @param sql as it runs on the target
 * @param before what its tables looked like before
 */
record JournalEntry(State state, String sql, TableDigests before) {

    /** How far a statement is. */
    enum State {
        /** Somebody has to approve it. */
        ASKED,
        /** Somebody has: it runs at the next look. */
        APPROVED,
        /** It runs, or did when the process that ran it ended. */
        STARTED,
        /** It has run. */
        DONE,
        /** It was not to run. */
        SKIPPED
    }
}
