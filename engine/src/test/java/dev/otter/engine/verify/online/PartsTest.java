package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far a sweep is done, and the form in which that is kept. */
class PartsTest {
    private static RowKey key(String... cells) {
        byte[][] bytes = new byte[cells.length][];
        for (int i = 0; i < cells.length; i++) {
            bytes[i] = cells[i].getBytes(StandardCharsets.UTF_8);
        }
        return RowKey.of(bytes);
    }

    private static SweepPoint point(String key) {
        return new SweepPoint(0, Optional.of(key(key)));
    }

    @Test
    void a_part_is_done_when_it_and_all_before_it_are_decided() {
        Parts parts = new Parts(new Tally(100, 100, 100, 0, 0));
        Parts.Part first = parts.begin();
        first.gathered();
        first.read(new Tally(10, 10, 9, 0, 0), point("10"));
        Parts.Part second = parts.begin();
        second.read(new Tally(10, 10, 10, 0, 0), point("20"));

        assertThat(parts.advance()).isEmpty();
        assertThat(parts.done()).isEqualTo(new Tally(100, 100, 100, 0, 0));

        first.decided(new Tally(0, 0, 0, 1, 0));

        assertThat(parts.advance()).contains(point("20"));
        assertThat(parts.advance()).isEmpty();
        assertThat(parts.done()).isEqualTo(new Tally(120, 120, 119, 1, 0));
        assertThat(parts.size()).isZero();
    }

    @Test
    void a_part_that_is_still_read_is_not_done() {
        Parts parts = new Parts(Tally.NONE);
        parts.begin();

        assertThat(parts.advance()).isEmpty();
        assertThat(parts.size()).isEqualTo(1);
    }

    @Test
    void a_candidate_counts_for_the_part_that_met_it_first() {
        Parts parts = new Parts(Tally.NONE);
        Candidates candidates = new Candidates();
        Parts.Part first = parts.begin();
        candidates.add(key("7"), first);
        first.read(Tally.NONE, point("10"));
        Parts.Part second = parts.begin();
        candidates.add(key("7"), second);
        second.read(Tally.NONE, point("20"));
        assertThat(candidates.size()).isEqualTo(1);

        candidates.decided(candidates.due(10).getFirst(), new Tally(0, 0, 1, 0, 0));

        assertThat(parts.advance()).contains(point("20"));
        assertThat(parts.done().equal()).isEqualTo(1);
    }

    @Test
    void a_point_is_read_back_from_its_text() {
        for (SweepPoint point :
                new SweepPoint[] {
                    SweepPoint.BEGIN,
                    new SweepPoint(2, Optional.empty()),
                    new SweepPoint(0, Optional.of(key("", "ä:b"))),
                }) {
            assertThat(SweepPoint.parse(point.text(), 2)).isEqualTo(point);
        }
        assertThatThrownBy(() -> SweepPoint.parse("0:32", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'0:32' is no key of 2 columns");
    }
}
