package dev.otter.cluster.election;

import java.time.Instant;
import java.util.Optional;

/**
 * One term of leadership of this process.
 *
 * <p>Thread-safe; {@link #loss} may be asked as often as liked. That it has not ended does not
 * promise that nobody else leads: ZooKeeper may be out of sight. Only the epoch on the target
 * fences.
 */
public final class Leadership {
    private final long epoch;
    private final Instant since;
    private final Wish wish;
    private volatile LeadershipChange.Loss loss;

    /** Takes the wish to give up. */
    interface Wish {
        void giveUp(Leadership leadership, int next);
    }

    Leadership(long epoch, Instant since, Wish wish) {
        this.epoch = epoch;
        this.since = since;
        this.wish = wish;
    }

    /** Greater than that of every leader before. */
    public long epoch() {
        return epoch;
    }

    public Instant since() {
        return since;
    }

    /** How it ended; empty while it has not. Known here before the listener is told. */
    public Optional<LeadershipChange.Loss> loss() {
        return Optional.ofNullable(loss);
    }

    /**
     * Gives it up in good order, after the work has ended. Returns at once; {@code Lost} follows
     * when ZooKeeper has it, and until then this process leads. Nothing happens if it has ended.
     *
     * @param next the node that should lead next; 0 when any may
     */
    public void giveUp(int next) {
        wish.giveUp(this, next);
    }

    void end(LeadershipChange.Loss how) {
        loss = how;
    }

    @Override
    public String toString() {
        return "epoch " + epoch + " since " + since;
    }
}
