package dev.otter.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.PipelineStatus.Kinds;
import dev.otter.node.duty.Counts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static Counts counts(long rows) {
        return new Counts(rows, new Kinds(rows, 0, 0, 0), rows, 100 * rows, rows, 0, 0);
    }

    @Test
    void counted_is_what_has_come_since() {
        Meter meter = new Meter(Counts.NONE);

        assertThat(meter.read(counts(5), Duration.ofSeconds(1))).isEqualTo(counts(5));
        assertThat(meter.read(counts(7), Duration.ofSeconds(1))).isEqualTo(counts(2));
    }

    @Test
    void counters_that_begin_anew_are_not_taken_for_less() {
        Meter meter = new Meter(Counts.NONE);
        meter.read(counts(5), Duration.ofSeconds(1));

        assertThat(meter.read(counts(3), Duration.ofSeconds(1))).isEqualTo(counts(3));
    }
}
