package dev.otter.engine.verify;

import dev.otter.binlog.wire.RowConsumer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Hashes the rows of one side as they come and hands them on. For one thread. */
public final class RowReader implements RowConsumer {
    private static final int REPORT_ROWS = 1_024;

    /** Takes a hashed row; the arrays are valid only during the call. */
    @FunctionalInterface
    public interface Sink {
        void row(RowReader hashed, byte[] buffer, int[] offsets, int[] lengths);
    }

    private final RowLayout layout;
    private final int[] key;
    private final LongAdder progress;
    private final BooleanSupplier stop;
    private final Sink sink;
    private final RowHash hash = new RowHash();
    private long keyHash;
    private long first;
    private long second;
    private int bytes;
    private int unreported;

    public RowReader(RowLayout layout, LongAdder progress, BooleanSupplier stop, Sink sink) {
        this.layout = layout;
        this.key = layout.key();
        this.progress = progress;
        this.stop = stop;
        this.sink = sink;
    }

    @Override
    public void row(byte[] buffer, int[] offsets, int[] lengths) {
        hash.begin();
        bytes = 0;
        for (int i = 0; i < layout.columns(); i++) {
            add(buffer, offsets[i], lengths[i]);
            bytes += Math.max(0, lengths[i]);
        }
        first = hash.first();
        second = hash.second();
        keyHash = first;
        if (key.length > 0) {
            hash.begin();
            for (int i : key) {
                add(buffer, offsets[i], lengths[i]);
            }
            keyHash = hash.first();
        }
        sink.row(this, buffer, offsets, lengths);
        if (++unreported == REPORT_ROWS) {
            report();
        }
    }

    private void add(byte[] buffer, int offset, int length) {
        if (length < 0) {
            hash.addNull();
        } else {
            hash.add(buffer, offset, length);
        }
    }

    /** Counts the rows since the last report; leaves when it is to stop. */
    public void report() {
        progress.add(unreported);
        unreported = 0;
        if (stop.getAsBoolean()) {
            throw new CancellationException("the comparison was stopped");
        }
    }

    /** Hash of the key; of the whole row where there is none. */
    public long keyHash() {
        return keyHash;
    }

    /** First half of the row's hash. */
    public long first() {
        return first;
    }

    /** Second half of the row's hash. */
    public long second() {
        return second;
    }

    /** Bytes of the row's cells. */
    public int bytes() {
        return bytes;
    }
}
