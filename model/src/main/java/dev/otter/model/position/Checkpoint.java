package dev.otter.model.position;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A point of the source's log up to which everything is durable on the target.
 *
 * @param position the log position
 * @param gtids the executed GTID set at that point as the server prints it; empty when the source
 *     has no GTIDs
 * @param tail the last transactions in scope before that point, in log order, by which it is found
 *     in the log of a standby; empty when that is not asked for
 */
public record Checkpoint(LogPosition position, String gtids, List<Fingerprint> tail) {
    public Checkpoint {
        tail = List.copyOf(tail);
        if (gtids.indexOf('|') >= 0) {
            throw new IllegalArgumentException("'" + gtids + "' is not a GTID set");
        }
    }

    /** One that is not to be found in another server's log without GTIDs. */
    public Checkpoint(LogPosition position, String gtids) {
        this(position, gtids, List.of());
    }

    /**
     * The form kept on the target: {@code file:offset|gtids}, and {@code |tail} where it has one.
     */
    public String text() {
        return tail.isEmpty()
                ? position + "|" + gtids
                : tail.stream()
                        .map(Fingerprint::text)
                        .collect(Collectors.joining(",", position + "|" + gtids + "|", ""));
    }

    /**
     * Reads what {@link #text()} gives.
     *
     * @throws IllegalArgumentException when it is not of that form
     */
    public static Checkpoint parse(String text) {
        int bar = text.indexOf('|');
        if (bar < 0) {
            throw new IllegalArgumentException("'" + text + "' is not a checkpoint");
        }
        LogPosition position = LogPosition.parse(text.substring(0, bar));
        int second = text.indexOf('|', bar + 1);
        if (second < 0) {
            return new Checkpoint(position, text.substring(bar + 1));
        }
        List<Fingerprint> tail =
                Stream.of(text.substring(second + 1).split(",")).map(Fingerprint::parse).toList();
        return new Checkpoint(position, text.substring(bar + 1, second), tail);
    }
}
