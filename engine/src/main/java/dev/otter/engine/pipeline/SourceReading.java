package dev.otter.engine.pipeline;

import dev.otter.engine.relay.RelayFigures;
import java.util.Optional;

/**
 * How a pipeline gets its source's log.
 *
 * @param by which connection
 * @param relay of the reader that pipelines share; empty when there is none
 */
public record SourceReading(By by, Optional<RelayFigures> relay) {
    /** Nothing is read. */
    public static final SourceReading NONE = new SourceReading(By.NONE, Optional.empty());

    /** Whether there is a connection that pipelines share, read by this one or not. */
    public boolean sharing() {
        return by == By.SHARED || relay.isPresent();
    }

    /** Through which connection events come. */
    public enum By {
        /** None at the moment. */
        NONE,
        /** One of its own. */
        OWN,
        /** The one that it shares with other pipelines. */
        SHARED
    }
}
