package dev.otter.binlog.wire;

import java.util.Arrays;

/** First sequence numbers of the answers that are still to come, oldest first. */
final class SequenceQueue {
    private byte[] ring = new byte[16];
    private int head;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void add(int sequence) {
        if (size == ring.length) {
            byte[] grown = Arrays.copyOfRange(ring, head, head + 2 * size);
            System.arraycopy(ring, 0, grown, ring.length - head, head);
            ring = grown;
            head = 0;
        }
        ring[(head + size) & (ring.length - 1)] = (byte) sequence;
        size++;
    }

    int remove() {
        int sequence = ring[head] & 0xFF;
        head = head + 1 & ring.length - 1;
        size--;
        return sequence;
    }
}
