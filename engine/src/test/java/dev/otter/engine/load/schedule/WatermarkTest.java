package dev.otter.engine.load.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.position.Fingerprint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.position.TransactionId.AtPosition;
import dev.otter.model.position.TransactionId.Gtid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WatermarkTest {
    private final List<TransactionId> passed = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Watermark mark = new Watermark(at(4), passed::add, gaps::add);

    private static LogPosition at(long offset) {
        return new LogPosition("log.000001", offset);
    }

    private static TransactionId id(long offset) {
        return new AtPosition(at(offset));
    }

    @Test
    void only_an_unbroken_run_moves_the_mark() {
        mark.opened(1, id(10), at(10), 100);
        mark.opened(2, id(20), at(20), 200);
        mark.opened(3, id(30), at(30), 300);

        mark.closed(3);
        mark.closed(2);
        assertThat(mark.position()).isEqualTo(at(4));
        assertThat(mark.oldestOutstandingMicros()).isEqualTo(100);

        mark.closed(1);
        assertThat(mark.position()).isEqualTo(at(30));
        assertThat(mark.sequence()).isEqualTo(3);
        assertThat(passed).containsExactly(id(10), id(20), id(30));
    }

    @Test
    void what_is_out_of_scope_waits_for_what_came_before_it() {
        mark.opened(1, id(10), at(10), 100);
        mark.skipped(id(20), at(20));
        mark.skipped(null, at(25));
        mark.skipped(null, at(28));
        assertThat(mark.position()).isEqualTo(at(4));

        mark.closed(1);

        assertThat(mark.position()).isEqualTo(at(28));
        assertThat(passed).containsExactly(id(10));
        assertThat(gaps).hasSize(1);
        assertThat(mark.oldestOutstandingMicros()).isEqualTo(-1);
    }

    @Test
    void any_number_that_is_out_of_scope_takes_the_room_of_one() {
        UUID server = UUID.fromString("3e11fa47-71ca-11e1-9e33-c80aa9429562");
        mark.opened(1, new Gtid(server, "", 1), at(10), 100);
        for (int n = 2; n <= 1_000_000; n++) {
            mark.skipped(new Gtid(server, "", n), at(10L * n));
        }
        mark.opened(2, new Gtid(server, "", 1_000_001), at(10_000_010), 100);
        mark.skipped(new Gtid(server, "", 1_000_002), at(10_000_020));
        mark.closed(2);
        assertThat(mark.outstanding()).isEqualTo(4);
        assertThat(mark.position()).isEqualTo(at(4));

        mark.closed(1);

        assertThat(mark.outstanding()).isZero();
        assertThat(mark.position()).isEqualTo(at(10_000_020));
        assertThat(gaps)
                .extracting(gap -> gap.gtids().toString())
                .containsExactly(server + ":2-1000000", server + ":1000002");
    }

    @Test
    void of_a_gap_without_gtids_the_last_fingerprints_are_kept() {
        mark.opened(1, id(10), at(10), 100);
        for (int n = 2; n <= 100; n++) {
            mark.skipped(
                    new AtPosition(at(10L * n), Optional.of(new Fingerprint(7, n))), at(10L * n));
        }
        mark.closed(1);

        assertThat(gaps.getFirst().newestPrints())
                .extracting(Fingerprint::hash)
                .containsExactly(93L, 94L, 95L, 96L, 97L, 98L, 99L, 100L);
    }

    @Test
    void a_slot_is_written_again_only_when_the_mark_has_passed_its_group() {
        SlotRing slots = new SlotRing(2);
        int first = slots.take(0);
        int second = slots.take(0);
        assertThat(slots.take(0)).isEqualTo(-1);

        slots.written(first, 7);
        assertThat(slots.take(6)).isEqualTo(-1);
        assertThat(slots.take(7)).isEqualTo(first);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void a_slot_of_an_earlier_run_is_kept_until_its_ids_were_read_again() {
        SlotRing slots = new SlotRing(1);
        slots.retain(0);
        assertThat(slots.take(1_000_000)).isEqualTo(-1);

        slots.retainedUpTo(0, 5);
        assertThat(slots.take(4)).isEqualTo(-1);
        assertThat(slots.take(5)).isEqualTo(0);
    }
}
