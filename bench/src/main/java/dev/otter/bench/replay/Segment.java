package dev.otter.bench.replay;

import dev.otter.model.position.LogPosition;

/**
 * A stretch of the source's log that holds the changes of one mix only.
 *
 * @param mix whose changes
 * @param begin where contenders begin to read
 * @param warm up to here is warming up, an eighth of the changes on top; begin where there is none
 * @param end where the measured part ends
 * @param rows changed rows between {@code warm} and {@code end}
 */
public record Segment(Mix mix, LogPosition begin, LogPosition warm, LogPosition end, long rows) {}
