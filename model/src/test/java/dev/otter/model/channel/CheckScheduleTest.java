package dev.otter.model.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckScheduleTest {
    private static CheckSchedule every(int days) {
        return new CheckSchedule("03:00", days, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T03:00:00Z, 2026-11-27T03:00:00Z",
        "2026-11-27T02:59:59Z, 2026-11-26T03:00:00Z",
        "2026-11-27T23:00:00Z, 2026-11-27T03:00:00Z"
    })
    void each_day_is_due_at_its_time(Instant now, Instant due) {
        assertThat(every(1).lastDue(now, ZoneOffset.UTC)).isEqualTo(due);
        assertThat(every(1).nextDue(now, ZoneOffset.UTC)).isEqualTo(due.plus(Duration.ofDays(1)));
    }

    @Test
    void every_seventh_day_is_the_same_day_whenever_it_is_asked() {
        Instant due = every(7).lastDue(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);
        for (int hour = 1; hour < 7 * 24; hour++) {
            Instant later = due.plus(Duration.ofHours(hour));
            assertThat(every(7).lastDue(later, ZoneOffset.UTC)).isEqualTo(due);
        }
        assertThat(every(7).lastDue(due.plus(Duration.ofDays(7)), ZoneOffset.UTC))
                .isEqualTo(due.plus(Duration.ofDays(7)));
    }

    @Test
    void a_time_that_the_clock_leaves_out_is_due_when_it_has_passed() {
        // In Berlin the clock goes from 02:00 to 03:00 on 29 March 2026.
        CheckSchedule half = new CheckSchedule("02:30", 1, 0, false);
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThat(half.lastDue(Instant.parse("2026-03-29T02:00:00Z"), berlin))
                .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3:00", "24:00", "03:60", "03:00:00", "", "noon"})
    void only_times_of_a_day_are_taken(String at) {
        assertThatThrownBy(() -> new CheckSchedule(at, 1, 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("03:00");
    }

    @Test
    void limits_have_bounds_and_what_is_left_out_has_defaults() {
        VerifyRules rules = new VerifyRules(null, null, null, null, null, Optional.empty());

        assertThat(rules).isEqualTo(VerifyRules.off());
        assertThat(rules.percent()).isEqualTo(1);
        assertThatThrownBy(() -> new VerifyRules(null, 101, null, null, null, Optional.empty()))
                .hasMessageContaining("verify.percent");
        assertThatThrownBy(() -> new CheckSchedule("03:00", 0, 0, false))
                .hasMessageContaining("every-days");
    }
}
