package dev.otter.engine.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One pipeline's place at a relay. */
final class RelaySeat implements SharedLog {
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
    private static final long BARRED_NANOS = Duration.ofSeconds(30).toNanos();

    private final Relay relay;
    private boolean entered;
    private boolean expected;
    private long nextLook = System.nanoTime();

    RelaySeat(Relay relay) {
        this.relay = relay;
    }

    @Override
    public void enter() {
        if (!entered) {
            entered = true;
            relay.enter();
        }
    }

    @Override
    public void leave() {
        if (entered) {
            entered = false;
            relay.leave();
        }
    }

    @Override
    public Optional<LogFeed> join(ReadingPlace place) {
        Optional<LogFeed> feed = relay.join(place);
        if (feed.isEmpty() && expected) {
            // Else it would leave its connection again and again.
            nextLook = System.nanoTime() + BARRED_NANOS;
        }
        expected = false;
        return feed;
    }

    @Override
    public boolean offers(Supplier<ReadingPlace> place, BooleanSupplier atHead) {
        long now = System.nanoTime();
        if (now - nextLook < 0) {
            return false;
        }
        nextLook = now + LOOK_NANOS;
        expected = relay.offers(place.get(), atHead.getAsBoolean());
        return expected;
    }

    @Override
    public Optional<RelayFigures> figures() {
        return relay.figures();
    }
}
