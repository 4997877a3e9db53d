package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When the rows of both sides are of the same moment, and when that cannot be said. */
class TouchesTest {
    private static final UUID SOURCE = UUID.fromString("11111111-1111-1111-1111-111111111111");
    private static final long KEY = 7;
    private static final long OTHER = 8;

    private static Named named(long number) {
        return new Named(
                new TransactionId.Gtid(SOURCE, "", number), new LogPosition("log.1", number * 100));
    }

    private static Named at(long offset) {
        LogPosition end = new LogPosition("log.1", offset);
        return new Named(new TransactionId.AtPosition(end), end);
    }

    private static TargetPoint look(String gtids, long offset, TransactionId... above) {
        return new TargetPoint(
                new Checkpoint(new LogPosition("log.1", offset), gtids),
                GtidSet.parse(gtids),
                Set.of(above));
    }

    private static SourcePoint executed(String gtids) {
        return new SourcePoint(new LogPosition("log.1", 10_000), GtidSet.parse(gtids), true);
    }

    private static Touches touches(SourcePoint shown) {
        return new Touches(List.of(KEY, OTHER), shown::shows);
    }

    @Test
    void an_untouched_key_is_settled_whatever_the_mark() {
        Touches touches = touches(executed(SOURCE + ":1-5"));
        touches.touched(named(9), Set.of(OTHER));

        assertThat(touches.state(KEY, look(SOURCE + ":1", 100))).isEqualTo(Touches.State.SETTLED);
    }

    @Test
    void a_touched_key_is_settled_once_the_target_has_the_transaction() {
        Touches touches = touches(executed(SOURCE + ":1-5"));
        touches.touched(named(4), Set.of(KEY));

        assertThat(touches.state(KEY, look(SOURCE + ":1-3", 300))).isEqualTo(Touches.State.BEHIND);
        assertThat(touches.covered(look(SOURCE + ":1-3", 300))).isFalse();
        assertThat(touches.state(KEY, look(SOURCE + ":1-4", 400))).isEqualTo(Touches.State.SETTLED);
        // An idle pipeline's mark is old, the id above it tells.
        assertThat(touches.state(KEY, look(SOURCE + ":1-2", 200, named(4).id())))
                .isEqualTo(Touches.State.SETTLED);
        assertThat(touches.covered(look(SOURCE + ":1-2", 200, named(4).id()))).isTrue();
    }

    @Test
    void what_the_log_has_and_the_source_does_not_show_yet_is_never_settled() {
        Touches touches = touches(executed(SOURCE + ":1-3"));
        touches.touched(named(4), Set.of(KEY));

        assertThat(touches.state(KEY, look(SOURCE + ":1-9", 900))).isEqualTo(Touches.State.UNSURE);
        assertThat(touches.covered(look(SOURCE + ":1-3", 300))).isTrue();
    }

    @Test
    void what_may_touch_any_key_counts_for_all() {
        Touches touches = touches(executed(SOURCE + ":1-5"));
        touches.touchedAll(named(5));

        assertThat(touches.state(OTHER, look(SOURCE + ":1-4", 400)))
                .isEqualTo(Touches.State.BEHIND);
        assertThat(touches.state(OTHER, look(SOURCE + ":1-5", 500)))
                .isEqualTo(Touches.State.SETTLED);
        touches.touchedAll(named(6));
        assertThat(touches.state(OTHER, look(SOURCE + ":1-6", 600)))
                .isEqualTo(Touches.State.UNSURE);
    }

    @Test
    void without_gtids_positions_tell() {
        SourcePoint point = new SourcePoint(new LogPosition("log.1", 500), GtidSet.empty(), false);
        Touches touches = touches(point);
        touches.touched(at(500), Set.of(KEY));
        touches.touched(at(501), Set.of(OTHER));

        assertThat(touches.state(KEY, look("", 500))).isEqualTo(Touches.State.SETTLED);
        assertThat(touches.state(KEY, look("", 499))).isEqualTo(Touches.State.BEHIND);
        assertThat(touches.state(KEY, look("", 499, at(500).id())))
                .isEqualTo(Touches.State.SETTLED);
        assertThat(touches.state(OTHER, look("", 900))).isEqualTo(Touches.State.UNSURE);
    }

    @Test
    void too_many_transactions_leave_everything_unsure() {
        Touches touches = touches(executed(SOURCE + ":1-200000"));
        for (int i = 1; i <= 100_001; i++) {
            touches.touched(named(i), Set.of(KEY));
        }

        assertThat(touches.state(OTHER, look(SOURCE + ":1-200000", 1)))
                .isEqualTo(Touches.State.UNSURE);
    }

    @Test
    void the_scan_begins_before_all_that_is_not_both_applied_and_shown() {
        assertThat(executed(SOURCE + ":1-3").scanStart(look(SOURCE + ":1-5", 500)))
                .isEqualTo(new StreamStart.AfterGtids(GtidSet.parse(SOURCE + ":1-3")));
        assertThat(executed(SOURCE + ":1-9").scanStart(look(SOURCE + ":1-5:7", 500)))
                .isEqualTo(new StreamStart.AfterGtids(GtidSet.parse(SOURCE + ":1-5:7")));
    }

    @Test
    void the_last_change_of_a_key_is_known_whether_it_is_shown_or_not() {
        Touches touches = touches(executed(SOURCE + ":1-5"));
        assertThat(touches.newest(KEY)).isEmpty();

        touches.touched(named(3), Set.of(KEY));
        touches.touched(named(4), Set.of(OTHER));
        assertThat(touches.newest(KEY)).contains(named(3).end());

        touches.touched(named(9), Set.of(KEY));
        assertThat(touches.newest(KEY)).contains(named(9).end());

        touches.touchedAll(named(11));
        assertThat(touches.newest(KEY)).contains(named(11).end());
        assertThat(touches.newest(OTHER)).contains(named(11).end());
    }
}
