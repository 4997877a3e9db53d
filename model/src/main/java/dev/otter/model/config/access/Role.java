package dev.otter.model.config.access;

/** What somebody may do; each role may all that the ones before it may. */
public enum Role {
    /** Not logged in: reads, unless the system parameters forbid it. */
    ANONYMOUS,
    /** Starts, stops, pauses and resumes channels, asks for resyncs, tests connections. */
    OPERATOR,
    /** Everything. */
    ADMIN;

    /** Whether this role may what the other may. */
    public boolean covers(Role other) {
        return compareTo(other) >= 0;
    }
}
