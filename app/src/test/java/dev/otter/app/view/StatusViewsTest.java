package dev.otter.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusViewsTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Instant now = START;

    @Test
    void a_live_line_tells_position_lag_rate_and_reason() {
        new LiveView(console(200), () -> now, List::of)
                .show(List.of(look(PipelineState.RUNNING, "at the end of the log")));

        assertThat(written())
                .isEqualTo(
                        "\u001b[2Kshop/a-to-b  running  mysql-bin.000003:4711  lag 120 ms  12,346"
                                + " rows/s  1,234,567 rows  at the end of the log\n");
    }

    @Test
    void a_waiting_pipeline_tells_since_when() {
        now = START.plusSeconds(75);

        new LiveView(console(200), () -> now, List::of)
                .show(List.of(look(PipelineState.WAITING, "a: connection refused")));

        assertThat(written()).contains("waiting 1 min 15 s").contains("a: connection refused");
    }

    @Test
    void live_lines_are_drawn_over_the_earlier_ones_and_cut_at_the_edge() {
        LiveView view = new LiveView(console(30), () -> now, () -> List.of("above"));
        Look look = look(PipelineState.RUNNING, "");

        view.show(List.of(look));
        view.show(List.of(look));

        assertThat(written())
                .isEqualTo(
                        "\u001b[2Kabove\n\u001b[2Kshop/a-to-b  running  mysql-b\n"
                                + "\u001b[2A\u001b[2K\n\u001b[2K\n\u001b[2A"
                                + "\u001b[2Kabove\n\u001b[2Kshop/a-to-b  running  mysql-b\n");
    }

    @Test
    void plain_lines_come_every_ten_seconds_and_when_the_state_changes() {
        PlainView view = new PlainView(console(0), () -> now);

        for (int second = 0; second <= 20; second++) {
            now = START.plusSeconds(second);
            view.show(
                    List.of(
                            look(
                                    second < 4 ? PipelineState.RUNNING : PipelineState.WAITING,
                                    "why")));
        }

        assertThat(written().lines().map(line -> line.substring(11, 41)).toList())
                .containsExactly(
                        "10:00:00Z shop/a-to-b  running",
                        "10:00:04Z shop/a-to-b  waiting",
                        "10:00:14Z shop/a-to-b  waiting");
    }

    @Test
    void json_lines_have_the_documented_fields() {
        JsonView view = new JsonView(console(0), () -> now);

        view.show(List.of(look(PipelineState.RUNNING, "at the \"end\"")));
        view.end(List.of(failed()), "failed", 3);

        List<String> lines = written().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo(
                        "{\"event\":\"status\",\"time\":\"2026-11-22T10:00:00Z\",\"channel\":\"shop\","
                                + "\"pipeline\":\"a-to-b\",\"state\":\"RUNNING\","
                                + "\"reason\":\"at the \\\"end\\\"\","
                                + "\"since\":\"2026-11-22T10:00:00Z\","
                                + "\"position\":\"mysql-bin.000003:4711\",\"lagMillis\":120,"
                                + "\"rowsApplied\":1234567,\"transactionsApplied\":42,"
                                + "\"bytesRead\":5000000,\"groupsApplied\":7,\"retries\":0,"
                                + "\"triedAlone\":0,\"quarantined\":0,\"rowsPerSecond\":12345.7,\"heldTables\":[],"
                                + "\"notices\":[],\"errorCode\":null,\"error\":null}");
        assertThat(lines.get(1))
                .contains("\"event\":\"end\"")
                .contains("\"errorCode\":\"OTR-3102\"")
                .contains("\"error\":\"OTR-3102 row gone [shop.orders]. Look at it.\"")
                .endsWith("\"outcome\":\"failed\",\"exitCode\":3}");
    }

    @Test
    void the_end_sums_up() {
        new PlainView(console(0), () -> now).end(List.of(failed()), "failed", 3);

        assertThat(written())
                .isEqualTo(
                        "2026-11-22T10:00:00Z shop/a-to-b: failed at mysql-bin.000003:4711,"
                                + " 1,234,567 rows in 42 transactions, 4.8 MiB of log read, 1 retry,"
                                + " held: shop.carts\n2026-11-22T10:00:00Z OTR-3102 row gone"
                                + " [shop.orders]. Look at it.\n2026-11-22T10:00:00Z failed\n");
    }

    @Test
    void amounts_read_well() {
        assertThat(Amounts.time(Duration.ofMillis(999))).isEqualTo("999 ms");
        assertThat(Amounts.time(Duration.ofMillis(59_999))).isEqualTo("59.9 s");
        assertThat(Amounts.time(Duration.ofSeconds(3_599))).isEqualTo("59 min 59 s");
        assertThat(Amounts.time(Duration.ofMinutes(121))).isEqualTo("2 h 01 min");
        assertThat(Amounts.bytes(1_023)).isEqualTo("1023 B");
        assertThat(Amounts.bytes(1_536)).isEqualTo("1.5 KiB");
        assertThat(Amounts.perSecond(0)).isEqualTo("0");
        assertThat(Amounts.perSecond(0.5)).isEqualTo("0.5");
        assertThat(Amounts.count(1, "row")).isEqualTo("1 row");
    }

    @Test
    void a_rate_looks_back_five_seconds() {
        RateMeter meter = new RateMeter();
        double rate = 0;
        for (int second = 0; second <= 20; second++) {
            rate = meter.add(second * 1_000_000_000L, second < 10 ? 0 : (second - 10) * 100L);
        }
        assertThat(rate).isEqualTo(100);
    }

    private Console console(int columns) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Console(stream, stream, columns);
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Look look(PipelineState state, String reason) {
        return new Look(
                "shop", "a-to-b", status(state, reason, 0, List.of(), Optional.empty()), 12_345.67);
    }

    private static Look failed() {
        OtterException error =
                new OtterException(
                        ErrorCode.ROW_DIVERGED, "row gone", "shop.orders", "Look at it.");
        return new Look(
                "shop",
                "a-to-b",
                status(PipelineState.FAILED, "x", 1, List.of("shop.carts"), Optional.of(error)),
                0);
    }

    private static PipelineStatus status(
            PipelineState state,
            String reason,
            long retries,
            List<String> held,
            Optional<OtterException> failure) {
        return new PipelineStatus(
                "shop/a-to-b",
                state,
                reason,
                START,
                Optional.of(new LogPosition("mysql-bin.000003", 4711)),
                OptionalLong.of(120),
                Optional.empty(),
                1_234_567,
                PipelineStatus.Kinds.NONE,
                42,
                5_000_000,
                7,
                PipelineStatus.Queue.NONE,
                retries,
                0,
                held,
                failure,
                0,
                List.of());
    }
}
