package dev.otter.engine.relay;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A pipeline's way to the shared reader of its source. The pipeline's reading thread only, except
 * {@link #figures}.
 */
public interface SharedLog {
    /** There is none: everybody reads on a connection of his own. */
    SharedLog NONE =
            new SharedLog() {
                @Override
                public void enter() {}

                @Override
                public void leave() {}

                @Override
                public Optional<LogFeed> join(ReadingPlace place) {
                    return Optional.empty();
                }

                @Override
                public boolean offers(Supplier<ReadingPlace> place, BooleanSupplier atHead) {
                    return false;
                }

                @Override
                public Optional<RelayFigures> figures() {
                    return Optional.empty();
                }
            };

    /** The pipeline reads from now on, in whichever way. */
    void enter();

    /** It does not any more. */
    void leave();

    /** The log from that place on; empty when the relay does not have it. */
    Optional<LogFeed> join(ReadingPlace place);

    /**
     * Whether somebody who reads on his own should end that and {@link #join}. Cheap; to be asked
     * between two transactions. May begin a relay at that place.
     *
     * @param place where he is; asked for only when it matters
     * @param atHead whether he knows his place on this server and has read all that has come; asked
     *     for only when it matters
     */
    boolean offers(Supplier<ReadingPlace> place, BooleanSupplier atHead);

    /** The relay as it is now; empty when there is none. Any thread. */
    Optional<RelayFigures> figures();
}
