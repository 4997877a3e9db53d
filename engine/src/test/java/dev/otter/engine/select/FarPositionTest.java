package dev.otter.engine.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.stream.LogFile;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.model.position.LogPosition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FarPositionTest {
    private static final long FAR = 5_000_000_000L;
    private static final LogPosition POSITION = new LogPosition("log.000002", FAR);
    private static final LogFile BEFORE = new LogFile("log.000001", 1000);
    private static final LogFile BEHIND = new LogFile("log.000003", 400);

    private static Optional<StreamStart> behind(LogFile... files) {
        return FarPosition.behind(POSITION, List.of(files), "pipeline p");
    }

    @Test
    void only_offsets_that_no_source_can_be_asked_for_are_far() {
        assertThat(FarPosition.is(new LogPosition("log.000002", 0xFFFF_FFFFL))).isFalse();
        assertThat(FarPosition.is(new LogPosition("log.000002", 0x1_0000_0000L))).isTrue();
    }

    @Test
    void behind_the_end_of_a_file_comes_the_next() {
        assertThat(behind(BEFORE, new LogFile("log.000002", FAR), BEHIND))
                .contains(new StreamStart.AtFile("log.000003", 4));
    }

    @Test
    void the_next_file_is_waited_for() {
        assertThat(behind(BEFORE, new LogFile("log.000002", FAR))).isEmpty();
    }

    @Test
    void a_file_that_goes_on_is_an_error_that_tells_what_to_do() {
        assertThatThrownBy(() -> behind(new LogFile("log.000002", FAR + 1), BEHIND))
                .hasMessageContaining("OTR-3001")
                .hasMessageContaining("mysqlbinlog --start-position=5000000000");
    }

    @Test
    void a_file_that_is_gone_is_purged_log() {
        assertThatThrownBy(() -> behind(BEHIND)).hasMessageContaining("OTR-2101");
    }
}
