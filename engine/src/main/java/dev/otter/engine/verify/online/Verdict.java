package dev.otter.engine.verify.online;

import dev.otter.engine.verify.RowDifference;
import dev.otter.model.position.Checkpoint;
import java.util.List;

/** What a round says of a candidate. */
sealed interface Verdict {

    /**
     * Both sides hold the same.
     *
     * @param rows how many rows that is; 0 when neither side has the key
     */
    record Equal(int rows) implements Verdict {}

    /** Proven to differ at a moment of the log. */
    record Differs(List<RowDifference> differences) implements Verdict {
        public Differs {
            differences = List.copyOf(differences);
        }
    }

    /** It was changed while it was looked at. */
    record Touched() implements Verdict {}

    /**
     * A side does not have its newest changes yet.
     *
     * @param pipeline which pipeline has to bring them
     * @param mark how far it was
     */
    record Behind(String pipeline, Checkpoint mark) implements Verdict {}

    /**
     * It differs, but the source may be about to show a change that its log has already; a read
     * that waits for writers tells.
     */
    record Unseen() implements Verdict {}
}
