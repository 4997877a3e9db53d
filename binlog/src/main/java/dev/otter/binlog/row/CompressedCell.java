package dev.otter.binlog.row;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A cell of MariaDB's COMPRESSED columns: one byte of method and flags, the length with its big end
 * first, the deflated bytes; or method 0 and the bytes as they are; or nothing for the empty value.
 */
final class CompressedCell {
    private static final int STORED = 0;
    private static final int ZLIB = 8;

    private CompressedCell() {}

    static void expand(byte[] b, int offset, int length, ByteWriter out) {
        if (length == 0) {
            return;
        }
        int head = Bytes.u8(b, offset);
        switch (head >> 4) {
            case STORED -> out.append(b, offset + 1, length - 1);
            case ZLIB -> inflate(b, offset, length, (head & 8) != 0, head & 7, out);
            default -> throw BinlogFormatException.malformed("compressed cell with head " + head);
        }
    }

    private static void inflate(
            byte[] b, int offset, int length, boolean raw, int sizeBytes, ByteWriter out) {
        if (sizeBytes < 1 || sizeBytes > 4 || length < 1 + sizeBytes) {
            throw BinlogFormatException.malformed("compressed cell with a bad length");
        }
        long size = Bytes.unsignedBe(b, offset + 1, sizeBytes);
        try (Inflater inflater = new Inflater(raw)) {
            inflater.setInput(b, offset + 1 + sizeBytes, length - 1 - sizeBytes);
            long left = size;
            while (left > 0) {
                int step = (int) Math.min(left, 64 * 1024);
                byte[] to = out.ensure(step);
                int got = inflater.inflate(to, out.length(), step);
                if (got == 0) {
                    throw BinlogFormatException.malformed(
                            "compressed cell ends " + left + " early");
                }
                out.advance(got);
                left -= got;
            }
        } catch (DataFormatException e) {
            throw BinlogFormatException.malformed("compressed cell: " + e.getMessage());
        }
    }
}
