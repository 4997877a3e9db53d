package dev.otter.engine.relay;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.model.position.LogPosition;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/**
 * The segments of a relay, oldest first; the oldest goes when the bytes do not suffice.
 *
 * <p>One thread writes ({@link #begin}, {@link #append}, {@link #flush}, {@link #close}); the other
 * methods may be called by any. Holds 256 KB of records that readers do not see before {@link
 * #flush}.
 */
final class SegmentRing implements Closeable {
    private static final int BATCH = 256 * 1024;

    /** Logs that are rotated every second would make countless small ones. */
    private static final int SEGMENTS_MAX = 4_096;

    private final Path folder;
    private long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Segment> segments;
    private final ByteBuffer batch = ByteBuffer.allocate(BATCH);
    private final CRC32C crc = new CRC32C();
    private long bytes;
    private long numbered;
    private FileChannel out;
    private Segment current;
    private long filled;
    private long end;

    /** One event is larger than the relay may be. */
    static final class FullException extends IOException {
        FullException(String message) {
            super(message);
        }
    }

    private SegmentRing(Path folder, long limit, Deque<Segment> segments) {
        this.folder = folder;
        this.limit = limit;
        this.segments = segments;
        for (Segment segment : segments) {
            bytes += segment.written();
            numbered = segment.number();
        }
    }

    /**
     * Opens a folder with what is sound and without a gap in it; the rest is deleted.
     *
     * @param limit never more bytes than this
     * @throws IOException when the folder cannot be used
     */
    static SegmentRing open(Path folder, long limit) throws IOException {
        Deque<Segment> found = KeptSegments.read(folder);
        SegmentRing ring = new SegmentRing(folder, limit, found);
        ring.resume();
        return ring;
    }

    private void resume() throws IOException {
        lock.lock();
        try {
            while (bytes > limit) {
                drop(segments.remove());
            }
        } finally {
            lock.unlock();
        }
        current = segments.peekLast();
        if (current != null) {
            out = FileChannel.open(current.path(), StandardOpenOption.WRITE);
            out.position(current.written());
            filled = current.written();
            end = current.end();
        }
    }

    /** From the next event on never more bytes than this. */
    void limit(long newest) {
        lock.lock();
        try {
            limit = newest;
        } finally {
            lock.unlock();
        }
    }

    /** Begins the next segment; the one before it is whole. */
    void begin(SegmentHeader header) throws IOException {
        flush();
        if (out != null) {
            out.close();
        }
        SegmentHeader linked =
                current == null ? header : header.behind(current.header().file(), end);
        byte[] head = linked.encode();
        room(head.length);
        long number = numbered + 1;
        Path path = folder.resolve(KeptSegments.name(number));
        Files.createDirectories(folder);
        out =
                FileChannel.open(
                        path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        KeptSegments.keepPrivate(path);
        Segment next = new Segment(path, number, linked, head.length);
        lock.lock();
        try {
            if (current != null) {
                current.seal();
            }
            segments.add(next);
            numbered = number;
            bytes += head.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        current = next;
        filled = head.length;
        end = header.offset();
        write(ByteBuffer.wrap(head));
    }

    /**
     * Adds an event behind the last.
     *
     * @param start its place in the log
     * @throws FullException when it is larger than the whole relay may be
     */
    void append(byte[] buffer, int at, int length, long start) throws IOException {
        long need = RecordReader.FRAME + (long) length;
        if (need > batch.remaining()) {
            flush();
        }
        room(need);
        end = RecordReader.end(start, buffer, at);
        int frame = batch.position();
        batch.putInt(length).putLong(start);
        crc.reset();
        crc.update(batch.array(), frame, batch.position() - frame);
        crc.update(buffer, at, length);
        batch.putInt((int) crc.getValue());
        count(need);
        if (need <= BATCH) {
            batch.put(buffer, at, length);
        } else {
            write(batch.flip());
            batch.clear();
            write(ByteBuffer.wrap(buffer, at, length));
            filled += need;
            publish();
        }
    }

    private void count(long more) {
        lock.lock();
        try {
            bytes += more;
        } finally {
            lock.unlock();
        }
    }

    /** Shows readers all that was added. */
    void flush() throws IOException {
        if (batch.position() == 0) {
            return;
        }
        filled += batch.position();
        write(batch.flip());
        batch.clear();
        publish();
    }

    private void publish() {
        lock.lock();
        try {
            current.written(filled, end);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            out.write(data);
        }
    }

    private void room(long need) throws IOException {
        lock.lock();
        try {
            while (segments.size() > 1
                    && (bytes + need > limit || segments.size() >= SEGMENTS_MAX)) {
                drop(segments.remove());
            }
            if (bytes + need > limit) {
                throw new FullException(
                        "an event of " + need + " bytes does not fit into " + limit + " bytes");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Of the caller's lock. */
    private void drop(Segment segment) throws IOException {
        bytes -= segment == current ? filled + batch.position() : segment.written();
        segment.drop();
        changed.signalAll();
    }

    /** Throws everything away; whoever reads in it must leave. Only while nobody writes. */
    void discard() throws IOException {
        lock.lock();
        try {
            while (!segments.isEmpty()) {
                drop(segments.remove());
            }
            bytes = 0;
        } finally {
            lock.unlock();
        }
        batch.clear();
        if (out != null) {
            out.close();
            out = null;
        }
        current = null;
        filled = 0;
        end = 0;
    }

    /** The place in the log behind everything added. The writer's thread. */
    long end() {
        return end;
    }

    /** Bytes in the segment that is written, the batch included. The writer's thread. */
    long currentBytes() {
        return current == null ? 0 : filled + batch.position();
    }

    /** The newest segment. */
    Optional<Segment> newest() {
        lock.lock();
        try {
            return Optional.ofNullable(segments.peekLast());
        } finally {
            lock.unlock();
        }
    }

    /** The segment behind this one. */
    Optional<Segment> behind(Segment segment) {
        lock.lock();
        try {
            return segments.stream()
                    .filter(it -> it.number() == segment.number() + 1)
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    /** The newest segment that the place is in, or right behind. */
    Optional<Segment> holding(String file, long offset) {
        lock.lock();
        try {
            Iterator<Segment> newestFirst = segments.descendingIterator();
            while (newestFirst.hasNext()) {
                Segment segment = newestFirst.next();
                if (segment.header().file().equals(file)
                        && segment.header().offset() <= offset
                        && offset <= segment.end()) {
                    return Optional.of(segment);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The newest segment that begins behind transactions of this set only. */
    Optional<Segment> within(GtidSet set) {
        lock.lock();
        try {
            Iterator<Segment> newestFirst = segments.descendingIterator();
            while (newestFirst.hasNext()) {
                Segment segment = newestFirst.next();
                if (segment.header().boundary() && set.contains(segment.header().before())) {
                    return Optional.of(segment);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether what comes from this segment on is at most half of what the relay may hold. */
    boolean inNewerHalf(Segment from) {
        lock.lock();
        try {
            long behind =
                    segments.stream()
                            .filter(it -> it.number() >= from.number())
                            .mapToLong(Segment::written)
                            .sum();
            return !from.dropped() && behind <= limit / 2;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is more behind the byte of the segment, or something else has changed.
     *
     * @param more what else is waited for
     */
    void await(Segment segment, long byteRead, BooleanSupplier more, long millis)
            throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (left > 0
                    && segment.written() <= byteRead
                    && !segment.sealed()
                    && !segment.dropped()
                    && !more.getAsBoolean()) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes those who wait look again. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The relay for display. */
    RelayFigures figures(int readers, boolean connected) {
        lock.lock();
        try {
            return new RelayFigures(
                    bytes,
                    limit,
                    Optional.ofNullable(segments.peekFirst())
                            .map(it -> new LogPosition(it.header().file(), it.header().offset())),
                    Optional.ofNullable(segments.peekLast())
                            .map(it -> new LogPosition(it.header().file(), it.end())),
                    readers,
                    connected);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            if (out != null) {
                out.close();
                out = null;
            }
        }
    }
}
