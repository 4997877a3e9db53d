package dev.otter.model.position;

/**
 * A point of the source's log up to which everything is durable on the target.
 *
 * @param position the log position
 * @param gtids the executed GTID set at that point as the server prints it; empty when the source
 *     has no GTIDs
 */
public record Checkpoint(LogPosition position, String gtids) {
    public Checkpoint {
        if (gtids.indexOf('|') >= 0) {
            throw new IllegalArgumentException("'" + gtids + "' is not a GTID set");
        }
    }

    /** The form kept on the target: {@code file:offset|gtids}. */
    public String text() {
        return position + "|" + gtids;
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
        return new Checkpoint(LogPosition.parse(text.substring(0, bar)), text.substring(bar + 1));
    }
}
