package dev.otter.engine.load.schedule;

/**
 * Which checkpoint slot a group may overwrite.
 *
 * <p>A slot holds the ids of the group that wrote it last. It may be written again only when all of
 * them lie at or below the low-water mark that is written with it: otherwise a crash would forget
 * that they are durable, and apply them twice. One thread.
 */
public final class SlotRing {
    private static final long FREE = 0;

    /** Per slot the greatest sequence of its group; a slot is free once the mark has reached it. */
    private final long[] lastSequence;

    private final boolean[] inFlight;
    private int next;

    public SlotRing(int slots) {
        this.lastSequence = new long[slots];
        this.inFlight = new boolean[slots];
    }

    /** The slot holds ids of an earlier run that are above the mark and not read again yet. */
    public void retain(int slot) {
        lastSequence[slot] = Long.MAX_VALUE;
    }

    /** All retained ids of the slot were read again; the newest has this sequence in this run. */
    public void retainedUpTo(int slot, long sequence) {
        lastSequence[slot] = sequence;
    }

    /**
     * Takes a slot.
     *
     * @param markSequence the low-water mark that will be written with it
     * @return the slot's number, or -1 when none may be overwritten yet
     */
    public int take(long markSequence) {
        for (int tried = 0; tried < lastSequence.length; tried++) {
            int slot = next;
            next = (next + 1) % lastSequence.length;
            if (!inFlight[slot] && lastSequence[slot] <= markSequence) {
                inFlight[slot] = true;
                return slot;
            }
        }
        return -1;
    }

    /** How many slots may be overwritten now. */
    public int free(long markSequence) {
        int free = 0;
        for (int slot = 0; slot < lastSequence.length; slot++) {
            if (!inFlight[slot] && lastSequence[slot] <= markSequence) {
                free++;
            }
        }
        return free;
    }

    /** The group in the slot is durable; its newest transaction has this sequence. */
    public void written(int slot, long newestSequence) {
        inFlight[slot] = false;
        lastSequence[slot] = Math.max(FREE, newestSequence);
    }
}
