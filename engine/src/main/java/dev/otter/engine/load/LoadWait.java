package dev.otter.engine.load;

import dev.otter.engine.load.apply.ApplierPool;
import dev.otter.engine.run.StatusBoard;
import java.util.function.Predicate;

/**
 * Tells for what the load thread waits. That target transactions do not end it sees, why not the
 * appliers know: their reasons are shown with it. Owned by the load thread.
 */
final class LoadWait {
    private static final String STAGE = "load";

    private static final String REFUSED =
            "a row was refused; waiting until older transactions are durable to try it once more";
    private static final String NO_SLOT =
            "no slot of the checkpoint may be written yet, all hold what is above the mark";
    private static final String BARRIER =
            "everything before a schema change or giant transaction must end";

    private final StatusBoard board;
    private final AnswerWatch answers;
    private final Predicate<String> appliers;

    LoadWait(String pipeline, StatusBoard board) {
        this(pipeline, board, new AnswerWatch());
    }

    LoadWait(String pipeline, StatusBoard board, AnswerWatch answers) {
        this.board = board;
        this.answers = answers;
        this.appliers = ApplierPool.threadsOf(pipeline);
    }

    /**
     * What the load thread sees.
     *
     * @param running target transactions that are open now
     * @param slotless whether none is, and no slot is free for what is queued
     * @param refused whether a refused transaction waits for older ones
     * @param barred whether a barrier waits that tells nothing by itself
     */
    record View(int running, boolean slotless, boolean refused, boolean barred) {}

    /** A target transaction has ended. */
    void moved() {
        answers.moved();
    }

    /** A giant transaction takes the time that it takes. */
    void giant() {
        board.moving(STAGE);
    }

    /** Tells why nothing, or not all that might, moves; nothing when all does. */
    void tell(View view) {
        boolean overdue = answers.missing(view.running());
        if (view.slotless()) {
            board.waiting(STAGE, NO_SLOT);
        } else if (overdue) {
            String seen = view.refused() ? REFUSED + "; " + AnswerWatch.REASON : AnswerWatch.REASON;
            board.stuck(STAGE, seen, appliers);
        } else if (view.refused()) {
            board.waiting(STAGE, REFUSED);
        } else if (view.barred()) {
            board.waiting(STAGE, BARRIER);
        } else {
            board.moving(STAGE);
        }
    }
}
