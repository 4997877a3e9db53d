package dev.otter.engine.verify.online;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The parts of a sweep in their order, each with its own counts until all its rows are decided. The
 * parts before the oldest open one are summed up: that is how far the pair is done. For one thread.
 */
final class Parts {
    private final ArrayDeque<Part> open = new ArrayDeque<>();
    private Tally done;
    private Optional<SweepPoint> doneUpTo = Optional.empty();

    /** One of them. */
    static final class Part {
        private SweepPoint end;
        private Tally tally = Tally.NONE;
        private int candidates;
        private boolean read;

        /** A candidate was gathered. */
        void gathered() {
            candidates++;
        }

        /** A candidate was decided, with these counts. */
        void decided(Tally counts) {
            candidates--;
            tally = tally.plus(counts);
        }

        /** All of it has been read. */
        void read(Tally counts, SweepPoint point) {
            tally = tally.plus(counts);
            end = point;
            read = true;
        }
    }

    /**
     * @param before what an earlier run has counted
     */
    Parts(Tally before) {
        this.done = before;
    }

    Part begin() {
        Part part = new Part();
        open.addLast(part);
        return part;
    }

    int size() {
        return open.size();
    }

    /** Sums up what is done; gives the point up to which it is, when that has moved. */
    Optional<SweepPoint> advance() {
        boolean moved = false;
        while (!open.isEmpty() && open.peekFirst().read && open.peekFirst().candidates == 0) {
            Part part = open.removeFirst();
            done = done.plus(part.tally);
            doneUpTo = Optional.of(part.end);
            moved = true;
        }
        return moved ? doneUpTo : Optional.empty();
    }

    /** The counts up to the point of {@link #advance}. */
    Tally done() {
        return done;
    }
}
