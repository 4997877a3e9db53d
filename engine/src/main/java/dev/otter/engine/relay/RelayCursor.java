package dev.otter.engine.relay;

import dev.otter.binlog.event.EventDecoder;
import dev.otter.binlog.event.EventType;
import dev.otter.binlog.event.Gtid;
import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSource;
import dev.otter.binlog.wire.ConnectionLostException;
import dev.otter.binlog.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pipeline's way through a relay: gives what the server would give to one who begins at its
 * place. One thread, except {@link #abort}. Holds one event at a time.
 */
final class RelayCursor implements LogFeed {
    private static final Logger LOG = LoggerFactory.getLogger(RelayCursor.class);
    private static final int LOOK_MILLIS = 250;

    private final SegmentRing ring;
    private final Pulse pulse;
    private final Runnable damaged;
    private final Runnable closed;
    private final Optional<GtidSet> done;
    private final EventDecoder decoder = new EventDecoder();
    private final Deque<byte[]> madeUp = new ArrayDeque<>();
    private Segment segment;
    private RecordReader records;
    private byte[] event = new byte[0];
    private int offset;
    private int length;
    private long beats;

    /** In a transaction that is not wanted. */
    private boolean leavingOut;

    /** Behind something left out: its end, until a heartbeat has told of it; 0 for none. */
    private long leftOutTo;

    private volatile boolean aborted;

    private RelayCursor(
            SegmentRing ring,
            Pulse pulse,
            Segment segment,
            Optional<GtidSet> done,
            Runnable damaged,
            Runnable closed)
            throws IOException {
        this.ring = ring;
        this.pulse = pulse;
        this.done = done;
        this.damaged = damaged;
        this.closed = closed;
        this.beats = pulse.beat().count();
        enter(segment);
    }

    /**
     * Begins at a place.
     *
     * @param damaged told when the relay is not what was written
     * @param closed told when the cursor is closed
     * @return empty when the relay does not have the place
     */
    static Optional<RelayCursor> open(
            SegmentRing ring, Pulse pulse, ReadingPlace place, Runnable damaged, Runnable closed) {
        Optional<Segment> segment = segment(ring, place);
        if (segment.isEmpty()) {
            return Optional.empty();
        }
        RelayCursor cursor;
        try {
            cursor = new RelayCursor(ring, pulse, segment.get(), place.done(), damaged, closed);
        } catch (IOException _) {
            return Optional.empty(); // deleted meanwhile
        }
        try {
            if (place.done().isPresent()) {
                cursor.seekWanted();
                return Optional.of(cursor);
            }
            if (cursor.seek(place)) {
                return Optional.of(cursor);
            }
        } catch (WireException e) {
            // Deleted meanwhile, or damaged; that was told.
            LOG.debug("no place in the relay", e);
        }
        cursor.release();
        return Optional.empty();
    }

    /** Where a reader of that place would begin; empty when the relay does not have it. */
    static Optional<Segment> segment(SegmentRing ring, ReadingPlace place) {
        return place.done().isPresent()
                ? ring.within(place.done().get())
                : ring.holding(place.file(), place.offset());
    }

    private void enter(Segment next) throws IOException {
        RecordReader opened = new RecordReader(next.path(), next.first());
        if (records != null) {
            records.close();
        }
        records = opened;
        segment = next;
        if (done.isPresent()) {
            byte[] description = next.header().description();
            decoder.decode(description, 0, description.length);
        }
    }

    /** Goes to the event that begins at exactly this byte, or to the end when that is there. */
    private boolean seek(ReadingPlace place) {
        long at = segment.header().offset();
        while (record()) {
            if (!records.artificial() && records.start() >= place.offset()) {
                at = records.start();
                records.unread();
                break;
            }
            at = records.end();
        }
        makeUp(at);
        return at == place.offset();
    }

    /** Goes to the first event that is not left out, or to the end. */
    private void seekWanted() {
        long at = segment.header().offset();
        while (true) {
            if (!record()) {
                if (!crossed()) {
                    break;
                }
                at = segment.header().offset();
            } else if (!leftOut() && !records.artificial()) {
                at = records.start();
                records.unread();
                break;
            } else {
                at = records.end();
            }
        }
        makeUp(at);
    }

    private void makeUp(long at) {
        SegmentHeader header = segment.header();
        madeUp.add(
                MadeUpEvents.rotate(header.serverId(), header.file(), at, header.checksums()));
        if (at > MadeUpEvents.FIRST_OFFSET) {
            madeUp.add(header.description());
        }
    }

    @Override
    public boolean next() {
        while (true) {
            if (aborted) {
                throw new ConnectionLostException("reading from the relay was broken off", null);
            }
            if (!madeUp.isEmpty()) {
                give(madeUp.remove());
                return true;
            }
            if (record()) {
                if (leftOut()) {
                    leftOutTo = records.end();
                } else if (leftOutTo > 0) {
                    records.unread();
                    tellLeftOut();
                } else {
                    event = records.buffer();
                    offset = records.event();
                    length = records.length();
                    return true;
                }
            } else if (!crossed() && idle()) {
                return true;
            }
        }
    }

    private void give(byte[] whole) {
        event = whole;
        offset = 0;
        length = whole.length;
    }

    private void tellLeftOut() {
        SegmentHeader header = segment.header();
        madeUp.add(
                MadeUpEvents.heartbeat(
                        header.serverId(),
                        header.file(),
                        leftOutTo,
                        MadeUpEvents.checksummed(header.description())));
        leftOutTo = 0;
    }

    /** Reads the next record; false at the end of what is written. */
    private boolean record() {
        try {
            boolean read = records.next(segment.written());
            if (segment.dropped()) {
                throw lost(null);
            }
            return read;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private WireException lost(IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new ConnectionLostException("reading from the relay was interrupted", cause);
        }
        if (segment.dropped()) {
            return new RelayLostException(
                    "the relay has dropped what is to be read next; reading from the source", null);
        }
        damaged.run();
        return new RelayLostException(
                "the relay is unusable, reading from the source: " + cause.getMessage(), cause);
    }

    /** Goes over to the next segment. */
    private boolean crossed() {
        // The order counts: nothing is added any more once it is sealed.
        if (!segment.sealed() || records.position() < segment.written()) {
            return false;
        }
        Optional<Segment> next = ring.behind(segment);
        if (segment.dropped() || next.isEmpty()) {
            throw lost(new IOException("a segment is missing"));
        }
        try {
            if (leftOutTo > 0 && !next.get().header().file().equals(segment.header().file())) {
                leftOutTo = 0;
            }
            enter(next.get());
            return true;
        } catch (IOException e) {
            if (next.get().dropped()) {
                segment = next.get();
            }
            throw lost(e);
        }
    }

    /** Waits at the end; true when a heartbeat came there. */
    private boolean idle() {
        if (leftOutTo > 0) {
            tellLeftOut();
            return false;
        }
        try {
            ring.await(
                    segment,
                    records.position(),
                    () -> aborted || pulse.beat().count() != beats,
                    LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionLostException("reading from the relay was interrupted", e);
        }
        Pulse.Beat beat = pulse.beat();
        boolean atEnd =
                records.position() >= segment.written()
                        && !segment.sealed()
                        && !segment.dropped();
        if (beat.count() != beats) {
            beats = beat.count();
            if (atEnd && !aborted) {
                give(beat.event());
                return true;
            }
        }
        String trouble = atEnd ? pulse.trouble() : "";
        if (!trouble.isEmpty()) {
            throw new ConnectionLostException(trouble, null);
        }
        return false;
    }

    /** Whether the record just read belongs to a transaction that is not wanted. */
    private boolean leftOut() {
        if (done.isEmpty()) {
            return false;
        }
        int type = records.type();
        if (gtidEvent()) {
            leavingOut = has();
        } else if (type == EventType.ROTATE) {
            leavingOut = false;
        } else if (type == EventType.FORMAT_DESCRIPTION) {
            decoder.decode(records.buffer(), records.event(), records.length());
        }
        return leavingOut;
    }

    private boolean gtidEvent() {
        return records.type() == EventType.GTID || records.type() == EventType.GTID_TAGGED;
    }

    private boolean has() {
        return decoder.decode(records.buffer(), records.event(), records.length())
                        instanceof Gtid gtid
                && done.get().contains(new GtidSource(gtid.source(), gtid.tag()), gtid.number());
    }

    @Override
    public byte[] buffer() {
        return event;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean available() {
        return !madeUp.isEmpty()
                || records.position() < segment.written()
                || segment.sealed();
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public void abort() {
        aborted = true;
        ring.wake();
    }

    private void release() {
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a segment of the relay cannot be closed", e);
        }
    }

    @Override
    public void close() {
        try {
            release();
        } finally {
            closed.run();
        }
    }
}
