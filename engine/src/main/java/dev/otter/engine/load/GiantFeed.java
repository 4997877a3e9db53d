package dev.otter.engine.load;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.apply.GiantTask;
import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.schedule.TransactionGroup;
import dev.otter.engine.load.write.GroupWriter.Claim;
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
    private final StatusBoard board;
    private final RowTally tally = new RowTally();
    private GiantTask giant;
    private SourceTransaction particulars;

    /** Nothing more of the giant comes; what arrives now is behind it, or the same once more. */
    private boolean fed;

    GiantFeed(Progress progress, MissingColumns missing, Mailbox mailbox, StatusBoard board) {
        this.progress = progress;
        this.missing = missing;
        this.mailbox = mailbox;
        this.board = board;
    }

    /** Whether a giant is on its way to the target. */
    boolean active() {
        return giant != null;
    }

    /** Whether more of it is to come. */
    boolean hungry() {
        return giant != null && !fed;
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

    /** Hands on what has arrived of it. */
    void feed() {
        while (!fed) {
            Delivery delivery = mailbox.arrival();
            switch (delivery) {
                case null -> {
                    return;
                }
                case Delivery.GiantPart part -> feed(part);
                case Delivery.GiantEnd end -> commit(end.particulars());
                case Delivery.GiantBroken _ -> {
                    giant.broken();
                    fed = true;
                }
                case Delivery.Transaction _, Delivery.Skipped _, Delivery.SchemaChange _ ->
                        throw new IllegalStateException("a giant transaction without end");
            }
        }
    }

    private void feed(Delivery.GiantPart part) {
        giant.rows(missing.fit(part.changes()), part.bytes());
        board.rowsApplied.add(part.rows());
        tally.add(part.changes());
    }

    /** Everything before it is durable, so that the mark written with it may stand behind it. */
    private void commit(SourceTransaction end) {
        particulars = end;
        fed = true;
        progress.opened(end);
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
