package dev.otter.binlog.event;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Expands a {@link TransactionPayload} event by event. Small payloads are expanded at once; large
 * ones stream, so that memory holds only the event at hand, whatever the payload's size. Not thread
 * safe; made to be opened again; {@link #close} frees native memory.
 */
public final class PayloadReader implements AutoCloseable {
    private static final int AT_ONCE = 1 << 20;
    private static final int STEP = 1 << 16;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private byte[] buffer = new byte[STEP];
    private int offset;
    private int length;
    private int end;
    private InputStream stream;
    private long left;

    /** Stands before the first inner event. */
    public void open(TransactionPayload payload) {
        closeStream();
        offset = 0;
        length = 0;
        end = 0;
        left = payload.expandedLength();
        if (payload.compressed() && left <= AT_ONCE) {
            expandAtOnce(payload);
            return;
        }
        InputStream raw =
                new ByteArrayInputStream(payload.buffer(), payload.offset(), payload.length());
        try {
            stream = payload.compressed() ? new ZstdInputStreamNoFinalizer(raw) : raw;
        } catch (IOException e) {
            throw BinlogFormatException.malformed("compressed transaction: " + e.getMessage());
        }
    }

    private void expandAtOnce(TransactionPayload payload) {
        int size = (int) left;
        if (buffer.length < size) {
            buffer = new byte[size];
        }
        try {
            end =
                    context.decompressByteArray(
                            buffer, 0, size, payload.buffer(), payload.offset(), payload.length());
        } catch (ZstdException e) {
            throw BinlogFormatException.malformed("compressed transaction: " + e.getMessage());
        }
        if (end != size) {
            throw ends();
        }
    }

    /** Moves to the next inner event; false behind the last one. */
    public boolean next() {
        if (left == 0) {
            if (stream != null && !drained()) {
                throw BinlogFormatException.malformed("compressed transaction goes on too long");
            }
            return false;
        }
        offset += length;
        length = 0;
        if (stream == null) {
            return nextAtOnce();
        }
        offset = 0;
        fill(0, EventHeader.LENGTH);
        int size = size(0);
        int have = EventHeader.LENGTH;
        while (have < size) {
            // Room grows with the bytes that came, not with what a length promises.
            int step = Math.min(size - have, Math.max(STEP, have));
            if (buffer.length < have + step) {
                buffer = Arrays.copyOf(buffer, have + step);
            }
            fill(have, step);
            have += step;
        }
        length = size;
        left -= size;
        return true;
    }

    private boolean nextAtOnce() {
        if (end - offset < EventHeader.LENGTH) {
            throw ends();
        }
        length = size(offset);
        left -= length;
        return true;
    }

    private int size(int at) {
        long size = Bytes.u32(buffer, at + 9);
        if (size < EventHeader.LENGTH || size > left || size > Integer.MAX_VALUE - 16) {
            throw BinlogFormatException.malformed("an inner event of " + size + " bytes");
        }
        return (int) size;
    }

    private void fill(int at, int count) {
        if (count > left) {
            throw ends();
        }
        try {
            if (stream.readNBytes(buffer, at, count) != count) {
                throw ends();
            }
        } catch (IOException e) {
            throw BinlogFormatException.malformed("compressed transaction: " + e.getMessage());
        }
    }

    private boolean drained() {
        try {
            return stream.read() < 0;
        } catch (IOException e) {
            throw BinlogFormatException.malformed("compressed transaction: " + e.getMessage());
        }
    }

    private static BinlogFormatException ends() {
        return BinlogFormatException.malformed("a compressed transaction ends in an event");
    }

    /** The array with the inner event; valid until {@link #next}. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index of the inner event's first byte. */
    public int offset() {
        return offset;
    }

    /** Bytes of the inner event, which has no checksum. */
    public int length() {
        return length;
    }

    private void closeStream() {
        if (stream == null) {
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            stream = null;
        }
    }

    @Override
    public void close() {
        closeStream();
        context.close();
    }
}
