package dev.otter.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.engine.pipeline.PipelineStatus.Kinds;
import dev.otter.engine.snapshot.CopyProgress;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.node.duty.Assignment;
import dev.otter.node.duty.Counts;
import dev.otter.node.duty.DutyStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
    void notices_and_the_progress_of_a_full_load_reach_the_manager() {
        PipelineStatus run =
                new PipelineStatus(
                        "p",
                        PipelineState.RUNNING,
                        "",
                        Instant.EPOCH,
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        0,
                        Kinds.NONE,
                        0,
                        0,
                        0,
                        PipelineStatus.Queue.NONE,
                        0,
                        0,
                        List.of(),
                        Optional.empty(),
                        3,
                        List.of("a standby is read"),
                        Optional.of(new CopyProgress(1, 2, 30, 60, 5, OptionalLong.of(6))),
                        PipelineStatus.Files.NONE,
                        Optional.empty());
        Endpoint end =
                new Endpoint("a", Endpoint.Type.MYSQL, "127.0.0.1", 1, "u", "", TlsMode.DISABLED);
        Pipeline pipeline =
                new Pipeline(
                        "p",
                        end,
                        end,
                        new StartPoint.Now(),
                        Optional::of,
                        PipelineOptions.defaults());
        DutyStatus duty =
                new DutyStatus(
                        new Assignment(1, "c", 7, pipeline, List.of(1), Optional.empty(), "1"),
                        DutyStatus.Phase.RUNNING,
                        "",
                        Instant.EPOCH,
                        2,
                        Counts.NONE,
                        Optional.of(run),
                        Optional.empty());

        var told = new Meter(Counts.NONE).status(duty);

        assertThat(told.notices()).containsExactly("a standby is read");
        assertThat(told.triedAlone()).isEqualTo(3);
        assertThat(told.copy())
                .hasValue(
                        new dev.otter.transport.control.message.PipelineStatus.Copy(
                                1, 2, 30, 60, 5, OptionalLong.of(6)));
    }

    @Test
    void counters_that_begin_anew_are_not_taken_for_less() {
        Meter meter = new Meter(Counts.NONE);
        meter.read(counts(5), Duration.ofSeconds(1));

        assertThat(meter.read(counts(3), Duration.ofSeconds(1))).isEqualTo(counts(3));
    }
}
