package dev.otter.engine.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relay of one source and those who may read from it. Thread-safe; never waits for the source
 * or for a reader.
 */
final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int WORTH_IT = 2;
    private static final long UNUSED_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long SEGMENT_MAX = 32L << 20;
    private static final int SEGMENTS = 16;
    private static final long LARGEST_OFFSET = 0xFFFF_FFFFL;

    private final Path folder;
    private RelaySource source;
    private long limit;
    private int members;
    private int cursors;
    private long unusedSince = System.nanoTime();
    private long againAt = System.nanoTime();
    private boolean opening;
    private boolean rotten;
    private boolean closed;
    private SegmentRing ring;
    private Pulse pulse = new Pulse();
    private RelayWriter writer;

    /** Which opens the ring, and later fills it. */
    private Thread thread;

    /**
     * @param folder of this relay alone
     * @param limit bytes it may take there
     */
    Relay(RelaySource source, Path folder, long limit) {
        this.source = source;
        this.folder = folder;
        this.limit = limit;
    }

    /** How the source is reached, and how much may be kept of it, from now on. */
    synchronized void use(RelaySource newest, long bytes) {
        source = newest;
        limit = bytes;
        if (ring != null) {
            ring.limit(bytes);
        }
    }

    private synchronized RelaySource source() {
        return source;
    }

    private synchronized long limit() {
        return limit;
    }

    /** One more pipeline reads this source. */
    synchronized void enter() {
        members++;
        open();
    }

    synchronized void leave() {
        members--;
        if (members == 0 && writer == null && ring != null && !closed) {
            // Nobody reads this server any more; the bytes are given back.
            discard();
        }
    }

    /** Looks in the background at what an earlier process left. */
    private void open() {
        if (members < WORTH_IT || ring != null || opening || closed || tooEarly()) {
            return;
        }
        opening = true;
        thread = Thread.ofPlatform().daemon().name("relay-open").start(this::read);
    }

    private void read() {
        SegmentRing found = null;
        try {
            found = SegmentRing.open(folder, limit());
        } catch (IOException | RuntimeException e) {
            LOG.warn("no relay in {}: {}", folder, e.getMessage(), e);
        }
        opened(found);
    }

    private synchronized void opened(SegmentRing found) {
        opening = false;
        ring = found;
        if (found == null) {
            againAt = System.nanoTime() + AGAIN_NANOS;
        } else if (closed) {
            shut();
        } else {
            found.limit(limit);
        }
    }

    private boolean tooEarly() {
        return System.nanoTime() - againAt < 0;
    }

    /** What one who reads on his own may find here, see {@link SharedLog#offers}. */
    synchronized boolean offers(ReadingPlace place, boolean atHead) {
        open();
        if (closed || rotten || ring == null) {
            return false;
        }
        if (writer != null) {
            return joinable(place).filter(it -> atHead || ring.inNewerHalf(it)).isPresent();
        }
        if (members >= WORTH_IT && !tooEarly()) {
            if (RelayCursor.segment(ring, place).isPresent() && reached(place)) {
                resume();
            } else if (atHead && place.offset() <= LARGEST_OFFSET) {
                found(place);
            }
        }
        return false;
    }

    /**
     * Whether the relay is as far as the reader, who would wait for it otherwise. Positions of
     * those who go by GTIDs need not be of this server, but mostly are.
     */
    private boolean reached(ReadingPlace place) {
        return place.done().isEmpty()
                || writer != null && pulse.level()
                || ring.holding(place.file(), place.offset()).isPresent();
    }

    private void found(ReadingPlace place) {
        try {
            ring.discard();
            begin(Intake.found(ring, place, segmentBytes()));
            LOG.info(
                    "{} pipelines share one reader of {} from {}:{} on",
                    members,
                    source.endpoint().address(),
                    place.file(),
                    place.offset());
        } catch (IOException e) {
            thrownAway(e);
        }
    }

    private long segmentBytes() {
        return Math.clamp(limit / SEGMENTS, 64L << 10, SEGMENT_MAX);
    }

    private void begin(Intake intake) {
        pulse = new Pulse();
        unusedSince = System.nanoTime();
        RelayWriter starting = new RelayWriter(this::source, ring, pulse, this::unused);
        writer = starting;
        thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("relay-" + source.endpoint().address())
                        .start(() -> fill(starting, intake));
    }

    private synchronized boolean unused() {
        return cursors == 0 && System.nanoTime() - unusedSince > UNUSED_NANOS;
    }

    private void fill(RelayWriter filling, Intake intake) {
        Exception failure = null;
        try {
            filling.run(intake);
        } catch (IOException | RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended(failure);
    }

    private synchronized void ended(Exception failure) {
        writer = null;
        pulse.over(failure == null ? "it was stopped" : String.valueOf(failure.getMessage()));
        if (failure != null || rotten) {
            thrownAway(failure);
        } else if (members == 0 && !closed) {
            discard();
        } else {
            try {
                ring.flush();
            } catch (IOException e) {
                thrownAway(e);
            }
        }
        if (closed) {
            shut();
        }
        rotten = false;
        ring.wake();
    }

    /** Nobody tries again for a while. */
    private void thrownAway(Exception why) {
        failed(why);
        discard();
    }

    private void discard() {
        try {
            ring.discard();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        againAt = System.nanoTime() + AGAIN_NANOS;
        LOG.warn(
                "the relay of {} was thrown away, pipelines read on connections of their own: {}",
                source.endpoint().address(),
                e == null ? "what was read is not what was written" : e.getMessage(),
                e);
    }

    /** See {@link SharedLog#join}. */
    Optional<LogFeed> join(ReadingPlace place) {
        SegmentRing from;
        Pulse sign;
        synchronized (this) {
            if (joinable(place).isEmpty()) {
                return Optional.empty();
            }
            cursors++;
            from = ring;
            sign = pulse;
        }
        Optional<RelayCursor> cursor = Optional.empty();
        try {
            cursor = RelayCursor.open(from, sign, place, this::damaged, this::left);
        } finally {
            if (cursor.isEmpty()) {
                left();
            }
        }
        return cursor.map(LogFeed.class::cast);
    }

    /** Where one may begin who is there; only while it is known to be the log of the source now. */
    private Optional<Segment> joinable(ReadingPlace place) {
        return closed
                        || rotten
                        || writer == null
                        || !pulse.alive()
                        || !pulse.trouble().isEmpty()
                        || !reached(place)
                ? Optional.empty()
                : RelayCursor.segment(ring, place);
    }

    /** Begins to fill a relay again that rests. */
    private void resume() {
        try {
            Segment newest = ring.newest().orElseThrow();
            begin(Intake.resume(ring, newest, source.gtids(), segmentBytes()));
        } catch (IOException | RuntimeException e) {
            thrownAway(e);
        }
    }

    private synchronized void left() {
        cursors--;
        unusedSince = System.nanoTime();
    }

    private synchronized void damaged() {
        rotten = true;
        if (writer != null) {
            writer.stop();
            return;
        }
        discard();
        rotten = false;
    }

    /** See {@link SharedLog#figures}. */
    synchronized Optional<RelayFigures> figures() {
        return writer == null
                ? Optional.empty()
                : Optional.of(ring.figures(cursors, pulse.alive()));
    }

    private void shut() {
        try {
            ring.close();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Stops the shared reader; the segments stay for the next process. */
    void close() throws InterruptedException {
        Thread ending;
        synchronized (this) {
            closed = true;
            ending = thread;
            if (writer != null) {
                writer.stop();
            } else if (ring != null) {
                shut();
            }
        }
        if (ending != null) {
            ending.join(Duration.ofSeconds(10));
        }
    }
}
