package dev.otter.bench.replay;

import dev.otter.model.position.LogPosition;

/**
 * A stretch of the source's log: changes to warm up with, then those of one mix.
 *
 * @param mix whose changes
 * @param begin where contenders begin to read
 * @param warm up to here is warming up
 * @param end where the measured part ends
 * @param rows changed rows between {@code warm} and {@code end}
 */
public record Segment(Mix mix, LogPosition begin, LogPosition warm, LogPosition end, long rows) {

    /** The database whose changes warm up; another one than the mix's own when it differs. */
    public String warmUpDatabase() {
        return mix.warmUp().database();
    }
}
