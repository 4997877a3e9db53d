package dev.otter.binlog.stream;

import java.util.OptionalLong;

/** The moment in an event's header. */
final class EventStamp {
    private static final int FLAGS = 17;
    private static final int HEADER = 19;

    /** Flag of events that are made up for the replica and not in the file. */
    private static final int ARTIFICIAL = 0x20;

    private EventStamp() {}

    /** Seconds since 1970, or nothing for a made-up event. */
    static OptionalLong of(BinlogStream stream) {
        byte[] buffer = stream.buffer();
        int at = stream.offset();
        if (stream.length() < HEADER || (buffer[at + FLAGS] & ARTIFICIAL) != 0) {
            return OptionalLong.empty();
        }
        long seconds =
                (buffer[at] & 0xFFL)
                        | (buffer[at + 1] & 0xFFL) << 8
                        | (buffer[at + 2] & 0xFFL) << 16
                        | (buffer[at + 3] & 0xFFL) << 24;
        return seconds == 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
    }
}
