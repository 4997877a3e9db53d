package dev.otter.model.channel;

import dev.otter.model.position.LogPosition;
import java.time.Instant;

/** Where a pipeline begins when the target holds no checkpoint of it yet. */
public sealed interface StartPoint {

    /** The end of the source's log at the moment of the first start. */
    record Now() implements StartPoint {}

    /** The oldest log that the source still has. */
    record Earliest() implements StartPoint {}

    /** Right behind this position. */
    record AtPosition(LogPosition position) implements StartPoint {}

    /** With the first transaction that is not in this GTID set (text as the server prints it). */
    record AfterGtids(String gtids) implements StartPoint {}

    /** With the first transaction committed at or after this time, by the source's clock. */
    record AtTime(Instant time) implements StartPoint {}
}
