package dev.otter.binlog.json;

import dev.otter.binlog.row.DecimalText;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Packs the digits of a DECIMAL as documents keep it: precision, scale, and what {@link
 * DecimalText} reads. Stateless.
 */
final class DecimalCell {
    private static final int GROUP = 9;
    private static final int HEAD = 2;

    private DecimalCell() {}

    /** A decimal's bytes from its digits as printed. */
    static byte[] of(String printed) {
        BigDecimal number = new BigDecimal(printed);
        int scale = number.scale();
        String unscaled = number.unscaledValue().abs().toString();
        int precision = Math.max(unscaled.length(), scale);
        String digits = "0".repeat(precision - unscaled.length()) + unscaled;
        byte[] cell = new byte[HEAD + DecimalText.width(precision, scale)];
        cell[0] = (byte) precision;
        cell[1] = (byte) scale;
        int whole = precision - scale;
        int lead = whole % GROUP;
        int at = group(digits.substring(0, lead), cell, HEAD);
        for (int from = lead; from < whole; from += GROUP) {
            at = group(digits.substring(from, from + GROUP), cell, at);
        }
        for (int from = whole; from < precision; from += GROUP) {
            at = group(digits.substring(from, Math.min(precision, from + GROUP)), cell, at);
        }
        if (number.signum() < 0) {
            for (int i = HEAD; i < cell.length; i++) {
                cell[i] = (byte) ~cell[i];
            }
        }
        cell[HEAD] ^= (byte) 0x80;
        return Arrays.copyOf(cell, at);
    }

    /** Puts up to nine digits, big end first; gives the place behind them. */
    private static int group(String digits, byte[] cell, int at) {
        if (digits.isEmpty()) {
            return at;
        }
        int bytes = DecimalText.width(digits.length(), 0);
        int value = Integer.parseInt(digits);
        for (int i = 0; i < bytes; i++) {
            cell[at + i] = (byte) (value >>> 8 * (bytes - 1 - i));
        }
        return at + bytes;
    }
}
