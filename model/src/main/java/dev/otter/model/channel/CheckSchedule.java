package dev.otter.model.channel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;

/**
 * When all tables of a pipeline are compared by a clock.
 *
 * @param at the time of day, as {@code 03:00}, by the clock of the time zone that the reader of the
 *     schedule names
 * @param everyDays days from one to the next, 1 to 366; counted from 1 January 1970, so that they
 *     do not move with restarts
 * @param rowsPerSecond source rows that are read per second at most; 0 for no limit
 * @param repair whether rows that differ are sent again
 */
public record CheckSchedule(String at, Integer everyDays, Integer rowsPerSecond, Boolean repair) {
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final int DAYS_MAX = 366;

    public CheckSchedule {
        if (at == null || !TIME.matcher(at).matches()) {
            throw new IllegalArgumentException(
                    "'verify.schedule.at' is '%s', must be a time of day such as 03:00"
                            .formatted(at == null ? "" : at));
        }
        everyDays = everyDays == null ? 1 : everyDays;
        rowsPerSecond = rowsPerSecond == null ? 0 : rowsPerSecond;
        repair = repair != null && repair;
        if (everyDays < 1 || everyDays > DAYS_MAX) {
            throw new IllegalArgumentException(
                    "'verify.schedule.every-days' is %d, must be 1 to %d"
                            .formatted(everyDays, DAYS_MAX));
        }
        if (rowsPerSecond < 0) {
            throw new IllegalArgumentException(
                    "'verify.schedule.rows-per-second' is " + rowsPerSecond + ", must be >= 0");
        }
    }

    /**
     * The last time at which it was due, not after now. A time of day that a change of the clock
     * leaves out is due when the clock has passed it.
     */
    public Instant lastDue(Instant now, ZoneId zone) {
        LocalDate day = ZonedDateTime.ofInstant(now, zone).toLocalDate();
        LocalDate due = day.minusDays(Math.floorMod(day.toEpochDay(), (long) everyDays));
        Instant time = due.atTime(time()).atZone(zone).toInstant();
        return time.isAfter(now)
                ? due.minusDays(everyDays).atTime(time()).atZone(zone).toInstant()
                : time;
    }

    /** The next time at which it is due, after now. */
    public Instant nextDue(Instant now, ZoneId zone) {
        Instant last = lastDue(now, zone);
        LocalDate day = ZonedDateTime.ofInstant(last, zone).toLocalDate();
        return day.plusDays(everyDays).atTime(time()).atZone(zone).toInstant();
    }

    private LocalTime time() {
        return LocalTime.parse(at);
    }
}
