package dev.otter.transport.control.server.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private final RateLimit limit = new RateLimit(3, Duration.ofSeconds(10), () -> now);

    @Test
    void a_burst_passes_and_then_one_per_refill() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.allows("a")).isTrue();
        }
        assertThat(limit.allows("a")).isFalse();
        assertThat(limit.allows("b")).as("another source").isTrue();

        now = now.plusSeconds(10);
        assertThat(limit.allows("a")).isTrue();
        assertThat(limit.allows("a")).isFalse();
    }

    @Test
    void a_clock_that_goes_back_gives_nothing_away() {
        for (int i = 0; i < 3; i++) {
            limit.allows("a");
        }
        now = now.minusSeconds(3_600);

        assertThat(limit.allows("a")).isFalse();
    }
}
