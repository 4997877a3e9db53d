package dev.otter.engine.transform.processor;

import java.time.Duration;

/**
 * What a row processor may take.
 *
 * @param perCall time for one image of a row
 * @param resultBytes bytes that the values which it sets in one image may have
 * @param stuckMax threads that may be stuck in it before it is not called any more
 */
public record ProcessorLimits(Duration perCall, long resultBytes, int stuckMax) {

    /** Those that the product runs with. */
    public static ProcessorLimits usual() {
        return new ProcessorLimits(Duration.ofSeconds(5), 16L << 20, 3);
    }
}
