package dev.otter.testkit.workload.oltp;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A set of ids from which one can be drawn at random in constant time. Not thread-safe. */
final class LiveIds {

    private long[] ids = new long[64];
    private int size;

    int size() {
        return size;
    }

    void add(long id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
    }

    long random(RandomGenerator random) {
        return ids[random.nextInt(size)];
    }

    long takeRandom(RandomGenerator random) {
        int i = random.nextInt(size);
        long id = ids[i];
        ids[i] = ids[--size];
        return id;
    }
}
