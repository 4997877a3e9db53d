package dev.otter.cluster.election;

import java.time.Duration;

/** What a process does after it has looked at an election. */
sealed interface Verdict {

    /** For a process that leads. */
    sealed interface OfLeader extends Verdict {
        /** The tree says so too. */
        record Keep() implements OfLeader {}

        /** Its ephemeral has to be made again, in the present session, with the same epoch. */
        record Renew() implements OfLeader {}

        /** It no longer leads: it has given up, and only the answer to that was lost. */
        record Ended() implements OfLeader {}

        /** It no longer leads: another has got a newer epoch. */
        record Overtaken(int nid, long epoch) implements OfLeader {}

        /** It no longer leads: the tree has been deleted. */
        record Erased() implements OfLeader {}
    }

    /** For a process that does not lead. */
    sealed interface OfFollower extends Verdict {
        /** It leads without having noticed, since the answer to its taking was lost. */
        record Adopt(LeaderRecord own) implements OfFollower {}

        /** It may try to take the lead. */
        record Take() implements OfFollower {}

        /** It may try when this time has passed without a leader. */
        record HoldBack(Duration time, String reason) implements OfFollower {}

        /** Another leads, or it is no candidate. */
        record Follow(String reason) implements OfFollower {}
    }
}
