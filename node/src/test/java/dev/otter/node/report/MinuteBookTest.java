package dev.otter.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.PipelineStatus.Kinds;
import dev.otter.node.duty.Counts;
import dev.otter.transport.control.message.PipelineMinute;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MinuteBookTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final MinuteBook book = new MinuteBook();

    private static Counts counts(long inserts, long bytes) {
        return new Counts(inserts, new Kinds(inserts, 0, 0, 0), 1, bytes, 1, 0, 0);
    }

    @Test
    void a_minute_is_told_when_it_is_over() {
        assertThat(book.turn(NOON.plusSeconds(1))).isEmpty();
        book.add(7, counts(2, 10), OptionalLong.of(4));
        assertThat(book.turn(NOON.plusSeconds(59))).isEmpty();
        book.add(7, counts(3, 20), OptionalLong.of(8));
        book.add(7, Counts.NONE, OptionalLong.empty());

        assertThat(book.turn(NOON.plusSeconds(60)))
                .containsExactly(
                        new PipelineMinute(
                                "7", NOON, new PipelineMinute.Rows(5, 0, 0, 0), 30, 6, 8));
        assertThat(book.turn(NOON.plusSeconds(120))).isEmpty();
    }

    @Test
    void what_is_not_over_is_told_at_the_end() {
        book.turn(NOON);
        book.add(8, counts(1, 1), OptionalLong.empty());

        assertThat(book.close())
                .containsExactly(
                        new PipelineMinute(
                                "8", NOON, new PipelineMinute.Rows(1, 0, 0, 0), 1, 0, 0));
        assertThat(book.close()).isEmpty();
    }
}
