package dev.otter.engine.transform.cell;

import dev.otter.binlog.bytes.ByteWriter;
import java.math.BigDecimal;

/**
 * Packs a DECIMAL as the server does: groups of nine digits in four bytes, big end first, the rest
 * in as few bytes as hold it; all bits turned over when negative, then the top bit. Stateless.
 */
final class PackedDecimal {
    private static final int GROUP = 9;
    private static final int[] BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    private PackedDecimal() {}

    /**
     * @param number of exactly this scale, and no more digits than the precision
     */
    static void append(BigDecimal number, int precision, int scale, ByteWriter out) {
        int whole = precision - scale;
        String digits = number.unscaledValue().abs().toString();
        String padded = "0".repeat(Math.max(0, precision - digits.length())) + digits;
        int start = out.length();
        int lead = whole % GROUP;
        group(padded.substring(0, lead), out);
        int at = lead;
        while (at < whole) {
            group(padded.substring(at, at + GROUP), out);
            at += GROUP;
        }
        while (at < precision) {
            int end = Math.min(precision, at + GROUP);
            group(padded.substring(at, end), out);
            at = end;
        }
        byte[] b = out.array();
        if (number.signum() < 0) {
            for (int i = start; i < out.length(); i++) {
                b[i] = (byte) ~b[i];
            }
        }
        b[start] ^= (byte) 0x80;
    }

    private static void group(String digits, ByteWriter out) {
        if (!digits.isEmpty()) {
            CellWriter.bigEnd(Long.parseLong(digits), BYTES[digits.length()], out);
        }
    }
}
