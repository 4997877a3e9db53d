package dev.otter.engine.relay;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One file of a relay. Written by the shared reader's thread, read by any; readers look at what is
 * {@link #written} only.
 */
final class Segment {
    private final Path path;
    private final long number;
    private final SegmentHeader header;
    private final long first;
    private volatile long written;
    private volatile long end;
    private volatile boolean sealed;
    private volatile boolean dropped;

    /**
     * @param number segments follow each other by it
     * @param first where the records begin in the file
     */
    Segment(Path path, long number, SegmentHeader header, long first) {
        this.path = path;
        this.number = number;
        this.header = header;
        this.first = first;
        this.written = first;
        this.end = header.offset();
    }

    Path path() {
        return path;
    }

    long number() {
        return number;
    }

    SegmentHeader header() {
        return header;
    }

    long first() {
        return first;
    }

    /** Whole records stand before this byte of the file. */
    long written() {
        return written;
    }

    /** The place in the log behind the last event written. */
    long end() {
        return end;
    }

    /** Nothing will be added; what follows is in the next segment. */
    boolean sealed() {
        return sealed;
    }

    /** Deleted, whoever reads in it. */
    boolean dropped() {
        return dropped;
    }

    void written(long bytes, long newEnd) {
        end = newEnd;
        written = bytes;
    }

    void seal() {
        sealed = true;
    }

    /**
     * Deletes the file; its bytes are free at once, also when somebody has it open. Somebody may
     * have deleted it by hand.
     */
    void drop() throws IOException {
        dropped = true;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        } catch (NoSuchFileException _) {
            return;
        }
        Files.deleteIfExists(path);
    }
}
