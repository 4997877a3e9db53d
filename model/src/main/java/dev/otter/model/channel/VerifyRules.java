package dev.otter.model.channel;

import java.util.Optional;

/**
 * How a pipeline's rows are compared without being asked. What is null takes its default.
 *
 * @param continuous of which rows that it applies both sides are read back
 * @param percent with {@link Continuous#SAMPLED}: of so many of a hundred changed rows, 1 to 100
 * @param rowsPerSecond rows that are read back per second at most, 1 to 1,000,000
 * @param memoryMib MiB that keys may take that wait to be read back, 1 to 1,024
 * @param repair whether rows that are proven to differ are sent again
 * @param schedule when all tables are compared; empty when nobody starts that by a clock
 */
public record VerifyRules(
        Continuous continuous,
        Integer percent,
        Integer rowsPerSecond,
        Integer memoryMib,
        Boolean repair,
        Optional<CheckSchedule> schedule) {
    private static final int PERCENT_MAX = 100;
    private static final int ROWS_MAX = 1_000_000;
    private static final int MEMORY_MAX = 1_024;

    /** Of which rows both sides are read back. */
    public enum Continuous {
        /** Of none. */
        OFF,
        /** Of a share, chosen by chance. */
        SAMPLED,
        /** Of all, as far as the limits allow. */
        ALL
    }

    public VerifyRules {
        continuous = continuous == null ? Continuous.OFF : continuous;
        percent = within("percent", percent, 1, PERCENT_MAX);
        rowsPerSecond = within("rows-per-second", rowsPerSecond, 500, ROWS_MAX);
        memoryMib = within("memory-mib", memoryMib, 16, MEMORY_MAX);
        repair = repair != null && repair;
        schedule = schedule == null ? Optional.empty() : schedule;
    }

    private static int within(String name, Integer value, int usual, int most) {
        if (value == null) {
            return usual;
        }
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "'verify.%s' is %d, must be 1 to %d".formatted(name, value, most));
        }
        return value;
    }

    /** Nothing is compared; when it is switched on: one row of a hundred, 500 rows/s, 16 MiB. */
    public static VerifyRules off() {
        return new VerifyRules(Continuous.OFF, null, null, null, null, Optional.empty());
    }

    /** The same for other rows. */
    public VerifyRules with(Continuous other) {
        return new VerifyRules(other, percent, rowsPerSecond, memoryMib, repair, schedule);
    }

    /** The same without a schedule, which the engine does not follow. */
    public VerifyRules withoutSchedule() {
        return new VerifyRules(
                continuous, percent, rowsPerSecond, memoryMib, repair, Optional.empty());
    }

    /** The same with or without repair. */
    public VerifyRules withRepair(boolean on) {
        return new VerifyRules(continuous, percent, rowsPerSecond, memoryMib, on, schedule);
    }
}
