package dev.otter.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RowRateTest {
    @Test
    void all_threads_together_read_so_many_rows_a_second() {
        RowRate rate = new RowRate(100, 0);

        assertThat(rate.after(50, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(rate.after(100, 0)).isEqualTo(Duration.ofMillis(1_500));
        assertThat(rate.after(100, 1_500_000_000L)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void time_in_which_nothing_was_read_is_not_made_up_for() {
        RowRate rate = new RowRate(100, 0);

        assertThat(rate.after(100, 60_000_000_000L)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void no_limit_lets_nobody_wait() {
        assertThat(new RowRate(0, 0).after(1_000_000, 0)).isZero();
    }
}
