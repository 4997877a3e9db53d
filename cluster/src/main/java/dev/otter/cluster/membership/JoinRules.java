package dev.otter.cluster.membership;

import java.time.Duration;
import java.util.Optional;

/**
 * What to do about the place of a node's id in the tree. Pure.
 *
 * <p>The place is ephemeral. After a crash the dead process's one stays until its session ends; a
 * restarted node must not be refused for that. Only a place that outlives the session of a dead
 * process belongs to a live one. A place that vanishes and comes back is looked at anew.
 */
final class JoinRules {
    private final Member self;
    private final Optional<String> predecessor;

    JoinRules(Member self, Optional<String> predecessor) {
        this.self = self;
        this.predecessor = predecessor;
    }

    /** What to do. */
    sealed interface Verdict {
        /** The place is free. */
        record Create() implements Verdict {}

        /** The place is ours. */
        record Stay() implements Verdict {}

        /** The place is of an older session or process of ours, known to be over. */
        record Replace() implements Verdict {}

        /** It may be the left-over of a dead process. */
        record Wait(Duration time) implements Verdict {}

        /** It is of a live process. */
        record Clash() implements Verdict {}
    }

    /**
     * Decides.
     *
     * @param holder who has the place; empty when nobody has
     * @param ownSession whether it belongs to the session that we have now
     * @param seenFor how long we have been seeing this same place without interruption
     * @param left how long a dead process's place can last
     */
    Verdict decide(Optional<Member> holder, boolean ownSession, Duration seenFor, Duration left) {
        if (holder.isEmpty()) {
            return new Verdict.Create();
        }
        String process = holder.get().process().id();
        if (process.equals(self.process().id())) {
            return ownSession ? new Verdict.Stay() : new Verdict.Replace();
        }
        if (predecessor.filter(process::equals).isPresent()) {
            return new Verdict.Replace();
        }
        Duration rest = left.minus(seenFor);
        return rest.isPositive() ? new Verdict.Wait(rest) : new Verdict.Clash();
    }
}
