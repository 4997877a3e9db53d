package dev.otter.engine.snapshot;

import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A table of a full load. Guarded by the lock of {@link SnapshotMerge}. */
final class CopyTable {

    /** What becomes of the log's changes of the table. */
    enum Fate {
        /** The copy will bring what they did. */
        LEFT_OUT,
        /** Done before the copy is whole. */
        AHEAD,
        /** Done as if there had been no copy. */
        WHOLE
    }

    private final TableName source;
    private final TableName target;
    private final Links links;
    private final boolean still;
    private Set<String> keys;
    private final CopyTerms terms;
    private final long estimated;
    private final long rowsBefore;
    private final List<CopyRange> ranges = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();
    private LogPosition begun;
    private volatile LogPosition finished;
    private boolean beginning;
    private int shapeVersion;
    private LogPosition unlikeAt;
    private String order = "";
    private boolean incomplete;
    private boolean completing;
    private volatile boolean aside;
    private final AtomicInteger outstanding = new AtomicInteger();

    /**
     * How the source's foreign keys link the table.
     *
     * @param parents tables to be copied before it
     * @param cascade tables whose rows go or change, unseen by the log, with rows of this one
     */
    record Links(Set<TableName> parents, Set<TableName> cascade) {
        Links {
            parents = Set.copyOf(parents);
            cascade = Set.copyOf(cascade);
        }
    }

    /**
     * @param parts its rows of the record, at least one
     * @param links how foreign keys link it
     * @param keys columns by which rows are found on either side, in lower case
     * @param still whether the log has to stand still while it is copied
     */
    CopyTable(List<Part> parts, Links links, Set<String> keys, boolean still) {
        Part first = parts.getFirst();
        this.source = first.source();
        this.target = first.target();
        this.links = links;
        this.keys = Set.copyOf(keys);
        this.still = still;
        this.terms = first.terms();
        this.incomplete = !terms.afterwards().isEmpty();
        this.estimated = first.estimated();
        this.rowsBefore = parts.stream().mapToLong(Part::rows).sum();
        this.begun = first.begun().orElse(null);
        boolean begunAtAll = first.state() == State.COPYING || first.state() == State.DONE;
        if (begunAtAll) {
            for (Part part : parts) {
                boolean done = part.state() == State.DONE;
                KeyRange left = new KeyRange(part.next(), part.end());
                ranges.add(new CopyRange(part.part(), left, done));
                part.finished().ifPresent(this::laterFinish);
            }
        }
        if (!begunAtAll || ranges.stream().anyMatch(range -> !range.done())) {
            finished = null;
        }
    }

    private void laterFinish(LogPosition position) {
        if (finished == null || position.compareTo(finished) > 0) {
            finished = position;
        }
    }

    TableName source() {
        return source;
    }

    TableName target() {
        return target;
    }

    Links links() {
        return links;
    }

    boolean still() {
        return still;
    }

    CopyTerms terms() {
        return terms;
    }

    Set<String> keys() {
        return keys;
    }

    long estimated() {
        return estimated;
    }

    /** Other columns by which rows are found on either side, in lower case. */
    void keyedBy(Set<String> columns) {
        keys = Set.copyOf(columns);
    }

    /** By what key its ranges are cut, as {@link TableReading#order} tells it; empty: unknown. */
    String order() {
        return order;
    }

    void orderedBy(String key) {
        order = key;
    }

    /** It is read from its start again, by another key; what is open of it breaks. */
    void restart(String key) {
        order = key;
        for (CopyRange range : ranges) {
            if (range.part() == 0) {
                range.restart();
            } else {
                range.finish();
            }
        }
        shapeChanged();
    }

    LogPosition begun() {
        return begun;
    }

    /** Rows that earlier runs copied. */
    long rowsBefore() {
        return rowsBefore;
    }

    /**
     * What becomes of a change.
     *
     * @param at end of the transaction before its own
     */
    Fate fate(LogPosition at) {
        if (finished != null && at.compareTo(finished) >= 0) {
            return Fate.WHOLE;
        }
        if (terms.way().overOld()) {
            return Fate.AHEAD;
        }
        boolean waits = still || ranges.isEmpty();
        return waits || (begun != null && at.compareTo(begun) < 0) ? Fate.LEFT_OUT : Fate.AHEAD;
    }

    boolean waiting() {
        return ranges.isEmpty() && finished == null && !beginning && !aside;
    }

    /** A reader has begun to prepare it. */
    void beginning(boolean now) {
        beginning = now;
    }

    boolean beginning() {
        return beginning;
    }

    void begin(LogPosition at, List<KeyRange> cut) {
        begun = at;
        beginning = false;
        for (int part = 0; part < cut.size(); part++) {
            ranges.add(new CopyRange(part, cut.get(part), false));
        }
    }

    List<CopyRange> ranges() {
        return ranges;
    }

    /** The last rows of a range were handed over. */
    void rangeFinished(CopyRange range, LogPosition at) {
        range.finish();
        if (ranges.stream().allMatch(CopyRange::done)) {
            finished = at;
        }
    }

    /** All rows were handed over while the log stood still. */
    void finishedStill(LogPosition at) {
        finished = at;
        beginning = false;
    }

    /** Rows are handed over; gives what has to be run once they are durable, by any thread. */
    Runnable handedOver() {
        outstanding.incrementAndGet();
        return outstanding::decrementAndGet;
    }

    /** Whether nothing is to be read of it any more. */
    boolean finished() {
        return finished != null || aside;
    }

    /** Whether all its rows are durable on the target, and the table is complete. */
    boolean over() {
        return aside || (durable() && !incomplete);
    }

    /** The same, and the pipeline has not given it up. */
    boolean whole() {
        return durable() && !incomplete;
    }

    /** Whether nothing is to be done any more once its rows are there. */
    boolean complete() {
        return aside || !incomplete;
    }

    /** Whether its copy has begun behind this point, so that what lies before does not matter. */
    boolean beginsBehind(LogPosition point) {
        return begun != null && begun.compareTo(point) >= 0;
    }

    private boolean durable() {
        return finished != null && outstanding.get() == 0;
    }

    /** The pipeline holds it: nothing of it is written any more. */
    void setAside() {
        aside = true;
        beginning = false;
    }

    /** Whether it was given up before all its rows were handed over. */
    boolean setAsideHalf() {
        return aside && finished == null;
    }

    /** Whether nothing of it is handed over any more. */
    boolean isAside() {
        return aside;
    }

    /** Whether all that was handed over of it is durable. */
    boolean handedIsDurable() {
        return outstanding.get() == 0;
    }

    /**
     * The source has no such table any more. What the log tells up to here is left out, and what it
     * tells later is of another table of its name.
     */
    void gone(LogPosition here) {
        setAside();
        begun = here;
        finished = here;
        incomplete = false;
    }

    /** Whether the statement that completes it can be run now. */
    boolean completable() {
        return !aside && durable() && incomplete && !completing;
    }

    /** Somebody runs the statement that completes it. */
    void completing(boolean now) {
        completing = now;
    }

    boolean completing() {
        return completing;
    }

    /** The statement has been run. */
    void completed() {
        incomplete = false;
        completing = false;
    }

    /** End of the log when both sides were first seen with unlike columns; null when they fit. */
    LogPosition unlikeAt() {
        return unlikeAt;
    }

    /** Both sides do not fit, or do again (null). */
    void unlikeSince(LogPosition end) {
        unlikeAt = end == null || unlikeAt == null ? end : unlikeAt;
    }

    List<Window> windows() {
        return windows;
    }

    /** Its columns changed at this point of the log. */
    void shapeChanged() {
        shapeVersion++;
        windows.forEach(Window::breakUp);
    }

    int shapeVersion() {
        return shapeVersion;
    }
}
