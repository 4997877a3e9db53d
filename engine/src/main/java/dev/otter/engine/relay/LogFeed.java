package dev.otter.engine.relay;

import java.io.Closeable;

/**
 * The events of a server's log as one reader gets them, raw and in order: from a connection of its
 * own or out of a relay, byte for byte the same. One thread; only {@link #abort} may come from
 * another. An event is valid until the next call of {@link #next}.
 */
public interface LogFeed extends Closeable {
    /**
     * Waits for the next event. False when the log ended, which endless feeds never do.
     *
     * @throws dev.otter.binlog.wire.WireException when it cannot go on; another feed may
     */
    boolean next();

    /** Bytes that hold the event. */
    byte[] buffer();

    /** Where in {@link #buffer} the event's header starts. */
    int offset();

    /** Length of the event: header, body, and checksum where there is one. */
    int length();

    /** Whether more of the log has arrived already. */
    boolean available();

    /** Whether a relay gives the events. */
    boolean shared();

    /** Breaks a wait in {@link #next}, which then throws. */
    void abort();

    /** Ends the feed. */
    @Override
    void close();
}
