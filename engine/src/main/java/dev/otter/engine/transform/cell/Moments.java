package dev.otter.engine.transform.cell;

import dev.otter.binlog.bytes.ByteWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/** Packs points in time as the log does, in UTC. Stateless. */
final class Moments {
    private static final long DATETIME_ZERO = 0x8000000000L;
    private static final int[] NANOS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000
    };

    private Moments() {}

    /** Whether so many digits of a second keep the moment as it is. */
    static boolean fits(Instant moment, int digits) {
        LocalDateTime time = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        int year = time.getYear();
        return time.get(ChronoField.NANO_OF_SECOND) % NANOS[digits] == 0
                && year >= 0
                && year <= 9999;
    }

    static void datetime(Instant moment, int digits, ByteWriter out) {
        LocalDateTime time = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        long day = (time.getYear() * 13L + time.getMonthValue()) << 5 | time.getDayOfMonth();
        int clock = time.getHour() << 12 | time.getMinute() << 6 | time.getSecond();
        CellWriter.bigEnd(DATETIME_ZERO + (day << 17 | (long) clock), 5, out);
        fraction(moment, digits, out);
    }

    /** Two digits a byte; an odd number of digits leaves the last one 0. */
    static void fraction(Instant moment, int digits, ByteWriter out) {
        int even = (digits + 1) & ~1;
        CellWriter.bigEnd(moment.get(ChronoField.NANO_OF_SECOND) / NANOS[even], even / 2, out);
    }
}
