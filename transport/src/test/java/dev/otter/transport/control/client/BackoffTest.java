package dev.otter.transport.control.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff =
            new Backoff(
                    new ControlClientConfig.Pace(
                            Duration.ofMillis(100), Duration.ofMillis(1_000), Duration.ZERO),
                    new Random(3));

    @Test
    void pauses_double_up_to_the_longest_and_vary_by_half() {
        long[] whole = {100, 200, 400, 800, 1_000, 1_000, 1_000};
        for (long each : whole) {
            assertThat(backoff.pause().toMillis()).isBetween(each / 2, each);
        }
    }

    @Test
    void after_a_reset_they_begin_anew() {
        for (int i = 0; i < 10; i++) {
            backoff.pause();
        }

        backoff.reset();

        assertThat(backoff.pause().toMillis()).isBetween(50L, 100L);
    }
}
