package dev.otter.engine.load.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.random.RandomSeed;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId.AtPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GroupCutterTest {
    private static final int SLOTS = 100;

    private final PendingQueue queue = new PendingQueue();
    private long sequence;

    private PendingTransaction add(long[] exclusive, long... shared) {
        AccessSet.Collector access = new AccessSet.Collector();
        for (long hash : exclusive) {
            access.exclusive(hash);
        }
        for (long hash : shared) {
            access.shared(hash);
        }
        sequence++;
        LogPosition end = new LogPosition("log.000001", sequence);
        PendingTransaction pending =
                new PendingTransaction(
                        new SourceTransaction(
                                sequence, new AtPosition(end), end, 0, List.of(), 1, 100),
                        access.build());
        queue.add(pending);
        return pending;
    }

    private static long[] keys(long... keys) {
        return keys;
    }

    @Test
    void transactions_of_one_key_share_a_group_in_log_order() {
        GroupCutter cutter = new GroupCutter(new GroupLimits(1, 1, 100, 100, 1 << 20));
        PendingTransaction first = add(keys(1));
        add(keys(2));
        PendingTransaction second = add(keys(1));

        List<TransactionGroup> groups = cutter.cut(queue, 4, SLOTS);

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).members()).containsExactly(first, second);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void what_conflicts_with_a_group_in_flight_waits_and_is_merged_with_what_comes() {
        GroupCutter cutter = new GroupCutter(GroupLimits.defaults());
        add(keys(1));
        TransactionGroup running = cutter.cut(queue, 1, SLOTS).getFirst();
        PendingTransaction blocked = add(keys(1, 2));
        PendingTransaction behind = add(keys(2, 3));

        assertThat(cutter.cut(queue, 1, SLOTS)).isEmpty();
        cutter.ended(running);

        assertThat(cutter.cut(queue, 1, SLOTS).getFirst().members())
                .containsExactly(blocked, behind);
    }

    @Test
    void children_of_one_parent_stay_parallel_but_wait_for_the_parent() {
        GroupCutter cutter = new GroupCutter(new GroupLimits(1, 1, 100, 100, 1 << 20));
        long parent = 99;
        add(keys(1), parent);
        add(keys(2), parent);

        assertThat(cutter.cut(queue, 4, SLOTS)).hasSize(2);

        PendingTransaction deletion = add(keys(parent));
        assertThat(cutter.cut(queue, 4, SLOTS)).isEmpty();
        assertThat(queue).containsExactly(deletion);
    }

    @Test
    void what_waits_holds_back_only_what_conflicts_with_it() {
        GroupCutter cutter = new GroupCutter(GroupLimits.defaults());
        add(keys(1));
        cutter.cut(queue, 1, SLOTS);
        PendingTransaction before = add(keys(3, 4));
        PendingTransaction blocked = add(keys(1, 3));
        PendingTransaction behind = add(keys(3, 5));
        PendingTransaction beside = add(keys(4, 6));

        assertThat(cutter.cut(queue, 1, SLOTS).getFirst().members())
                .containsExactly(before, beside);
        assertThat(queue).containsExactly(blocked, behind);
    }

    @Test
    void what_conflicts_with_two_groups_waits() {
        GroupCutter cutter = new GroupCutter(new GroupLimits(1, 1, 100, 100, 1 << 20));
        add(keys(1));
        add(keys(2));
        PendingTransaction both = add(keys(1, 2));
        add(keys(3));

        assertThat(cutter.cut(queue, 3, SLOTS)).hasSize(3);
        assertThat(queue).containsExactly(both);
    }

    @Test
    void what_several_groups_share_is_not_taken_exclusively_beside_them() {
        GroupCutter cutter = new GroupCutter(new GroupLimits(1, 1, 100, 100, 1 << 20));
        long parent = 99;
        add(keys(1), parent);
        add(keys(2), parent);
        PendingTransaction deletion = add(keys(parent));
        add(keys(3));

        assertThat(cutter.cut(queue, 3, SLOTS)).hasSize(3);
        assertThat(queue).containsExactly(deletion);
    }

    @Test
    void a_full_group_takes_no_new_keys_but_any_number_of_changes_to_its_own() {
        GroupCutter cutter = new GroupCutter(new GroupLimits(1, 2, 100, 100, 1 << 20));
        PendingTransaction first = add(keys(1, 2));
        PendingTransaction wider = add(keys(3, 4));
        PendingTransaction again = add(keys(1, 2));
        PendingTransaction growing = add(keys(2, 5));
        add(keys(6));

        List<TransactionGroup> groups = cutter.cut(queue, 3, SLOTS);

        assertThat(groups.get(0).members()).containsExactly(first, again);
        assertThat(groups.get(1).members()).containsExactly(wider);
        assertThat(queue).containsExactly(growing);
    }

    @Test
    void a_group_falls_apart_into_what_does_not_conflict() {
        GroupCutter cutter = new GroupCutter(GroupLimits.defaults());
        long parent = 99;
        PendingTransaction child = add(keys(1), parent);
        PendingTransaction alone = add(keys(2), 98);
        PendingTransaction grown = add(keys(parent));
        PendingTransaction again = add(keys(1));
        PendingTransaction sharing = add(keys(3), 98);

        assertThat(cutter.cut(queue, 1, SLOTS).getFirst().components())
                .containsExactly(List.of(child, grown, again), List.of(alone), List.of(sharing));
    }

    @Test
    void nothing_is_left_held_when_all_groups_have_ended() {
        GroupCutter cutter = new GroupCutter(GroupLimits.defaults());
        add(keys(1), 7);
        add(keys(2), 7);
        List<TransactionGroup> groups = cutter.cut(queue, 2, SLOTS);

        assertThat(cutter.busy()).isTrue();
        groups.forEach(cutter::ended);

        assertThat(cutter.busy()).isFalse();
    }

    @Test
    void the_last_slot_is_for_the_oldest_alone() {
        GroupCutter cutter = new GroupCutter(GroupLimits.defaults());
        add(keys(1));
        TransactionGroup running = cutter.cut(queue, 1, 2).getFirst();
        PendingTransaction oldest = add(keys(1));
        add(keys(2));
        add(keys(1));

        assertThat(cutter.cut(queue, 4, 1)).isEmpty();
        cutter.ended(running);

        List<TransactionGroup> groups = cutter.cut(queue, 4, 1);
        assertThat(groups).hasSize(1);
        assertThat(groups.getFirst().members()).containsExactly(oldest);
        assertThat(cutter.cut(queue, 4, 0)).isEmpty();
    }

    @Test
    void one_slot_is_kept_back_from_what_is_independent() {
        GroupCutter cutter = new GroupCutter(new GroupLimits(1, 1, 100, 100, 1 << 20));
        add(keys(1));
        add(keys(2));
        add(keys(3));

        assertThat(cutter.cut(queue, 4, 3)).hasSize(2);
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void the_last_slot_waits_for_what_is_older_in_flight() {
        GroupCutter cutter = new GroupCutter(GroupLimits.defaults());
        add(keys(1));
        TransactionGroup running = cutter.cut(queue, 1, 2).getFirst();
        PendingTransaction oldest = add(keys(2));

        assertThat(cutter.cut(queue, 4, 1)).isEmpty();
        cutter.ended(running);

        assertThat(cutter.cut(queue, 4, 1).getFirst().members()).containsExactly(oldest);
    }

    @Test
    void what_was_refused_is_tried_alone_when_all_older_are_durable() {
        GroupCutter cutter = new GroupCutter(new GroupLimits(1, 1, 100, 100, 1 << 20));
        add(keys(1));
        PendingTransaction child = add(keys(2));
        List<TransactionGroup> both = cutter.cut(queue, 2, SLOTS);
        PendingTransaction grandchild = add(keys(2, 3));
        PendingTransaction beside = add(keys(4));

        cutter.ended(both.get(1));
        PendingTransaction refused = child.refusedFor("no parent");
        queue.putBack(List.of(refused));

        assertThat(queue).containsExactly(refused, grandchild, beside);
        assertThat(queue.holdsRefused()).isTrue();
        List<TransactionGroup> meanwhile = cutter.cut(queue, 3, SLOTS);
        assertThat(meanwhile).hasSize(1);
        assertThat(meanwhile.getFirst().members()).containsExactly(beside);
        assertThat(meanwhile.getFirst().secondTry()).isFalse();

        cutter.ended(both.get(0));
        List<TransactionGroup> alone = cutter.cut(queue, 3, SLOTS);
        assertThat(alone).hasSize(1);
        assertThat(alone.getFirst().members()).containsExactly(refused);
        assertThat(alone.getFirst().secondTry()).isTrue();
        assertThat(queue.holdsRefused()).isFalse();

        cutter.ended(alone.getFirst());
        assertThat(cutter.cut(queue, 3, SLOTS).getFirst().members()).containsExactly(grandchild);
    }

    @Test
    void what_was_refused_goes_beside_younger_ones_but_shares_no_group() {
        GroupCutter cutter = new GroupCutter(GroupLimits.defaults());
        PendingTransaction child = add(keys(2));
        cutter.ended(cutter.cut(queue, 1, SLOTS).getFirst());
        PendingTransaction refused = child.refusedFor("no parent");
        queue.putBack(List.of(refused));
        add(keys(2));
        PendingTransaction beside = add(keys(4));

        List<TransactionGroup> groups = cutter.cut(queue, 3, SLOTS);

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).members()).containsExactly(refused);
        assertThat(groups.get(1).members()).containsExactly(beside);
    }

    @Test
    void the_oldest_of_several_refused_goes_first_and_with_the_last_slot() {
        GroupCutter cutter = new GroupCutter(GroupLimits.defaults());
        PendingTransaction one = add(keys(1));
        PendingTransaction two = add(keys(2));
        cutter.ended(cutter.cut(queue, 1, SLOTS).getFirst());
        queue.putBack(List.of(two.refusedFor("no"), one.refusedFor("no")));

        List<TransactionGroup> first = cutter.cut(queue, 4, 1);
        assertThat(first).hasSize(1);
        assertThat(first.getFirst().members()).containsExactly(one.refusedFor("no"));
        assertThat(cutter.cut(queue, 4, 1)).isEmpty();

        cutter.ended(first.getFirst());
        assertThat(cutter.cut(queue, 4, 1).getFirst().members())
                .containsExactly(two.refusedFor("no"));
    }

    @Test
    void a_table_that_may_have_to_be_held_is_kept_from_younger_transactions() {
        GroupCutter cutter = new GroupCutter(new GroupLimits(1, 1, 100, 100, 1 << 20));
        long table = 77;
        add(keys(1));
        PendingTransaction refused = add(keys(2), table);
        List<TransactionGroup> both = cutter.cut(queue, 2, SLOTS);
        PendingTransaction sameTable = add(keys(3), table);
        PendingTransaction otherTable = add(keys(4));

        cutter.ended(both.get(1));
        queue.putBack(List.of(refused.refusedFor("no parent").holding(table)));

        assertThat(cutter.cut(queue, 3, SLOTS).getFirst().members()).containsExactly(otherTable);
        assertThat(queue).contains(sameTable);
    }

    @RepeatedTest(30)
    void any_two_that_conflict_keep_their_order(RepetitionInfo repetition) {
        Random random = RandomSeed.of(repetition.getCurrentRepetition());
        GroupCutter cutter =
                new GroupCutter(
                        new GroupLimits(
                                1 + random.nextInt(5),
                                5 + random.nextInt(20),
                                10 + random.nextInt(100),
                                10 + random.nextInt(200),
                                1 << 20));
        List<PendingTransaction> all = new ArrayList<>();
        List<TransactionGroup> running = new ArrayList<>();
        Map<PendingTransaction, Integer> finished = new HashMap<>();
        Map<PendingTransaction, Integer> started = new HashMap<>();
        int clock = 0;
        while (all.size() < 600 || !queue.isEmpty() || !running.isEmpty()) {
            clock++;
            if (all.size() < 600 && random.nextBoolean()) {
                all.add(randomTransaction(random));
            }
            for (TransactionGroup group : cutter.cut(queue, random.nextInt(4), SLOTS)) {
                running.add(group);
                for (PendingTransaction member : group.members()) {
                    started.put(member, clock);
                }
            }
            if (!running.isEmpty() && random.nextInt(3) == 0) {
                TransactionGroup group = running.remove(random.nextInt(running.size()));
                cutter.ended(group);
                group.members().forEach(member -> finished.put(member, started.get(member)));
                int now = ++clock;
                group.members().forEach(member -> finished.put(member, now));
            }
        }

        assertThat(finished).hasSize(600);
        for (int later = 0; later < all.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                if (conflict(all.get(earlier).access(), all.get(later).access())) {
                    boolean sameGroup =
                            finished.get(all.get(earlier)).equals(finished.get(all.get(later)));
                    assertThat(
                                    sameGroup
                                            || finished.get(all.get(earlier))
                                                    <= started.get(all.get(later)))
                            .as("%d before %d", earlier, later)
                            .isTrue();
                }
            }
        }
    }

    private PendingTransaction randomTransaction(Random random) {
        long[] exclusive = new long[random.nextInt(4)];
        for (int i = 0; i < exclusive.length; i++) {
            exclusive[i] = random.nextInt(60);
        }
        long[] shared = new long[random.nextInt(3)];
        for (int i = 0; i < shared.length; i++) {
            shared[i] = random.nextInt(60);
        }
        return add(exclusive, shared);
    }

    private static boolean conflict(AccessSet a, AccessSet b) {
        Set<Long> exclusiveA = set(a.exclusive());
        Set<Long> exclusiveB = set(b.exclusive());
        Set<Long> anyA = new HashSet<>(exclusiveA);
        anyA.addAll(set(a.shared()));
        Set<Long> anyB = new HashSet<>(exclusiveB);
        anyB.addAll(set(b.shared()));
        return exclusiveA.stream().anyMatch(anyB::contains)
                || exclusiveB.stream().anyMatch(anyA::contains);
    }

    private static Set<Long> set(long[] values) {
        Set<Long> set = new HashSet<>();
        for (long value : values) {
            set.add(value);
        }
        return set;
    }
}
