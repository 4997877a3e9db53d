package dev.otter.engine.relay;

import java.time.Duration;

/**
 * Signs of life of the shared connection. Written by the shared reader's thread; any thread reads.
 */
final class Pulse {
    /** A break that is mended within this time is nobody's business. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** As on a connection of one's own: three heartbeats and a second. */
    private static final Duration SILENCE = Duration.ofSeconds(7);

    private record State(boolean up, boolean over, String why, long since) {}

    /**
     * A heartbeat as it came.
     *
     * @param count heartbeats so far
     */
    record Beat(long count, byte[] event) {}

    private volatile State state = new State(false, false, "it connects", System.nanoTime());
    private volatile long heard = System.nanoTime();
    private volatile boolean level;
    private volatile Beat beat = new Beat(0, new byte[0]);

    /** Something has come. */
    void heard() {
        heard = System.nanoTime();
    }

    /** All that the source had was read. */
    void levelled() {
        level = true;
    }

    /** Whether all that the source had was read since it was connected to. */
    boolean level() {
        return level;
    }

    void beat(byte[] event) {
        beat = new Beat(beat.count() + 1, event);
    }

    Beat beat() {
        return beat;
    }

    /** The connection stands, and is one to the log that was read before. */
    void up() {
        heard();
        state = new State(true, false, "", System.nanoTime());
    }

    /** The connection is gone and will be tried again. */
    void down(String why) {
        level = false;
        State now = state;
        boolean still = !now.up() && !now.over();
        state = new State(false, false, why, still ? now.since() : System.nanoTime());
    }

    /** Nobody tries any more. */
    void over(String why) {
        state = new State(false, true, why, System.nanoTime());
    }

    /** Whether the connection stands. */
    boolean alive() {
        return state.up();
    }

    /** Why nothing more is to be waited for; empty while it is. */
    String trouble() {
        State now = state;
        long time = System.nanoTime();
        if (now.over() || !now.up() && time - now.since() > GRACE.toNanos()) {
            return "the shared reader of the source's log is away: " + now.why();
        }
        return now.up() && time - heard > SILENCE.toNanos()
                ? "the source has been silent for " + SILENCE.toSeconds() + " s"
                : "";
    }
}
