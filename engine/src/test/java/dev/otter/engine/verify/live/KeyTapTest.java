package dev.otter.engine.verify.live;

import static dev.otter.engine.verify.live.Shops.OTHER;
import static dev.otter.engine.verify.live.Shops.T;
import static dev.otter.engine.verify.live.Shops.at;
import static dev.otter.engine.verify.live.Shops.key;
import static dev.otter.engine.verify.live.Shops.pair;
import static dev.otter.engine.verify.live.Shops.part;
import static dev.otter.engine.verify.live.Shops.rows;
import static dev.otter.engine.verify.live.Shops.transaction;
import static dev.otter.engine.verify.live.Shops.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.RowChanges;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyTapTest {
    private static final TableRoute SHOP =
            table -> table.database().equals("shop") ? Optional.of(table) : Optional.empty();

    private final KeyGuides guides = new KeyGuides();
    private final KeyQueue queue = new KeyQueue(1 << 20);
    private final VerifyBoard board = new VerifyBoard(InstantSource.fixed(Instant.EPOCH));
    private final AtomicBoolean copying = new AtomicBoolean();
    private final List<Delivery> passed = new ArrayList<>();

    private KeyTap tap(TableRoute route, KeyQueue into, int percent) {
        return new KeyTap(
                route,
                new KeyTap.Tools(guides, into, board),
                new Share(percent, new SplittableRandom(1)),
                copying::get,
                passed::add);
    }

    private KeyTap tap() {
        return tap(SHOP, queue, 100);
    }

    private void known(TableName table) {
        guides.put(pair(table), guides.turn(table));
    }

    private List<Object> keys() {
        return queue.take(at(Long.MAX_VALUE), 100_000).stream()
                .flatMap(due -> due.keys().stream())
                .map(Object.class::cast)
                .toList();
    }

    @Test
    void both_keys_of_an_update_wait_until_the_target_has_it() {
        known(T);
        Delivery update = whole(70, rows(ChangeKind.UPDATE, T, 1, 2, 3, 3));

        tap().accept(update);

        assertThat(passed).containsExactly(update);
        assertThat(queue.take(at(69), 9)).isEmpty();
        assertThat(queue.take(at(70), 9))
                .contains(new KeyQueue.Due(T, List.of(key(1), key(2), key(3))));
    }

    @Test
    void inserts_and_deletes_are_taken_and_tables_out_of_scope_are_not() {
        known(T);
        KeyTap tap = tap();

        tap.accept(whole(1, rows(ChangeKind.INSERT, T, -5)));
        tap.accept(whole(2, rows(ChangeKind.DELETE, T, 6)));
        tap.accept(whole(3, rows(ChangeKind.INSERT, new TableName("retl", "retl_buffer"), 7)));

        assertThat(keys()).containsExactly(key(-5), key(6));
        assertThat(guides.wanted()).isEmpty();
    }

    @Test
    void a_table_that_is_not_known_is_asked_for_and_its_keys_are_counted() {
        long turn = guides.turn(T);

        tap().accept(whole(1, rows(ChangeKind.INSERT, T, 1, 2, 3)));

        assertThat(guides.wanted()).containsExactly(new Way(T, T));
        assertThat(guides.turn(T)).isNotEqualTo(turn);
        assertThat(board.status().unready()).isEqualTo(3);
        assertThat(queue.size()).isZero();
    }

    @Test
    void a_further_source_of_a_target_table_makes_what_is_being_proven_of_it_doubtful() {
        TableRoute merged = table -> Optional.of(T);
        known(T);
        long turn = guides.turn(T);

        tap(merged, queue, 100).accept(whole(1, rows(ChangeKind.INSERT, OTHER, 1)));

        assertThat(guides.turn(T)).isNotEqualTo(turn);
    }

    @Test
    void a_statement_forgets_the_table_its_keys_and_what_is_being_proven() {
        known(T);
        known(OTHER);
        KeyTap tap = tap();
        tap.accept(whole(1, rows(ChangeKind.INSERT, T, 1), rows(ChangeKind.INSERT, OTHER, 2)));
        long turn = guides.turn(T);

        tap.accept(altered(T));

        assertThat(guides.turn(T)).isNotEqualTo(turn);
        assertThat(guides.of(new Way(T, T))).isEmpty();
        assertThat(guides.ofTarget(T)).isEmpty();
        assertThat(guides.settled(T, at(4))).isFalse();
        assertThat(guides.settled(T, at(5))).isTrue();
        assertThat(guides.settled(OTHER, at(0))).isTrue();
        assertThat(keys()).containsExactly(key(2));
        assertThat(board.status().unready()).isEqualTo(1);
    }

    @Test
    void a_pair_that_was_made_before_a_statement_is_not_taken() {
        long before = guides.turn(T);
        tap().accept(altered(T));

        guides.put(pair(T), before);

        assertThat(guides.of(new Way(T, T))).isEmpty();
    }

    @Test
    void rows_with_several_targets_are_looked_at_in_each_that_can_be_checked() {
        TableName third = new TableName("dw", "third");
        TableRoute several =
                new TableRoute() {
                    @Override
                    public Optional<TableName> target(TableName source) {
                        return targets(source).stream().findFirst();
                    }

                    @Override
                    public List<TableName> targets(TableName source) {
                        return List.of(T, OTHER, third);
                    }
                };
        guides.put(pair(T, T), guides.turn(T));
        guides.put(pair(T, OTHER), guides.turn(OTHER));
        guides.refuse(new Way(T, third), "why not");
        KeyTap tap = tap(several, queue, 100);

        tap.accept(whole(1, rows(ChangeKind.INSERT, T, 7)));

        List<KeyQueue.Due> due = new ArrayList<>();
        queue.take(at(9), 9).ifPresent(due::add);
        queue.take(at(9), 9).ifPresent(due::add);
        assertThat(due)
                .containsExactlyInAnyOrder(
                        new KeyQueue.Due(T, List.of(key(7))),
                        new KeyQueue.Due(OTHER, List.of(key(7))));
        assertThat(guides.unfit()).containsEntry(T, "why not");
        assertThat(board.status().unready()).isZero();

        tap.accept(altered(T));

        assertThat(guides.of(new Way(T, T))).isEmpty();
        assertThat(guides.of(new Way(T, OTHER))).isEmpty();
        assertThat(guides.unfit()).isEmpty();
        assertThat(guides.settled(OTHER, at(4))).isFalse();
    }

    private static Delivery altered(TableName table) {
        return new Delivery.SchemaChange(
                "ALTER TABLE t",
                List.of(table),
                List.of(table),
                false,
                transaction(5),
                null,
                false);
    }

    @Test
    void keys_of_a_giant_transaction_wait_for_its_end_and_go_with_it() {
        known(T);
        KeyTap tap = tap();
        tap.accept(part(rows(ChangeKind.INSERT, T, 1)));
        tap.accept(part(rows(ChangeKind.INSERT, T, 2)));

        assertThat(queue.size()).isZero();

        tap.accept(new Delivery.GiantBroken());
        tap.accept(part(rows(ChangeKind.INSERT, T, 3)));
        tap.accept(new Delivery.GiantEnd(transaction(40)));

        assertThat(queue.take(at(39), 9)).isEmpty();
        assertThat(keys()).containsExactly(key(3));
    }

    @Test
    void a_giant_takes_no_more_memory_than_its_share() {
        known(T);
        KeyTap tap = tap();
        for (int i = 0; i < 100; i++) {
            int from = i * 1_000;
            tap.accept(
                    part(
                            rows(
                                    ChangeKind.INSERT,
                                    T,
                                    IntStream.range(from, from + 1_000).toArray())));
        }
        tap.accept(new Delivery.GiantEnd(transaction(40)));

        assertThat(board.status().full()).isGreaterThan(75_000);
        assertThat(queue.size() + board.status().full()).isEqualTo(100_000);
    }

    @Test
    void a_full_queue_and_a_copy_leave_keys_out_and_never_hold_the_stream() {
        known(T);
        KeyTap full = tap(SHOP, new KeyQueue(10), 100);
        full.accept(whole(1, rows(ChangeKind.INSERT, T, 1)));
        copying.set(true);
        tap().accept(whole(2, rows(ChangeKind.INSERT, T, 2, 3)));

        assertThat(passed).hasSize(2);
        assertThat(board.status().full()).isEqualTo(1);
        assertThat(board.status().copying()).isEqualTo(2);
        assertThat(queue.size()).isZero();
    }

    @Test
    void a_sample_is_about_as_large_as_it_should_be() {
        known(T);
        KeyTap tap = tap(SHOP, queue, 10);
        for (int i = 0; i < 5_000; i++) {
            tap.accept(whole(i + 1, rows(ChangeKind.INSERT, T, i)));
        }

        assertThat(queue.size()).isBetween(350, 650);
        assertThat(board.status().leftOut()).isZero();
    }

    @Test
    void an_error_of_its_own_ends_the_tap_and_not_the_stream() {
        TableRoute broken =
                _ -> {
                    throw new IllegalStateException("broken");
                };
        KeyTap tap = tap(broken, queue, 100);
        RowChanges rows = rows(ChangeKind.INSERT, T, 1);

        tap.accept(whole(1, rows));
        tap.accept(whole(2, rows));

        assertThat(passed).hasSize(2);
        assertThat(board.status().trouble()).contains("no keys are taken", "broken");
    }
}
