package dev.otter.engine.load.random;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * Random numbers of a numbered repetition. Neighbouring seeds of {@link Random} itself begin almost
 * alike: its first {@code nextBoolean} is true for all small ones.
 */
public final class RandomSeed {
    private RandomSeed() {}

    /** The same for the same number. */
    public static Random of(long number) {
        return new Random(new SplittableRandom(number).nextLong());
    }
}
