package dev.otter.binlog.row;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;

/**
 * Dates and times as MySQL prints them. Zero dates and zero parts of dates are kept; nothing is
 * moved to another time zone; TIMESTAMP is UTC.
 */
public final class TemporalText {
    private static final long TIME_ZERO = 0x800000L;
    private static final long DATETIME_ZERO = 0x8000000000L;
    private static final int[] SCALE = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private TemporalText() {}

    static void date(byte[] b, int at, ByteWriter out) {
        int value = Bytes.u24(b, at);
        ymd(value >> 9, value >> 5 & 15, value & 31, out);
    }

    static void time(byte[] b, int at, int digits, ByteWriter out) {
        int fractionBytes = (digits + 1) / 2;
        // A negative time is stored as one number below the zero mark, fraction included.
        long zero = TIME_ZERO << fractionBytes * 8;
        long packed = Bytes.unsignedBe(b, at, 3 + fractionBytes) - zero;
        if (packed < 0) {
            out.put('-');
            packed = -packed;
        }
        long clock = packed >> fractionBytes * 8;
        long fraction = packed - (clock << fractionBytes * 8);
        hms((int) (clock >> 12), (int) (clock >> 6 & 63), (int) (clock & 63), out);
        fraction(fraction, digits, out);
    }

    static void datetime(byte[] b, int at, int digits, ByteWriter out) {
        long value = Bytes.unsignedBe(b, at, 5) - DATETIME_ZERO;
        if (value < 0) {
            throw BinlogFormatException.malformed("a DATETIME before its zero");
        }
        dateAndClock(value, out);
        fraction(Bytes.unsignedBe(b, at + 5, (digits + 1) / 2), digits, out);
    }

    /** Year, month, day, hour, minute, second packed as DATETIME packs them. */
    private static void dateAndClock(long value, ByteWriter out) {
        int day = (int) (value >> 17);
        int months = day >> 5;
        ymd(months / 13, months % 13, day & 31, out);
        out.put(' ');
        int clock = (int) (value & 0x1FFFF);
        hms(clock >> 12, clock >> 6 & 63, clock & 63, out);
    }

    static void timestamp(byte[] b, int at, int digits, ByteWriter out) {
        long seconds = Bytes.u32be(b, at);
        long fraction = Bytes.unsignedBe(b, at + 4, (digits + 1) / 2);
        if (seconds == 0 && fraction == 0) {
            out.ascii("0000-00-00 00:00:00");
        } else {
            utc(seconds, out);
        }
        fraction(fraction, digits, out);
    }

    static void oldTime(byte[] b, int at, ByteWriter out) {
        int value = Bytes.u24(b, at) << 8 >> 8;
        if (value < 0) {
            out.put('-');
            value = -value;
        }
        hms(value / 10_000, value / 100 % 100, value % 100, out);
    }

    static void oldDatetime(byte[] b, int at, ByteWriter out) {
        long value = Bytes.i64(b, at);
        if (value < 0 || value > 9999_99_99_99_99_99L) {
            throw BinlogFormatException.malformed("an old DATETIME of " + value);
        }
        int day = (int) (value / 1_000_000);
        int clock = (int) (value % 1_000_000);
        ymd(day / 10_000, day / 100 % 100, day % 100, out);
        out.put(' ');
        hms(clock / 10_000, clock / 100 % 100, clock % 100, out);
    }

    static void oldTimestamp(byte[] b, int at, ByteWriter out) {
        long seconds = Bytes.u32(b, at);
        if (seconds == 0) {
            out.ascii("0000-00-00 00:00:00");
        } else {
            utc(seconds, out);
        }
    }

    /** A DATETIME from the 64-bit form that binary JSON keeps, with six digits of fraction. */
    public static void packedDatetime(long packed, ByteWriter out) {
        if (packed < 0) {
            throw BinlogFormatException.malformed("a DATETIME before its zero");
        }
        dateAndClock(packed >> 24, out);
        fraction(packed & 0xFFFFFF, 6, out);
    }

    /** A DATE from the 64-bit form that binary JSON keeps. */
    public static void packedDate(long packed, ByteWriter out) {
        if (packed < 0) {
            throw BinlogFormatException.malformed("a DATE before its zero");
        }
        int day = (int) (packed >> 41);
        int months = day >> 5;
        ymd(months / 13, months % 13, day & 31, out);
    }

    /** A TIME from the 64-bit form that binary JSON keeps, with six digits of fraction. */
    public static void packedTime(long packed, ByteWriter out) {
        long value = packed;
        if (value < 0) {
            out.put('-');
            value = -value;
        }
        if (value < 0 || value >>> 46 != 0) {
            throw BinlogFormatException.malformed("a TIME of more than 1023 hours");
        }
        int clock = (int) (value >> 24);
        hms(clock >> 12, clock >> 6 & 63, clock & 63, out);
        fraction(value & 0xFFFFFF, 6, out);
    }

    private static void ymd(int year, int month, int day, ByteWriter out) {
        if (year < 0 || year > 9999) {
            throw BinlogFormatException.malformed("a date with year " + year);
        }
        out.padded(year, 4).put('-').padded(month, 2).put('-').padded(day, 2);
    }

    private static void hms(int hours, int minutes, int seconds, ByteWriter out) {
        out.padded(hours, 2).put(':').padded(minutes, 2).put(':').padded(seconds, 2);
    }

    /** The fraction's bytes hold two digits each; an odd number of digits leaves the last one 0. */
    private static void fraction(long stored, int digits, ByteWriter out) {
        if (digits == 0) {
            return;
        }
        int even = (digits + 1) & ~1;
        long shown = stored * SCALE[even] / SCALE[digits];
        if (shown * SCALE[digits] > 999_999) {
            throw BinlogFormatException.malformed("a fraction of a second of " + stored);
        }
        out.put('.').padded((int) shown, digits);
    }

    /** Days to year, month, day by eras of 400 years that start on 1 March. */
    private static void utc(long epochSeconds, ByteWriter out) {
        long days = Math.floorDiv(epochSeconds, 86_400) + 719_468;
        int clock = (int) Math.floorMod(epochSeconds, 86_400L);
        long era = days / 146_097;
        int dayOfEra = (int) (days - era * 146_097);
        int yearOfEra =
                (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shifted = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shifted + 2) / 5 + 1;
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        ymd(year, month, day, out);
        out.put(' ');
        hms(clock / 3_600, clock / 60 % 60, clock % 60, out);
    }
}
