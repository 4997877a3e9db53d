package dev.otter.cluster.election;

import java.time.Instant;

/**
 * Where a process stands in an election.
 *
 * @param state what it is
 * @param since when it became so
 * @param reason a sentence for people
 */
public record ElectionStatus(State state, Instant since, String reason) {

    /** The states. */
    public enum State {
        /** Another leads, or this node is no candidate. */
        FOLLOWING,
        /** Nobody leads, and it holds back for the moment. */
        HOLDING_BACK,
        /** Leads, and ZooKeeper confirms it. */
        LEADING,
        /** Leads, but ZooKeeper cannot be asked; the work goes on. */
        LEADING_UNCONFIRMED,
        /** Leads, and has been asked to give up. */
        GIVING_UP,
        /** Does not lead, and ZooKeeper cannot be asked. */
        CUT_OFF,
        /** Has left the election. */
        CLOSED
    }

    /** Whether this process leads. */
    public boolean leads() {
        return switch (state) {
            case LEADING, LEADING_UNCONFIRMED, GIVING_UP -> true;
            case FOLLOWING, HOLDING_BACK, CUT_OFF, CLOSED -> false;
        };
    }
}
