package dev.otter.engine.verify;

import dev.otter.binlog.wire.RowConsumer;
import java.util.Arrays;

/**
 * Rewrites JSON texts so that a whole number of type DOUBLE reads the same whether its server
 * prints {@code 1.0} or {@code 1}; used only between servers that differ in this. For one thread.
 */
public final class ShortDoubles implements RowConsumer {
    private final RowConsumer next;
    private final boolean[] rewritten;
    private byte[] row = new byte[1 << 10];
    private final int[] starts;
    private final int[] sizes;

    private ShortDoubles(RowConsumer next, boolean[] rewritten) {
        this.next = next;
        this.rewritten = rewritten;
        this.starts = new int[rewritten.length];
        this.sizes = new int[rewritten.length];
    }

    /** The consumer itself when no column needs it. */
    public static RowConsumer before(RowConsumer next, RowLayout layout) {
        boolean[] rewritten = new boolean[layout.columns()];
        boolean any = false;
        for (int i = 0; i < rewritten.length; i++) {
            rewritten[i] = layout.otherDoubles(i);
            any |= rewritten[i];
        }
        return any ? new ShortDoubles(next, rewritten) : next;
    }

    @Override
    public void row(byte[] buffer, int[] offsets, int[] lengths) {
        int at = 0;
        for (int i = 0; i < rewritten.length; i++) {
            int length = lengths[i];
            starts[i] = at;
            sizes[i] = length;
            if (length < 0) {
                continue;
            }
            if (row.length - at < length) {
                row = Arrays.copyOf(row, Math.max(2 * row.length, at + length));
            }
            if (rewritten[i]) {
                sizes[i] = shorten(buffer, offsets[i], length, row, at);
            } else {
                System.arraycopy(buffer, offsets[i], row, at, length);
            }
            at += sizes[i];
        }
        next.row(row, starts, sizes);
    }

    /** Copies a JSON text without the {@code .0} at the ends of numbers; gives the new length. */
    static int shorten(byte[] from, int offset, int length, byte[] to, int at) {
        int out = at;
        int end = offset + length;
        boolean text = false;
        for (int i = offset; i < end; i++) {
            byte b = from[i];
            if (text) {
                to[out++] = b;
                if (b == '\\' && i + 1 < end) {
                    to[out++] = from[++i];
                } else if (b == '"') {
                    text = false;
                }
                continue;
            }
            boolean pointZero =
                    b == '.'
                            && i + 1 < end
                            && from[i + 1] == '0'
                            && (i + 2 == end || !insideNumber(from[i + 2]));
            if (pointZero) {
                i++;
            } else {
                text = b == '"';
                to[out++] = b;
            }
        }
        return out - at;
    }

    private static boolean insideNumber(byte b) {
        return b >= '0' && b <= '9' || b == 'e' || b == 'E';
    }
}
