package dev.otter.engine.load.apply;

import dev.otter.engine.load.checkpoint.WrittenSlot;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the target has said to be durable in one run, slot by slot, and whether a new session still
 * finds it there. A target loses commits that it acknowledged when it does not write them to its
 * disk at once and dies, when another server takes its address, or when an older state of it is put
 * back. Nothing else would tell: later groups carry a mark that stands behind what was lost.
 *
 * <p>How: each session that is opened is compared before it writes. A success that comes while
 * another session is being opened may have missed that comparison, so its applier asks once more.
 * Memory is three numbers a slot. Thread-safe.
 */
public final class Acknowledged {

    /** The newest group of a slot that succeeded. */
    private record Group(long number, int ids) {}

    private final String pipeline;
    private final long epoch;
    private final Map<Integer, Group> slots = new HashMap<>();
    private long sessions;

    /**
     * @param pipeline full name of the pipeline
     * @param epoch ours: that it was raised is acknowledged too
     */
    public Acknowledged(String pipeline, long epoch) {
        this.pipeline = pipeline;
        this.epoch = epoch;
    }

    /** What the target must hold from the moment of this call on. */
    public final class Demand {
        private final Map<Integer, Group> wanted;

        private Demand(Map<Integer, Group> wanted) {
            this.wanted = wanted;
        }

        /**
         * Compares with what the target holds, read after the demand was made.
         *
         * @throws RestartNeededException when something is missing: a run that begins at what the
         *     target holds now applies it again
         * @throws OtterException CHECKPOINT_UNUSABLE when no progress is left at all
         */
        public void require(List<WrittenSlot> found) {
            if (found.isEmpty()
                    || !wanted.isEmpty() && found.stream().noneMatch(WrittenSlot::marked)) {
                throw gone();
            }
            long raised = found.stream().mapToLong(WrittenSlot::epoch).max().orElseThrow();
            if (raised < epoch) {
                throw lost("that this run has begun");
            }
            if (raised > epoch) {
                return; // Another process has it; the next statement is refused and says so.
            }
            Map<Integer, Group> left = new HashMap<>(wanted);
            for (WrittenSlot slot : found) {
                Group group = left.get(slot.slot());
                if (group != null && covers(slot, group)) {
                    left.remove(slot.slot());
                }
            }
            if (!left.isEmpty()) {
                throw lost(left.size() + " groups that it had acknowledged");
            }
        }

        private boolean covers(WrittenSlot slot, Group group) {
            return slot.group() > group.number()
                    || slot.group() == group.number() && slot.ids() >= group.ids();
        }
    }

    /** A session was opened and is about to be compared. */
    public synchronized Demand opened() {
        sessions++;
        return new Demand(Map.copyOf(slots));
    }

    /** The epoch of the run. */
    public long epoch() {
        return epoch;
    }

    /** How many sessions were opened so far. */
    public synchronized long sessions() {
        return sessions;
    }

    /**
     * The target has said that this is durable.
     *
     * @param before {@link #sessions} as it was before the transaction was sent
     * @return false when a session was opened meanwhile, which may not have been compared with this
     *     one: then the target must be asked whether it still has it
     */
    public synchronized boolean durable(Claim claim, long before) {
        slots.put(claim.slot().slot(), new Group(claim.slot().number(), claim.ids().size()));
        return sessions == before;
    }

    private RestartNeededException lost(String what) {
        return new RestartNeededException(
                "the target no longer has " + what + ": it was set back or another one answers",
                null);
    }

    private OtterException gone() {
        return new OtterException(
                ErrorCode.CHECKPOINT_UNUSABLE,
                "the target no longer holds any progress of this pipeline, which it held before:"
                        + " another server answers, or its bookkeeping was removed",
                "pipeline " + pipeline,
                "Let the address lead to the right target, or put retl.retl_checkpoint back. To"
                        + " begin anew on an empty target copy the data, then start again.");
    }
}
