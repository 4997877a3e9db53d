package dev.otter.engine.verify.live;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Chooses some of the rows of a change by chance. For one thread. */
final class Share {
    private final int percent;
    private final RandomGenerator random;

    /**
     * @param percent of a hundred rows so many, on average
     */
    Share(int percent, RandomGenerator random) {
        this.percent = percent;
        this.random = random;
    }

    /** Which of so many rows are chosen, by their numbers from 0 on, in order. */
    int[] of(int rows) {
        if (percent >= 100) {
            return IntStream.range(0, rows).toArray();
        }
        int[] chosen = new int[rows];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (random.nextInt(100) < percent) {
                chosen[count++] = row;
            }
        }
        return Arrays.copyOf(chosen, count);
    }
}
