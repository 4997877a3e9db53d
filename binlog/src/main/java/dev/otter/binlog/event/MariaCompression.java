package dev.otter.binlog.event;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteReader;
import dev.otter.binlog.bytes.Bytes;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The compressed part of MariaDB's events: a byte with a mark, the method and the size of the
 * length, the expanded length with the big end first, deflated bytes.
 */
final class MariaCompression {
    /** Deflate never does better. */
    private static final long BEST_RATIO = 1_040;

    private MariaCompression() {}

    /** Expands the rest of {@code in} behind {@code room} free bytes. */
    static byte[] expand(ByteReader in, int room) {
        int head = in.u8();
        int lengthBytes = head & 7;
        if ((head & 0xF8) != 0x80 || lengthBytes < 1 || lengthBytes > 4) {
            throw BinlogFormatException.malformed("compressed event with head " + head);
        }
        long size = Bytes.unsignedBe(in.buffer(), in.skip(lengthBytes), lengthBytes);
        int deflated = in.remaining();
        if (size > BEST_RATIO * deflated || size > Integer.MAX_VALUE - 16 - room) {
            throw BinlogFormatException.malformed(
                    size + " bytes cannot come out of " + deflated + " compressed ones");
        }
        byte[] expanded = new byte[room + (int) size];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(in.buffer(), in.skip(deflated), deflated);
            int at = room;
            while (at < expanded.length) {
                int got = inflater.inflate(expanded, at, expanded.length - at);
                if (got == 0) {
                    throw BinlogFormatException.malformed("a compressed event ends early");
                }
                at += got;
            }
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw BinlogFormatException.malformed("a compressed event goes on too long");
            }
        } catch (DataFormatException e) {
            throw BinlogFormatException.malformed("compressed event: " + e.getMessage());
        }
        return expanded;
    }
}
