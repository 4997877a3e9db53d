package dev.otter.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswerWatchTest {
    private final AtomicLong seconds = new AtomicLong(1000);
    private final AnswerWatch watch =
            new AnswerWatch(() -> TimeUnit.SECONDS.toNanos(seconds.get()));

    @Test
    void an_idle_target_owes_no_answer() {
        watch.missing(0);
        seconds.addAndGet(60);

        assertThat(watch.missing(0)).isFalse();
        assertThat(watch.missing(2)).isFalse();
    }

    @Test
    void five_seconds_without_an_end_are_told() {
        watch.missing(2);
        seconds.addAndGet(4);
        assertThat(watch.missing(2)).isFalse();
        seconds.addAndGet(1);
        assertThat(watch.missing(2)).isTrue();
    }

    @Test
    void each_end_begins_a_new_wait() {
        watch.missing(2);
        seconds.addAndGet(4);
        watch.moved();
        seconds.addAndGet(4);
        assertThat(watch.missing(1)).isFalse();
        seconds.addAndGet(1);
        assertThat(watch.missing(1)).isTrue();
    }
}
