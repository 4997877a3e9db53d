package dev.otter.engine.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.position.Fingerprint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a place is, in a log that is a row of numbers. */
class StandbyLogTest {

    private static Fingerprint print(long hash) {
        return new Fingerprint(1_700_000_000, hash);
    }

    private static LogPosition at(int index) {
        return new LogPosition("other.000001", 100L * (index + 1));
    }

    private static TransactionId id(int index, long hash) {
        return new TransactionId.AtPosition(at(index), Optional.of(print(hash)));
    }

    /** A log with these transactions, looked through for a tail and what was applied behind it. */
    private static StandbyLog look(
            List<Long> log, List<Long> tail, List<Map.Entry<Integer, Fingerprint>> above) {
        StandbyLog standby =
                new StandbyLog(
                        table -> Optional.of(table),
                        tail.stream().map(StandbyLogTest::print).toList(),
                        above);
        for (int i = 0; i < log.size(); i++) {
            standby.committed(id(i, log.get(i)), at(i), 0);
        }
        return standby;
    }

    private static StandbyLog look(List<Long> log, List<Long> tail) {
        return look(log, tail, List.of());
    }

    @Test
    void the_place_is_right_behind_the_tail() {
        StandbyLog log = look(List.of(9L, 1L, 2L, 3L, 4L), List.of(1L, 2L, 3L));

        assertThat(log.times()).isEqualTo(1);
        assertThat(log.place()).isEqualTo(at(3));
    }

    @Test
    void another_transaction_within_the_tail_makes_it_another_history() {
        StandbyLog log = look(List.of(1L, 2L, 8L, 3L), List.of(1L, 2L, 3L));

        assertThat(log.times()).isZero();
        assertThat(log.endsWithinTail()).isFalse();
    }

    @Test
    void another_order_is_another_history() {
        assertThat(look(List.of(2L, 1L, 3L), List.of(1L, 2L, 3L)).times()).isZero();
    }

    @Test
    void a_tail_that_stands_there_twice_is_counted_twice() {
        assertThat(look(List.of(1L, 2L, 5L, 1L, 2L), List.of(1L, 2L)).times()).isEqualTo(2);
        assertThat(look(List.of(7L, 7L, 7L), List.of(7L, 7L)).times()).isEqualTo(2);
    }

    @Test
    void a_log_that_ends_within_the_tail_may_still_get_the_rest() {
        StandbyLog log = look(List.of(5L, 1L, 2L), List.of(1L, 2L, 3L));

        assertThat(log.times()).isZero();
        assertThat(log.endsWithinTail()).isTrue();
    }

    @Test
    void what_was_applied_behind_the_tail_is_named_anew_with_its_slot() {
        StandbyLog log =
                look(
                        List.of(1L, 2L, 3L, 4L, 5L),
                        List.of(1L, 2L),
                        List.of(Map.entry(6, print(4)), Map.entry(8, print(5))));

        assertThat(log.missing()).isZero();
        assertThat(log.applied())
                .containsExactly(
                        new StandbyLog.Applied(6, id(3, 4)), new StandbyLog.Applied(8, id(4, 5)));
    }

    @Test
    void of_equal_transactions_behind_the_tail_as_many_as_were_applied_are_taken_the_first_ones() {
        StandbyLog log =
                look(
                        List.of(1L, 4L, 4L, 4L),
                        List.of(1L),
                        List.of(Map.entry(0, print(4)), Map.entry(1, print(4))));

        assertThat(log.applied())
                .extracting(StandbyLog.Applied::id)
                .containsExactly(id(1, 4), id(2, 4));
        assertThat(log.missing()).isZero();
    }

    @Test
    void what_was_applied_and_is_not_there_is_missed() {
        StandbyLog log = look(List.of(1L, 2L), List.of(1L), List.of(Map.entry(0, print(9))));

        assertThat(log.missing()).isEqualTo(1);
    }

    @Test
    void what_stands_before_the_tail_is_not_taken_for_what_was_applied_behind_it() {
        StandbyLog log = look(List.of(4L, 1L), List.of(1L), List.of(Map.entry(0, print(4))));

        assertThat(log.applied()).isEmpty();
        assertThat(log.missing()).isEqualTo(1);
    }

    @Test
    void transactions_without_anything_in_scope_do_not_count() {
        StandbyLog log = look(List.of(), List.of(1L, 2L));
        for (int i = 0; i < 2; i++) {
            log.committed(id(2 * i, i + 1), at(2 * i), 0);
            log.committed(new TransactionId.AtPosition(at(2 * i + 1)), at(2 * i + 1), 0);
        }

        assertThat(log.times()).isEqualTo(1);
        assertThat(log.place()).isEqualTo(at(2));
    }
}
