package dev.otter.engine.load;

import dev.otter.binlog.gtid.Gtid;
import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSetBuilder;
import dev.otter.binlog.gtid.GtidSource;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.checkpoint.SlotStatement.SlotUse;
import dev.otter.engine.load.schedule.Gap;
import dev.otter.engine.load.schedule.PendingTransaction;
import dev.otter.engine.load.schedule.SlotRing;
import dev.otter.engine.load.schedule.TransactionGroup;
import dev.otter.engine.load.schedule.Watermark;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.Fingerprint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a pipeline is: low-water mark, slots, group numbers, and what an earlier run has already
 * made durable above the mark. Owned by the load thread.
 */
final class Progress {
    /** Fingerprints kept with the mark: more tell more surely where it is in another log. */
    private static final int TAIL_LENGTH = Gap.PRINTS_MAX;

    private final Watermark mark;
    private final SlotRing slots;
    private final GtidSetBuilder gtids = new GtidSetBuilder();
    private final boolean withGtids;

    /** Ids above the mark that an earlier run applied, with the slot that tells so. */
    private final Map<TransactionId, Integer> applied = new HashMap<>();

    private final Map<Integer, Integer> retainedLeft = new HashMap<>();
    private final ArrayDeque<Fingerprint> tail = new ArrayDeque<>();
    private long group;

    /** Sequence of the newest transaction read. */
    private long newestRead;

    private String gtidText;

    /**
     * @param start where this run begins
     * @param withGtids whether transactions are named by MySQL GTIDs
     * @param recovered what earlier runs left
     */
    Progress(Checkpoint start, boolean withGtids, Recovered recovered) {
        this.withGtids = withGtids;
        GtidSet before = GtidSet.parse(start.gtids());
        gtids.add(before);
        tail.addAll(start.tail());
        this.mark = new Watermark(start.position(), this::passed, this::passed);
        this.slots = new SlotRing(recovered.slots());
        this.group = recovered.lastGroup();
        recovered
                .durable()
                .forEach((slot, ids) -> retain(slot, above(ids, start.position(), before)));
    }

    private void retain(int slot, List<TransactionId> ids) {
        if (!ids.isEmpty()) {
            slots.retain(slot);
            retainedLeft.put(slot, ids.size());
            ids.forEach(id -> applied.put(id, slot));
        }
    }

    private static List<TransactionId> above(
            List<TransactionId> ids, LogPosition mark, GtidSet before) {
        return ids.stream()
                .filter(id ->
                        switch (id) {
                            case TransactionId.Gtid gtid ->
                                    !before.contains(source(gtid), gtid.number());
                            case TransactionId.AtPosition at -> at.end().compareTo(mark) > 0;
                        })
                .toList();
    }

    private static GtidSource source(TransactionId.Gtid gtid) {
        return new GtidSource(gtid.source(), gtid.tag());
    }

    private void passed(TransactionId id) {
        switch (id) {
            case TransactionId.Gtid gtid -> {
                gtids.add(new Gtid(source(gtid), gtid.number()));
                gtidText = null;
            }
            case TransactionId.AtPosition at -> at.print().ifPresent(this::passed);
        }
    }

    private void passed(Gap gap) {
        if (!gap.gtids().isEmpty()) {
            gtids.add(gap.gtids());
            gtidText = null;
        }
        gap.newestPrints().forEach(this::passed);
    }

    private void passed(Fingerprint print) {
        tail.addLast(print);
        if (tail.size() > TAIL_LENGTH) {
            tail.removeFirst();
        }
    }

    /**
     * A transaction was read.
     *
     * @return true when an earlier run has made it durable, so that it must not be applied again
     */
    boolean opened(SourceTransaction transaction) {
        mark.opened(
                transaction.sequence(),
                transaction.id(),
                transaction.end(),
                transaction.commitMicros());
        newestRead = transaction.sequence();
        if (!metAgain(transaction.id())) {
            return false;
        }
        mark.closed(transaction.sequence());
        return true;
    }

    /** Whether an earlier run has applied it, and it was not met again yet. */
    boolean applied(TransactionId id) {
        return applied.containsKey(id);
    }

    /** Whether an earlier run has applied it; the slot that says so waits for one fewer. */
    private boolean metAgain(TransactionId id) {
        Integer slot = applied.remove(id);
        if (slot == null) {
            return false;
        }
        if (retainedLeft.merge(slot, -1, Integer::sum) == 0) {
            slots.retainedUpTo(slot, newestRead);
        }
        return true;
    }

    /**
     * Nothing in scope up to here; what an earlier run applied may be out of scope by now. The mark
     * passes it together with the newest transaction read before it.
     */
    void skipped(Optional<TransactionId> id, LogPosition end) {
        id.ifPresent(this::metAgain);
        mark.skipped(id.orElse(null), end);
    }

    /** A transaction is durable. */
    void closed(long sequence) {
        mark.closed(sequence);
    }

    /** Takes a slot for a group; empty when none may be overwritten before the mark has moved. */
    Optional<SlotUse> claim(TransactionGroup members) {
        int slot = slots.take(mark.sequence());
        if (slot < 0) {
            return Optional.empty();
        }
        long newest = 0;
        for (PendingTransaction member : members.members()) {
            newest = Math.max(newest, member.transaction().commitMicros());
        }
        group++;
        return Optional.of(new SlotUse(slot, group, newest));
    }

    /** Groups that may start now as far as slots go. */
    int slotsFree() {
        return slots.free(mark.sequence());
    }

    /** The group in this slot has ended; what is durable of it reaches up to this sequence. */
    void written(SlotUse use, long newestSequence) {
        slots.written(use.slot(), newestSequence);
    }

    /** The low-water mark now. */
    Checkpoint checkpoint() {
        if (withGtids && gtidText == null) {
            gtidText = gtids.build().toString();
        }
        return new Checkpoint(mark.position(), withGtids ? gtidText : "", List.copyOf(tail));
    }

    /** The mark once this transaction, with everything before it durable, is durable too. */
    Checkpoint checkpointAfter(SourceTransaction transaction) {
        if (!withGtids || !(transaction.id() instanceof TransactionId.Gtid gtid)) {
            List<Fingerprint> after = new ArrayList<>(tail);
            if (transaction.id() instanceof TransactionId.AtPosition at) {
                at.print().ifPresent(after::add);
            }
            return new Checkpoint(
                    transaction.end(),
                    checkpoint().gtids(),
                    after.subList(Math.max(0, after.size() - TAIL_LENGTH), after.size()));
        }
        GtidSet after = gtids.build().add(new Gtid(source(gtid), gtid.number()));
        return new Checkpoint(transaction.end(), after.toString());
    }

    Watermark mark() {
        return mark;
    }
}
