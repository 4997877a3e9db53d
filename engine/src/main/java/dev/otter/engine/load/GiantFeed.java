package dev.otter.engine.load;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.apply.GiantTask;
import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.schedule.TransactionGroup;
import dev.otter.engine.load.write.GroupWriter.Claim;
import dev.otter.engine.run.ByteBudget;
import dev.otter.engine.run.StatusBoard;
import java.util.List;
import java.util.Optional;

/**
 * Hands the parts of a giant transaction on to the applier that streams it, from its first part to
 * its end or break; what comes behind that stays in the mailbox. One giant at a time, begun when
 * everything before it is durable. Owned by the load thread.
 */
final class GiantFeed {
    private final Progress progress;
    private final MissingColumns missing;
    private final Mailbox mailbox;
    private final ByteBudget budget;
    private final StatusBoard board;
    private final RowTally tally = new RowTally();
    private GiantTask giant;
    private SourceTransaction particulars;

    /** Nothing more of the giant comes; what arrives now is behind it, or the same once more. */
    private boolean fed;

    /** An earlier run has applied what comes: it is passed by. */
    private boolean passing;

    GiantFeed(
            Progress progress,
            MissingColumns missing,
            Mailbox mailbox,
            ByteBudget budget,
            StatusBoard board) {
        this.progress = progress;
        this.missing = missing;
        this.mailbox = mailbox;
        this.budget = budget;
        this.board = board;
    }

    /** Whether a giant is on its way to the target, or passed by. */
    boolean active() {
        return giant != null || passing;
    }

    /** Whether more of it is to come. */
    boolean hungry() {
        return active() && !fed;
    }

    /** The task of a giant that begins with this part; empty while there is no slot for it. */
    Optional<GiantTask> begin(Delivery.GiantPart part) {
        Optional<SlotUse> slot = progress.claim(TransactionGroup.none());
        slot.ifPresent(use -> {
            giant = new GiantTask(use, progress.checkpoint());
            feed(part);
        });
        return Optional.ofNullable(giant);
    }

    /**
     * Passes by a giant that begins with this part and that an earlier run has applied, in a group
     * because the border was another one, or with a mark that was lost.
     */
    void pass(Delivery.GiantPart part) {
        passing = true;
        budget.give(part.bytes());
        feed();
    }

    /** Nothing more comes of one that is passed by. */
    private void passed() {
        passing = false;
    }

    /** Hands on what has arrived of it. */
    void feed() {
        while (active() && !fed) {
            Delivery delivery = mailbox.arrival();
            switch (delivery) {
                case null -> {
                    return;
                }
                case Delivery.GiantPart part -> feed(part);
                case Delivery.GiantEnd end -> commit(end.particulars());
                case Delivery.GiantBroken _ -> broken();
                case Delivery.Transaction _, Delivery.Skipped _, Delivery.SchemaChange _ ->
                        throw new IllegalStateException("a giant transaction without end");
            }
        }
    }

    private void broken() {
        if (passing) {
            passed();
            return;
        }
        giant.broken();
        fed = true;
    }

    private void feed(Delivery.GiantPart part) {
        if (passing) {
            budget.give(part.bytes());
            return;
        }
        giant.rows(missing.fit(part.changes()), part.bytes());
        board.rowsApplied.add(part.rows());
        tally.add(part.changes());
    }

    /** Everything before it is durable, so that the mark written with it may stand behind it. */
    private void commit(SourceTransaction end) {
        boolean appliedBefore = progress.opened(end);
        if (passing) {
            passed();
            return;
        }
        if (appliedBefore) {
            // Known by its end only: nothing of it is kept, and the mark has passed it.
            broken();
            return;
        }
        particulars = end;
        fed = true;
        SlotUse use = new SlotUse(giant.slot().slot(), giant.slot().number(), end.commitMicros());
        giant.commit(new Claim(use, progress.checkpointAfter(end), List.of(end.id())));
    }

    /** The giant's task has ended: it is durable, or the source broke it off. */
    void ended(GiantTask task, boolean durable) {
        if (durable) {
            progress.closed(particulars.sequence());
            progress.written(task.slot(), particulars.sequence());
            board.transactionsApplied.increment();
            board.groupsApplied.increment();
            tally.report(board);
        } else {
            tally.forget();
            progress.written(task.slot(), 0);
        }
        giant = null;
        particulars = null;
        fed = false;
    }
}
