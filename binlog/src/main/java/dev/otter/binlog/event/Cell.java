package dev.otter.binlog.event;

/**
 * How a cell's length tells its state: from 0 up the value's bytes, {@link #NULL}, {@link #ABSENT},
 * and from -3 down a JSON difference of {@code -3 - length} bytes.
 */
public final class Cell {
    /** The value is NULL. */
    public static final int NULL = -1;

    /** The image does not hold the column. */
    public static final int ABSENT = -2;

    private static final int PARTIAL = -3;

    /** What a cell can be. */
    public enum State {
        PRESENT,
        NULL,
        ABSENT,
        PARTIAL_JSON
    }

    private Cell() {}

    /** The state that a length stands for. */
    public static State state(int length) {
        if (length >= 0) {
            return State.PRESENT;
        }
        return length == NULL ? State.NULL : length == ABSENT ? State.ABSENT : State.PARTIAL_JSON;
    }

    /** The length stands for a JSON difference. */
    public static boolean partial(int length) {
        return length <= PARTIAL;
    }

    /** Bytes of a JSON difference. */
    public static int partialLength(int length) {
        return PARTIAL - length;
    }

    static int ofPartial(int bytes) {
        return PARTIAL - bytes;
    }
}
