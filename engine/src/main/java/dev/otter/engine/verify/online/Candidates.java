package dev.otter.engine.verify.online;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys whose rows may differ, until they are decided; each is looked at again after a growing
 * pause. For one thread.
 */
final class Candidates {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(40);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Map<RowKey, Candidate> open = new LinkedHashMap<>();

    /** One of them. */
    static final class Candidate {
        private final RowKey key;
        private final Parts.Part part;
        private int tries;
        private int pauses;
        private boolean afterWriters;
        private long due;

        private Candidate(RowKey key, Parts.Part part, long now) {
            this.key = key;
            this.part = part;
            this.due = now;
        }

        RowKey key() {
            return key;
        }

        /** How often it was changed while it was looked at. */
        int tries() {
            return tries;
        }

        boolean afterWriters() {
            return afterWriters;
        }
    }

    void add(RowKey key, Parts.Part part) {
        if (!open.containsKey(key)) {
            open.put(key, new Candidate(key, part, System.nanoTime()));
            part.gathered();
        }
    }

    int size() {
        return open.size();
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Those whose pause is over, of one kind of reading, as many as fit. */
    List<Candidate> due(int most) {
        long now = System.nanoTime();
        List<Candidate> due = new ArrayList<>();
        for (Candidate candidate : open.values()) {
            boolean alike = due.isEmpty() || due.getFirst().afterWriters == candidate.afterWriters;
            if (due.size() < most && alike && candidate.due - now <= 0) {
                due.add(candidate);
            }
        }
        return due;
    }

    /** Until the next one is due; nothing when there is none. */
    Duration untilDue() {
        long now = System.nanoTime();
        long next = LONGEST_PAUSE.toNanos();
        for (Candidate candidate : open.values()) {
            next = Math.min(next, candidate.due - now);
        }
        return Duration.ofNanos(Math.max(0, next));
    }

    /** It is decided, with these counts. */
    void decided(Candidate candidate, Tally counts) {
        open.remove(candidate.key);
        candidate.part.decided(counts);
    }

    /** It was changed meanwhile. */
    void touched(Candidate candidate) {
        candidate.tries++;
        again(candidate);
    }

    /** It waits for something else than its own rest. */
    void again(Candidate candidate) {
        long pause = FIRST_PAUSE.toNanos() << Math.min(candidate.pauses++, 10);
        candidate.due = System.nanoTime() + Math.min(pause, LONGEST_PAUSE.toNanos());
    }

    /** From now on only reads that wait for writers count. */
    void afterWriters(Candidate candidate) {
        candidate.afterWriters = true;
        candidate.due = System.nanoTime();
    }
}
