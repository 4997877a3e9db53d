package dev.otter.model.channel;

import java.util.Objects;

/**
 * Whether pipelines of one process may read a source's log through one connection, and how much of
 * it is kept for those that read more slowly than it comes.
 *
 * @param when whether they do
 * @param megabytes of the source's log that are kept at most; 0 for as many as the process is told
 */
public record LogSharing(When when, int megabytes) {
    /** What is kept where nothing is said of it. */
    public static final int USUAL_MEGABYTES = 1_024;

    /** Nobody may ask for more. */
    public static final int MOST_MEGABYTES = 1 << 20;

    public static final LogSharing AUTO = new LogSharing(When.AUTO, 0);
    public static final LogSharing ALWAYS = new LogSharing(When.ALWAYS, 0);
    public static final LogSharing NEVER = new LogSharing(When.NEVER, 0);

    /** Whether a source's pipelines share. */
    public enum When {
        /** Where the process is told to keep something of the log. */
        AUTO,
        /** From two pipelines on. */
        ALWAYS,
        /** Each reads on a connection of its own. */
        NEVER
    }

    public LogSharing {
        Objects.requireNonNull(when, "when");
        if (megabytes < 0 || megabytes > MOST_MEGABYTES) {
            throw new IllegalArgumentException(
                    "%d MB of log to keep; allowed are 1 to %d, and 0 for as many as the process is told"
                            .formatted(megabytes, MOST_MEGABYTES));
        }
        if (when == When.NEVER && megabytes > 0) {
            throw new IllegalArgumentException(
                    "%d MB of log to keep for pipelines that never share; leave one of both away"
                            .formatted(megabytes));
        }
    }

    /**
     * Bytes of the log that are kept at most; 0 when it is not shared.
     *
     * @param usual of the process; 0 when it is told nothing
     */
    public long relayBytes(long usual) {
        if (when == When.NEVER || when == When.AUTO && usual == 0) {
            return 0;
        }
        if (megabytes > 0) {
            return (long) megabytes << 20;
        }
        return usual > 0 ? usual : (long) USUAL_MEGABYTES << 20;
    }
}
