package dev.otter.model.config.alarm;

import java.time.DateTimeException;
import java.time.LocalTime;

/**
 * A part of each day, by the manager's clock.
 *
 * @param from first minute
 * @param to the minute after the last; before {@code from} when the period crosses midnight
 */
public record DayPeriod(LocalTime from, LocalTime to) {
    private static final int PARTS = 2;

    public DayPeriod {
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "period %s-%s is empty; leave it out to mean the whole day"
                            .formatted(from, to));
        }
    }

    /**
     * Reads {@code 09:00-18:30}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static DayPeriod parse(String text) {
        String[] ends = text.split("-", -1);
        try {
            if (ends.length == PARTS) {
                return new DayPeriod(
                        LocalTime.parse(ends[0].trim()), LocalTime.parse(ends[1].trim()));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(wrong(text), e);
        }
        throw new IllegalArgumentException(wrong(text));
    }

    /** Whether a time of day lies in it. */
    public boolean contains(LocalTime time) {
        boolean afterStart = !time.isBefore(from);
        boolean beforeEnd = time.isBefore(to);
        return from.isBefore(to) ? afterStart && beforeEnd : afterStart || beforeEnd;
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }

    private static String wrong(String text) {
        return "'" + text + "' is not a period of a day; write it as 09:00-18:30";
    }
}
