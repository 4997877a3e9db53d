package dev.otter.transport.control.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.message.PipelineStatus;
import dev.otter.transport.control.message.StatisticsBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import otter.wire.control.v1.WirePipelineStatus;
import otter.wire.control.v1.WireStatus;

class WireRoundTripTest {
    private static final Fault FAULT = new Fault("OTR-3101", "what", "where", "remedy");

    private static PipelineStatus pipeline(Optional<Fault> error, String reason) {
        return new PipelineStatus(
                "shop/a-to-b",
                "RUNNING",
                reason,
                Instant.ofEpochMilli(3),
                "load",
                2,
                "binlog.000001:4",
                new PipelineStatus.Flow(OptionalLong.of(5), 6.5, 7.5, 8.5, 9.5, 10, 11),
                new PipelineStatus.Totals(12, 13, 14, 15),
                List.of("shop.x: " + reason, "shop.y: " + reason),
                error.map(f -> new PipelineStatus.LastError(f, Instant.ofEpochMilli(16))),
                List.of("a standby is read" + reason),
                17,
                error.map(_ -> new PipelineStatus.Copy(18, 19, 20, 21, 22.5, OptionalLong.of(23))),
                error.map(_ -> new PipelineStatus.Verify(24, 25, 26, 27, 28, 29, 30, "why")));
    }

    private static PipelineStatus idle(List<String> heldTables) {
        return new PipelineStatus(
                "7",
                "standby",
                "",
                Instant.ofEpochMilli(3),
                "",
                0,
                "",
                PipelineStatus.Flow.NONE,
                PipelineStatus.Totals.NONE,
                heldTables,
                Optional.empty());
    }

    private static NodeStatus status(List<PipelineStatus> pipelines) {
        return new NodeStatus(
                Instant.ofEpochMilli(1),
                "5.0",
                Duration.ofMillis(2),
                new NodeStatus.Load(3, 4, 0.5),
                pipelines);
    }

    @Test
    void records_come_back_as_they_were() {
        NodeStatus status =
                status(
                        List.of(
                                idle(List.of()),
                                pipeline(Optional.empty(), ""),
                                pipeline(Optional.of(FAULT), "waits for the source")));
        assertThat(FromWire.status(ToWire.status(status))).isEqualTo(status);
        NodeEvent event = new NodeEvent(Instant.ofEpochMilli(9), "OTR-1", "here", "text");
        assertThat(FromWire.event(ToWire.event(event))).isEqualTo(event);
        StatisticsBatch batch =
                new StatisticsBatch(
                        5,
                        6,
                        List.of(
                                new PipelineMinute(
                                        "p",
                                        Instant.ofEpochMilli(60_000),
                                        new PipelineMinute.Rows(1, 2, 3, 4),
                                        5,
                                        6,
                                        7)));
        assertThat(FromWire.statistics(5, ToWire.statistics(batch))).isEqualTo(batch);
        for (Answer answer : List.of(Answer.done(3), new Answer(4, Optional.of(FAULT)))) {
            assertThat(FromWire.answer(ToWire.answer(answer))).isEqualTo(answer);
        }
        for (Command command :
                List.of(
                        new Command.RenewCertificate(),
                        new Command.ReportNow(),
                        new Command.SwitchLeader("p"))) {
            assertThat(FromWire.command(ToWire.command(1, command))).isEqualTo(command);
        }
    }

    @Test
    void a_status_of_any_size_fits_into_a_message() {
        String longText = "漢".repeat(10_000);
        Fault fault = new Fault(longText, longText, longText, longText);
        NodeStatus giant =
                status(Collections.nCopies(5_000, pipeline(Optional.of(fault), longText)));

        WireStatus wire = ToWire.status(giant);

        assertThat(wire.getSerializedSize()).isLessThan(Limits.MESSAGE_BYTES);
        assertThat(wire.getPipelinesCount()).isPositive();
        assertThat(wire.getPipelines(0).getReason()).hasSize(Limits.TEXT_CHARS).endsWith("…");
    }

    @Test
    void held_tables_beyond_the_bound_are_counted() {
        NodeStatus status = status(List.of(idle(Collections.nCopies(250, "shop.x: why"))));

        List<String> told =
                FromWire.status(ToWire.status(status)).pipelines().getFirst().heldTables();

        assertThat(told).hasSize(PipelineStatus.MOST_HELD_TABLES).startsWith("shop.x: why");
        assertThat(told.getLast()).isEqualTo("and 151 more");
    }

    @Test
    void a_lag_of_nothing_is_told_apart_from_a_lag_that_is_not_known() {
        WirePipelineStatus.Builder wire = WirePipelineStatus.newBuilder();
        assertThat(lag(wire.build())).isEmpty();
        assertThat(lag(wire.setLagMillis(0).build())).hasValue(0);
    }

    private static OptionalLong lag(WirePipelineStatus wire) {
        WireStatus status = WireStatus.newBuilder().addPipelines(wire).build();
        return FromWire.status(status).pipelines().getFirst().flow().lagMillis();
    }

    @Test
    void a_batch_of_statistics_of_any_names_fits_into_a_message() {
        PipelineMinute minute =
                new PipelineMinute(
                        "漢".repeat(10_000),
                        Instant.ofEpochMilli(Long.MAX_VALUE),
                        new PipelineMinute.Rows(
                                Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE);
        StatisticsBatch batch =
                new StatisticsBatch(
                        1, 1, Collections.nCopies(StatisticsBatch.MOST_MINUTES, minute));

        assertThat(ToWire.statistics(batch).getSerializedSize()).isLessThan(Limits.MESSAGE_BYTES);
    }
}
