package dev.otter.cluster.election;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who may lead, decided from what was read. Pure, so that each case is a unit test.
 *
 * <p>The tree holds an ephemeral {@code leader} and a persistent {@code epoch}. Leadership is taken
 * by one transaction that raises the epoch, checked by its version, and makes the ephemeral: there
 * is no leader without an epoch of its own, and no epoch is given twice. Whoever holds the newest
 * epoch leads, whether its ephemeral is there or not, until another raises it. So a leader that has
 * lost its session, or all sight of ZooKeeper, leads on; when it comes back and the epoch is still
 * its own, it makes its ephemeral again and nothing has happened. Otherwise it has been overtaken
 * and learns by whom.
 *
 * <p>What can go wrong, and what answers it:
 *
 * <ul>
 *   <li>the leader is killed: its ephemeral ends with its session; candidates take over
 *   <li>it lives but cannot reach ZooKeeper: the same; it goes on until the fence in the target
 *       stops it, or ZooKeeper tells it
 *   <li>ZooKeeper is away: nobody can take over, the leader goes on. When it is back, sessions have
 *       their full time anew; candidates hold back longer than that ({@code quiet}), so that the
 *       leader is there first, even with a new session
 *   <li>the answer to a transaction is lost: the next look finds our process in the tree
 *   <li>two candidates at once: the version check lets one win; preferred ones try earlier
 *   <li>a restarted process finds the ephemeral of its dead predecessor: it may replace it, if it
 *       knows the predecessor to be dead; others wait for the session to end
 *   <li>the tree is deleted while somebody leads: leadership ends, and epochs go on from the
 *       greatest that any candidate remembers
 * </ul>
 */
final class ElectionRules {
    private final Seat seat;
    private final ElectionTiming timing;
    private final Duration session;

    /**
     * @param session how long ZooKeeper keeps the session of a silent process
     */
    ElectionRules(Seat seat, ElectionTiming timing, Duration session) {
        this.seat = seat;
        this.timing = timing;
        this.session = session;
    }

    /** For a process that leads with that epoch. */
    Verdict.OfLeader leading(long epoch, Observation seen) {
        if (seen.last().isEmpty()) {
            return new Verdict.OfLeader.Erased();
        }
        EpochRecord last = seen.last().get();
        if (last.epoch() != epoch || !own(last.process())) {
            return new Verdict.OfLeader.Overtaken(last.nid(), last.epoch());
        }
        if (last.end() != null) {
            return new Verdict.OfLeader.Ended();
        }
        boolean present = seen.leader().filter(leader -> own(leader.process())).isPresent();
        return present && seen.leaderIsOwnSession()
                ? new Verdict.OfLeader.Keep()
                : new Verdict.OfLeader.Renew();
    }

    /**
     * For a process that does not lead.
     *
     * @param candidates node ids, the preferred first
     */
    Verdict.OfFollower following(List<Integer> candidates, Observation seen) {
        if (seen.leader().isPresent()) {
            return underLeader(candidates, seen.leader().get(), seen.last());
        }
        if (!candidates.contains(seat.nid())) {
            return new Verdict.OfFollower.Follow("this node is no candidate");
        }
        return vacant(candidates, seen);
    }

    private Verdict.OfFollower underLeader(
            List<Integer> candidates, LeaderRecord leader, Optional<EpochRecord> last) {
        if (own(leader.process()) && last.filter(epoch -> isOf(epoch, leader)).isPresent()) {
            return new Verdict.OfFollower.Adopt(leader);
        }
        boolean leftOver =
                own(leader.process())
                        || seat.predecessor().filter(leader.process()::equals).isPresent();
        if (leftOver && candidates.contains(seat.nid())) {
            return new Verdict.OfFollower.Take();
        }
        return new Verdict.OfFollower.Follow(
                "node %d leads with epoch %d".formatted(leader.nid(), leader.epoch()));
    }

    private Verdict.OfFollower vacant(List<Integer> candidates, Observation seen) {
        Duration rank = timing.perRank().multipliedBy(preferredAlive(candidates, seen));
        if (seen.last().isEmpty()) {
            return after(rank, seen, "a preferred candidate may lead");
        }
        EpochRecord last = seen.last().get();
        if (last.end() != null) {
            return afterEnd(last, rank, seen);
        }
        if (last.nid() == seat.nid()) {
            return new Verdict.OfFollower.Take();
        }
        boolean alive = last.process().equals(seen.live().get(last.nid()));
        Duration grace = alive ? timing.afterLostSession() : timing.afterDeath();
        Duration untilQuiet = session.plus(timing.quiet()).minus(seen.connectedFor());
        Duration wanted = longer(grace, seen.vacantFor().plus(untilQuiet)).plus(rank);
        return after(wanted, seen, "node %d led last and may come back".formatted(last.nid()));
    }

    /** The last leader has given up; its own node comes last. */
    private Verdict.OfFollower afterEnd(EpochRecord last, Duration rank, Observation seen) {
        int next = last.end().next();
        if (next == seat.nid()) {
            return new Verdict.OfFollower.Take();
        }
        if (next != 0 && next != last.nid() && seen.live().containsKey(next)) {
            return after(
                    timing.forSuccessor().plus(rank), seen, "node %d should lead".formatted(next));
        }
        boolean gaveUpItself = last.nid() == seat.nid() && own(last.process());
        return gaveUpItself
                ? after(
                        timing.forSuccessor().plus(rank),
                        seen,
                        "this node has given up, others come first")
                : after(rank, seen, "a preferred candidate may lead");
    }

    private static Verdict.OfFollower after(Duration wanted, Observation seen, String reason) {
        Duration rest = wanted.minus(seen.vacantFor());
        return rest.isPositive()
                ? new Verdict.OfFollower.HoldBack(rest, reason)
                : new Verdict.OfFollower.Take();
    }

    private long preferredAlive(List<Integer> candidates, Observation seen) {
        return candidates.stream()
                .takeWhile(nid -> nid != seat.nid())
                .filter(seen.live()::containsKey)
                .count();
    }

    private static boolean isOf(EpochRecord epoch, LeaderRecord leader) {
        return epoch.epoch() == leader.epoch()
                && epoch.process().equals(leader.process())
                && epoch.end() == null;
    }

    private boolean own(String process) {
        return process.equals(seat.process());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The epoch to take: above everything that was ever seen. */
    static long nextEpoch(Optional<EpochRecord> last, long greatestSeen) {
        return Math.max(last.map(EpochRecord::epoch).orElse(0L), greatestSeen) + 1;
    }
}
