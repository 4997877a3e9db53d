package dev.otter.engine.relay;

import dev.otter.binlog.bytes.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Reads the records of one segment in order, through a channel and a buffer of its own. One thread.
 * Holds 256 KB, or one event when that is larger.
 */
final class RecordReader implements Closeable {
    /** Bytes of a record before its event: length, offset, CRC-32C of these and the event. */
    static final int FRAME = 16;

    private static final int SUMMED = 12;
    private static final long WRAP = 1L << 32;
    private static final int BUFFER = 256 * 1024;

    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();
    private byte[] buffer = new byte[BUFFER];
    private int filled;

    /** Where the buffer's first byte stands in the file. */
    private long base;

    /** Where the next record begins in the file. */
    private long position;

    private int event;
    private int length;
    private long start;

    /** A record is damaged, or not whole. */
    static final class TornException extends IOException {
        TornException(String message) {
            super(message);
        }
    }

    /**
     * @param path the segment
     * @param first where its first record begins
     */
    RecordReader(Path path, long first) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
        position = first;
        base = first;
    }

    /**
     * Reads the next record.
     *
     * @param limit where the records end
     * @return false when there is none before the limit
     * @throws TornException when it is not whole or not what was written; {@link #position} then
     *     stays before it
     */
    boolean next(long limit) throws IOException {
        if (limit - position < FRAME) {
            if (limit > position) {
                throw new TornException("a record of the relay is not whole");
            }
            return false;
        }
        fill(FRAME, limit);
        int at = (int) (position - base);
        int bytes = (int) Bytes.u32be(buffer, at);
        if (bytes < MadeUpEvents.HEADER || bytes > limit - position - FRAME) {
            throw new TornException("a record of the relay is not whole");
        }
        fill(FRAME + bytes, limit);
        at = (int) (position - base);
        crc.reset();
        crc.update(buffer, at, SUMMED);
        crc.update(buffer, at + FRAME, bytes);
        if (crc.getValue() != Bytes.u32be(buffer, at + SUMMED)) {
            throw new TornException("a record of the relay is damaged");
        }
        start = Bytes.i64be(buffer, at + Integer.BYTES);
        event = at + FRAME;
        length = bytes;
        position += FRAME + (long) bytes;
        return true;
    }

    /** Makes that many bytes from the position on stand in the buffer. */
    private void fill(int wanted, long limit) throws IOException {
        if (position >= base && position + wanted <= base + filled) {
            return;
        }
        int room = Math.max(wanted, BUFFER);
        if (buffer.length != room) {
            buffer = new byte[room];
        }
        base = position;
        filled = 0;
        ByteBuffer free = ByteBuffer.wrap(buffer, 0, (int) Math.min(room, limit - position));
        while (free.hasRemaining()) {
            if (channel.read(free, base + free.position()) < 0) {
                throw new TornException("the relay's segment ends early");
            }
        }
        filled = free.position();
    }

    /** Bytes that hold the event. */
    byte[] buffer() {
        return buffer;
    }

    /** Where the event begins in {@link #buffer}. */
    int event() {
        return event;
    }

    int length() {
        return length;
    }

    /** The event's place in the log. */
    long start() {
        return start;
    }

    /** The place behind it. */
    long end() {
        return end(start, buffer, event);
    }

    int type() {
        return Bytes.u8(buffer, event + 4);
    }

    /** Made up by the server, in no file. */
    boolean artificial() {
        return artificial(buffer, event);
    }

    /** Where the next record begins in the file. */
    long position() {
        return position;
    }

    /** Goes back before the event read last. */
    void unread() {
        position -= FRAME + (long) length;
    }

    static boolean artificial(byte[] buffer, int at) {
        return (Bytes.u16(buffer, at + 17) & MadeUpEvents.ARTIFICIAL) != 0;
    }

    /** The place behind an event, whose own field has 32 bits only. */
    static long end(long start, byte[] buffer, int at) {
        long next = Bytes.u32(buffer, at + 13);
        if (next == 0 || artificial(buffer, at)) {
            return start;
        }
        long whole = (start & -WRAP) | next;
        if (whole >= start) {
            return whole;
        }
        return start - whole > WRAP / 2 ? whole + WRAP : start;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
