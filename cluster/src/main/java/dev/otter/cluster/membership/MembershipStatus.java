package dev.otter.cluster.membership;

import java.time.Instant;

/**
 * Whether this node is known to the others.
 *
 * @param state what it is
 * @param since when it became so
 * @param reason a sentence for people
 */
public record MembershipStatus(State state, Instant since, String reason) {

    /** The states. */
    public enum State {
        /** On its way into the tree, for the first time or again after a lost session. */
        JOINING,
        /** In the tree. */
        JOINED,
        /** Another live process has this node's id. */
        CLASHED,
        /** Left in good order. */
        LEFT
    }
}
