package dev.otter.engine.verify.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.verify.online.RowKey;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyQueueTest {
    private static final TableName T = new TableName("shop", "t");
    private static final TableName U = new TableName("shop", "u");

    private static RowKey key(long value) {
        return RowKey.of(new byte[][] {Long.toString(value).getBytes(StandardCharsets.US_ASCII)});
    }

    private static LogPosition at(long offset) {
        return new LogPosition("binlog.000001", offset);
    }

    @Test
    void a_key_is_due_when_the_target_has_its_change() {
        KeyQueue queue = new KeyQueue(1 << 20);
        queue.offer(T, List.of(key(1)), at(100));
        queue.offer(T, List.of(key(2)), at(200));

        assertThat(queue.take(at(99), 10)).isEmpty();
        assertThat(queue.take(at(100), 10)).contains(new KeyQueue.Due(T, List.of(key(1))));
        assertThat(queue.take(at(500), 10)).contains(new KeyQueue.Due(T, List.of(key(2))));
        assertThat(queue.take(at(500), 10)).isEmpty();
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void a_hot_key_waits_once_and_keeps_its_place() {
        KeyQueue queue = new KeyQueue(1 << 20);
        for (long offset = 1; offset <= 1_000; offset++) {
            queue.offer(T, List.of(key(7)), at(offset));
        }

        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.take(at(1), 10)).contains(new KeyQueue.Due(T, List.of(key(7))));
    }

    @Test
    void keys_of_one_table_are_taken_together_in_order() {
        KeyQueue queue = new KeyQueue(1 << 20);
        queue.offer(T, List.of(key(1)), at(1));
        queue.offer(U, List.of(key(2)), at(2));
        queue.offer(T, List.of(key(3), key(4)), at(3));

        assertThat(queue.take(at(3), 2)).contains(new KeyQueue.Due(T, List.of(key(1), key(3))));
        assertThat(queue.take(at(3), 2)).contains(new KeyQueue.Due(U, List.of(key(2))));
        assertThat(queue.take(at(3), 2)).contains(new KeyQueue.Due(T, List.of(key(4))));
    }

    @Test
    void what_does_not_fit_is_counted_and_the_table_forgotten_when_it_is_altered() {
        long one = 176 + key(10).memory();
        KeyQueue queue = new KeyQueue(3 * one);

        assertThat(queue.offer(T, List.of(key(10), key(11)), at(1))).isZero();
        assertThat(queue.offer(U, List.of(key(12), key(13), key(14)), at(1))).isEqualTo(2);
        assertThat(queue.full()).isTrue();
        assertThat(queue.forget(T)).isEqualTo(2);
        assertThat(queue.bytes()).isEqualTo(one);
        assertThat(queue.take(at(1), 9)).contains(new KeyQueue.Due(U, List.of(key(12))));
    }

    /** Against a list that does the same in the plainest way. */
    @Test
    void it_does_what_a_plain_list_does() {
        record Entry(TableName table, RowKey key, long end) {}
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            KeyQueue queue = new KeyQueue(20 * (176 + key(10).memory()));
            List<Entry> model = new ArrayList<>();
            long end = 0;
            long durable = 0;
            for (int step = 0; step < 300; step++) {
                TableName table = random.nextBoolean() ? T : U;
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        end++;
                        RowKey key = key(10 + random.nextInt(40));
                        boolean known =
                                model.stream()
                                        .anyMatch(e ->
                                                e.table().equals(table) && e.key().equals(key));
                        int left = queue.offer(table, List.of(key), at(end));
                        boolean fits = model.size() < 20;
                        assertThat(left).as("seed %d", seed).isEqualTo(known || fits ? 0 : 1);
                        if (!known && fits) {
                            model.add(new Entry(table, key, end));
                        }
                    }
                    case 2 -> {
                        durable += random.nextInt((int) (end - durable) + 1);
                        long upTo = durable;
                        Optional<KeyQueue.Due> due = queue.take(at(upTo), 3);
                        if (model.isEmpty() || model.getFirst().end() > upTo) {
                            assertThat(due).as("seed %d", seed).isEmpty();
                        } else {
                            TableName first = model.getFirst().table();
                            List<Entry> wanted =
                                    model.stream()
                                            .filter(e -> e.table().equals(first) && e.end() <= upTo)
                                            .limit(3)
                                            .toList();
                            model.removeAll(wanted);
                            assertThat(due)
                                    .as("seed %d", seed)
                                    .contains(
                                            new KeyQueue.Due(
                                                    first,
                                                    wanted.stream().map(Entry::key).toList()));
                        }
                    }
                    default -> {
                        if (random.nextInt(10) == 0) {
                            long before = model.size();
                            model.removeIf(e -> e.table().equals(table));
                            assertThat((long) queue.forget(table)).isEqualTo(before - model.size());
                        }
                    }
                }
                assertThat(queue.size()).as("seed %d", seed).isEqualTo(model.size());
                assertThat(queue.bytes())
                        .as("seed %d", seed)
                        .isEqualTo(model.size() * (176 + key(10).memory()));
            }
        }
    }
}
