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

    private final RelaySource source;
    private final Path folder;
    private final long limit;
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

    /** One more pipeline reads this source. */
    synchronized void enter() {
        members++;
        open();
    }

    synchronized void leave() {
        members--;
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
            found = SegmentRing.open(folder, limit);
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
        }
    }

    private boolean tooEarly() {
        return System.nanoTime() - againAt < 0;
    }

    /** What one who reads on his own may find here, see {@link SharedLog#offers}. */
    synchronized boolean offers(ReadingPlace place, boolean atHead) {
        open();
        if (closed || ring == null || tooEarly() || writer == null && members < WORTH_IT) {
            return false;
        }
        if (writer != null && !pulse.trouble().isEmpty()) {
            return false;
        }
        Optional<Segment> held = RelayCursor.segment(ring, place);
        if (held.isPresent() && (writer != null || reached(place))) {
            return reached(place) && (atHead || ring.inNewerHalf(held.get()));
        }
        if (writer == null && atHead && place.offset() <= LARGEST_OFFSET) {
            found(place);
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
            failed(e);
        }
    }

    private long segmentBytes() {
        return Math.clamp(limit / SEGMENTS, 64L << 10, SEGMENT_MAX);
    }

    private void begin(Intake intake) {
        pulse = new Pulse();
        unusedSince = System.nanoTime();
        RelayWriter starting = new RelayWriter(source, ring, pulse, this::unused);
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
        try {
            if (failure != null || rotten) {
                ring.discard();
                failed(failure);
            } else {
                ring.flush();
            }
        } catch (IOException e) {
            failed(e);
        }
        if (closed) {
            shut();
        }
        rotten = false;
        ring.wake();
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
            if (!joinable(place)) {
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

    /** Also begins to fill a relay again that rests. Of the caller's lock. */
    private boolean joinable(ReadingPlace place) {
        if (closed
                || rotten
                || ring == null
                || RelayCursor.segment(ring, place).isEmpty()
                || !reached(place)) {
            return false;
        }
        if (writer != null) {
            return pulse.trouble().isEmpty();
        }
        if (members < WORTH_IT || tooEarly()) {
            return false;
        }
        try {
            Segment newest = ring.newest().orElseThrow();
            begin(Intake.resume(ring, newest, source.gtids(), segmentBytes()));
            return true;
        } catch (IOException | RuntimeException e) {
            failed(e);
            return false;
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
        try {
            ring.discard();
        } catch (IOException e) {
            failed(e);
        }
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
