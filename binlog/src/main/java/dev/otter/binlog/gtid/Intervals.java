package dev.otter.binlog.gtid;

import java.util.Arrays;

/**
 * Growing list of intervals of numbers: sorted, apart from each other, ends excluded. Adding the
 * next number of the last interval, which is the rule in a log, costs no search.
 */
final class Intervals {
    /** start 0, end 0, start 1, end 1, … */
    private long[] bounds;

    private int used;

    Intervals() {
        this(new long[4], 0);
    }

    private Intervals(long[] bounds, int used) {
        this.bounds = bounds;
        this.used = used;
    }

    static Intervals copyOf(long[] bounds) {
        return new Intervals(Arrays.copyOf(bounds, Math.max(4, bounds.length)), bounds.length);
    }

    long[] toArray() {
        return Arrays.copyOf(bounds, used);
    }

    boolean isEmpty() {
        return used == 0;
    }

    /** Adds all numbers from {@code start} to before {@code end}. */
    void add(long start, long end) {
        if (used > 0 && start == bounds[used - 1]) {
            bounds[used - 1] = end;
            return;
        }
        if (used == 0 || start > bounds[used - 1]) {
            insert(used, start, end);
            return;
        }
        addSomewhere(start, end);
    }

    private void addSomewhere(long start, long end) {
        int from = firstEndingAtOrAfter(start);
        if (bounds[from] > end) {
            insert(from, start, end);
            return;
        }
        int to = from;
        while (to < used && bounds[to] <= end) {
            to += 2;
        }
        bounds[from] = Math.min(bounds[from], start);
        bounds[from + 1] = Math.max(bounds[to - 1], end);
        remove(from + 2, to);
    }

    /** Takes away all numbers from {@code start} to before {@code end}. */
    void subtract(long start, long end) {
        int at = firstEndingAtOrAfter(start + 1);
        while (at < used && bounds[at] < end) {
            long low = bounds[at];
            long high = bounds[at + 1];
            if (low < start && high > end) {
                bounds[at + 1] = start;
                insert(at + 2, end, high);
                return;
            }
            if (low < start) {
                bounds[at + 1] = start;
                at += 2;
            } else if (high > end) {
                bounds[at] = end;
                return;
            } else {
                remove(at, at + 2);
            }
        }
    }

    /** Index of the first interval whose (excluded) end is at or after the number. */
    private int firstEndingAtOrAfter(long number) {
        int low = 0;
        int high = used / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle + 1] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 2 * low;
    }

    private void insert(int at, long start, long end) {
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, used * 2);
        }
        System.arraycopy(bounds, at, bounds, at + 2, used - at);
        bounds[at] = start;
        bounds[at + 1] = end;
        used += 2;
    }

    private void remove(int from, int to) {
        System.arraycopy(bounds, to, bounds, from, used - to);
        used -= to - from;
    }

    static boolean contains(long[] bounds, long start, long end) {
        int low = 0;
        int high = bounds.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle + 1] <= start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int at = 2 * low;
        return at < bounds.length && bounds[at] <= start && end <= bounds[at + 1];
    }

    static boolean intersects(long[] left, long[] right) {
        int i = 0;
        int j = 0;
        while (i < left.length && j < right.length) {
            if (left[i] < right[j + 1] && right[j] < left[i + 1]) {
                return true;
            }
            if (left[i + 1] <= right[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return false;
    }
}
