package dev.otter.manager.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoginLimiterTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-25T22:00:00Z"));
    private final LoginLimiter limiter = new LoginLimiter(now::get);

    @Test
    void the_fifth_failure_of_a_user_blocks_for_ten_seconds_and_the_sixth_for_twenty() {
        fail("ann", "h", 4);
        assertThatCode(() -> limiter.check("ann", "h")).doesNotThrowAnyException();

        fail("ann", "h", 1);
        assertBlocked("ann", "h");
        pass(10);
        assertThatCode(() -> limiter.check("ann", "h")).doesNotThrowAnyException();

        fail("ann", "h", 1);
        pass(10);
        assertBlocked("ann", "h");
        pass(10);
        assertThatCode(() -> limiter.check("ann", "h")).doesNotThrowAnyException();
    }

    @Test
    void an_owner_elsewhere_is_not_locked_out_by_a_guesser() {
        fail("ann", "bad", 10);

        assertThatCode(() -> limiter.check("ann", "good")).doesNotThrowAnyException();
    }

    @Test
    void an_address_that_tries_many_users_is_blocked_for_all() {
        for (int i = 0; i < LoginLimiter.FREE_ADDRESS; i++) {
            fail("user" + i, "bad", 1);
        }

        assertBlocked("ann", "bad");
    }

    @Test
    void success_forgets_the_failures_of_the_user() {
        fail("ann", "h", 4);
        limiter.succeeded("ann", "h");
        fail("ann", "h", 4);

        assertThatCode(() -> limiter.check("ann", "h")).doesNotThrowAnyException();
    }

    @Test
    void no_block_is_longer_than_a_quarter_of_an_hour() {
        fail("ann", "h", 19);
        pass(15 * 60);

        assertThatCode(() -> limiter.check("ann", "h")).doesNotThrowAnyException();
    }

    private void fail(String user, String address, int times) {
        for (int i = 0; i < times; i++) {
            limiter.failed(user, address);
        }
    }

    private void pass(int seconds) {
        now.updateAndGet(time -> time.plus(Duration.ofSeconds(seconds)));
    }

    private void assertBlocked(String user, String address) {
        assertThatThrownBy(() -> limiter.check(user, address))
                .hasMessageContaining("OTR-4215")
                .hasMessageContaining("Wait ");
    }
}
