package dev.otter.engine.resync;

import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.DeliverySink;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Takes requests out of the stream, and puts the rows that were read for them into it, each page as
 * a transaction of its own between two others. See ADR 23. Belongs to the reading thread.
 */
final class ResyncMerge implements DeliverySink {
    private static final int PAGE = 200;
    private static final int DELAYED_MAX = 1_000;
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 30_000_000_000L;

    /** Lies before all positions of logs, so that no restart takes it for one. */
    private static final String LOG = "resync.0";

    private final RequestRows records;
    private final OpenRequests open;
    private final RequestScope scope;
    private final SourceRows source;
    private final ResyncNotes notes;
    private final LongSupplier nowMicros;
    private final LongSupplier nanos;
    private final DeliverySink next;

    private final ArrayDeque<Delayed> delayed = new ArrayDeque<>();
    private final List<ResyncRequest> ofGiant = new ArrayList<>();
    private LogPosition at;
    private boolean insideGiant;
    private int number;
    private long sequence;
    private long handedOn;
    private Reading.Rows waiting;
    private long pausedUntil;
    private long pause;

    /** When the next of those that wait for another session may go. */
    private long delayedUntil;

    /** A request that waits for another session. */
    private record Delayed(ResyncRequest request, long due, long pause, String why) {}

    /**
     * What it works with.
     *
     * @param records how open requests are written
     * @param open the requests
     * @param scope which of them are ours
     * @param source where rows are read
     * @param notes gets what people should know
     */
    record Parts(
            RequestRows records,
            OpenRequests open,
            RequestScope scope,
            SourceRows source,
            ResyncNotes notes) {}

    /**
     * Clocks.
     *
     * @param nowMicros microseconds since 1970
     * @param nanos a clock that only measures
     */
    record Clocks(LongSupplier nowMicros, LongSupplier nanos) {}

    /**
     * @param start where the stream begins
     * @param next the stage behind
     */
    ResyncMerge(Parts parts, Clocks clocks, LogPosition start, DeliverySink next) {
        this.records = parts.records();
        this.open = parts.open();
        this.scope = parts.scope();
        this.source = parts.source();
        this.notes = parts.notes();
        this.nowMicros = clocks.nowMicros();
        this.nanos = clocks.nanos();
        this.at = start;
        this.next = next;
        this.pausedUntil = nanos.getAsLong();
        this.delayedUntil = pausedUntil;
    }

    @Override
    public void accept(Delivery delivery) {
        switch (delivery) {
            case Delivery.Transaction whole -> transaction(whole.transaction());
            case Delivery.Skipped skipped -> {
                before(skipped.end());
                if (skipped.id().isPresent() || skipped.end().compareTo(at) != 0) {
                    next.accept(skipped);
                }
                at = skipped.end();
            }
            case Delivery.SchemaChange change -> {
                if (!change.within()) {
                    before(change.particulars().end());
                }
                next.accept(change.with(numbered(change.particulars(), List.of())));
                if (!change.within()) {
                    at = change.particulars().end();
                }
            }
            case Delivery.GiantPart part -> giantPart(part);
            case Delivery.GiantEnd end -> giantEnd(end);
            case Delivery.GiantBroken broken -> {
                insideGiant = false;
                ofGiant.clear();
                number = 0;
                next.accept(broken);
            }
        }
        if (!insideGiant) {
            due();
            work();
        }
    }

    private void transaction(SourceTransaction t) {
        before(t.end());
        List<ResyncRequest> requests = new ArrayList<>();
        List<RowChanges> changes = withoutRequests(t.changes(), requests);
        number = 0;
        if (changes.isEmpty()) {
            next.accept(new Delivery.Skipped(Optional.of(t.id()), t.end()));
        } else {
            next.accept(new Delivery.Transaction(numbered(t, changes)));
        }
        at = t.end();
        open.add(requests);
    }

    private void giantPart(Delivery.GiantPart part) {
        insideGiant = true;
        if (waiting != null) {
            // Whether the giant ends before or behind their place is not known yet.
            open.putBack(waiting.over());
            waiting = null;
        }
        List<ResyncRequest> requests = new ArrayList<>();
        List<RowChanges> changes = withoutRequests(part.changes(), requests);
        long kept = ofGiant.stream().mapToLong(ResyncRequest::bytes).sum();
        for (ResyncRequest request : requests) {
            // One more than there is room for tells that the rest is to be fetched.
            if (ofGiant.size() <= Resync.REQUESTS_MAX && kept <= Resync.REQUEST_BYTES_MAX) {
                ofGiant.add(request);
                kept += request.bytes();
            }
        }
        next.accept(new Delivery.GiantPart(changes, rows(changes), bytes(changes), part.id()));
    }

    private void giantEnd(Delivery.GiantEnd end) {
        next.accept(new Delivery.GiantEnd(numbered(end.particulars(), List.of())));
        insideGiant = false;
        at = end.particulars().end();
        number = 0;
        open.add(ofGiant);
        ofGiant.clear();
    }

    /** The changes with the requests that are ours as rows of the target's own table. */
    private List<RowChanges> withoutRequests(
            List<RowChanges> changes, List<ResyncRequest> requests) {
        List<RowChanges> kept = new ArrayList<>(changes.size());
        for (RowChanges change : changes) {
            if (!BufferRows.is(change.source().name())) {
                kept.add(change);
                continue;
            }
            List<ResyncRequest> ours = new ArrayList<>();
            number =
                    BufferRows.read(
                            change,
                            at,
                            number,
                            request -> {
                                if (scope.wants(request, notes::bad)) {
                                    ours.add(request);
                                }
                            },
                            notes::bad);
            if (!ours.isEmpty()) {
                kept.add(records.opened(ours));
                requests.addAll(ours);
            }
        }
        return kept;
    }

    private SourceTransaction numbered(SourceTransaction t, List<RowChanges> changes) {
        sequence++;
        return new SourceTransaction(
                sequence,
                t.id(),
                t.end(),
                t.commitMicros(),
                changes,
                rows(changes),
                bytes(changes));
    }

    private static int rows(List<RowChanges> changes) {
        return changes.stream().mapToInt(RowChanges::rows).sum();
    }

    private static long bytes(List<RowChanges> changes) {
        return changes.stream().mapToLong(RowChanges::size).sum();
    }

    /** What ends behind the place of the rows that wait began there at the earliest. */
    private void before(LogPosition end) {
        if (waiting != null && end.compareTo(waiting.at()) > 0) {
            handOn();
        }
    }

    private void due() {
        if (waiting != null && at.compareTo(waiting.at()) >= 0) {
            handOn();
        }
    }

    private void handOn() {
        Reading.Rows ready = waiting;
        waiting = null;
        List<RowChanges> changes = new ArrayList<>(ready.rows());
        if (!ready.over().isEmpty()) {
            changes.add(records.closed(ready.over()));
        }
        if (changes.isEmpty()) {
            return;
        }
        sequence++;
        handedOn++;
        next.accept(
                new Delivery.Transaction(
                        new SourceTransaction(
                                sequence,
                                new TransactionId.AtPosition(new LogPosition(LOG, handedOn)),
                                at,
                                nowMicros.getAsLong(),
                                changes,
                                rows(changes),
                                bytes(changes))));
    }

    /** Reads pages as long as the stream is at the end of the log. */
    private void work() {
        while (waiting == null && nanos.getAsLong() - pausedUntil >= 0) {
            List<ResyncRequest> page = page();
            if (page.isEmpty()) {
                return;
            }
            read(page);
            due();
        }
    }

    /** Those that waited for another session go alone, so that they hold back no other. */
    private List<ResyncRequest> page() {
        Delayed first = delayed.peekFirst();
        long now = nanos.getAsLong();
        if (first != null && now - first.due() >= 0 && now - delayedUntil >= 0) {
            return List.of(first.request());
        }
        if (delayed.size() >= DELAYED_MAX) {
            return List.of();
        }
        try {
            List<ResyncRequest> page = open.take(PAGE);
            notes.targetBack();
            return page;
        } catch (OtterException | WireException e) {
            notes.targetAway(e.getMessage());
            rest();
            return List.of();
        }
    }

    private void read(List<ResyncRequest> page) {
        boolean again = !delayed.isEmpty() && delayed.getFirst().request().equals(page.getFirst());
        Reading reading;
        try {
            reading = source.read(page);
            notes.sourceBack();
        } catch (OtterException | WireException e) {
            if (!again) {
                open.putBack(page);
            }
            notes.sourceAway(e.getMessage());
            rest();
            return;
        }
        switch (reading) {
            case Reading.Rows rows -> {
                if (again) {
                    delayed.removeFirst();
                }
                rows.refused().forEach(notes::bad);
                open.putBack(rows.left());
                waiting = rows;
                pauseFor(rows.unlike());
            }
            case Reading.Busy busy -> delay(busy, page, again);
        }
        notes.locked(delayed.size(), delayed.isEmpty() ? "" : delayed.getFirst().why());
    }

    private void delay(Reading.Busy busy, List<ResyncRequest> page, boolean again) {
        long before = again ? delayed.removeFirst().pause() : FIRST_PAUSE_NANOS / 2;
        long longer = Math.min(LONGEST_PAUSE_NANOS, 2 * before);
        long due = nanos.getAsLong() + longer;
        delayed.addLast(new Delayed(busy.which(), due, longer, busy.why()));
        if (again) {
            delayedUntil = due;
            return;
        }
        List<ResyncRequest> others = new ArrayList<>(page);
        others.remove(busy.which());
        open.putBack(others);
        // Nothing was read of the log while it waited.
        rest();
    }

    /** What the target's tables are not ready for is looked at later. */
    private void pauseFor(Optional<String> unlike) {
        notes.unlike(unlike);
        if (unlike.isPresent()) {
            rest();
        } else {
            pause = 0;
        }
    }

    private void rest() {
        pause = Math.clamp(2 * pause, FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
        pausedUntil = nanos.getAsLong() + pause;
    }
}
