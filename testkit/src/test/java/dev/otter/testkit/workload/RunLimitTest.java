package dev.otter.testkit.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunLimitTest {

    @Test
    void shares_add_up_to_the_whole() {
        RunLimit limit = RunLimit.transactions(1003);
        long sum = IntStream.range(0, 4).mapToLong(i -> limit.shareOf(i, 4)).sum();
        assertThat(sum).isEqualTo(1003);
    }

    @Test
    void nothing_to_do_is_refused() {
        assertThatThrownBy(() -> RunLimit.transactions(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_pace_spreads_the_turns_of_all_writers_evenly() {
        Pace pace = Pace.perSecond(1000);
        assertThat(pace.dueNanos(0, 0, 2)).isZero();
        assertThat(pace.dueNanos(0, 1, 2)).isEqualTo(1_000_000);
        assertThat(pace.dueNanos(1, 0, 2)).isEqualTo(2_000_000);
        assertThat(Pace.unlimited().dueNanos(9, 1, 2)).isZero();
    }
}
