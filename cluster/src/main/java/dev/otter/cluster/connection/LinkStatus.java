package dev.otter.cluster.connection;

import java.time.Instant;

/**
 * The state of a connection.
 *
 * @param state what it is
 * @param since when it became so
 * @param reason a sentence for people
 */
public record LinkStatus(State state, Instant since, String reason) {

    /**
     * The states, and what they lead to.
     *
     * <pre>
     * CONNECTING ─► CONNECTED ◄─► INTERRUPTED ─► SESSION_LOST ─► CONNECTED (new session)
     *      └────────────┴──────────────┴───────────────┴──► CLOSED
     * </pre>
     */
    public enum State {
        /** Not yet connected for the first time. */
        CONNECTING,
        /** A server answers. */
        CONNECTED,
        /** No server answers; the session may live on, and is continued if it does. */
        INTERRUPTED,
        /** No server was heard for as long as the session lasts; a new one is being made. */
        SESSION_LOST,
        /** Closed by us. */
        CLOSED
    }

    public boolean connected() {
        return state == State.CONNECTED;
    }
}
