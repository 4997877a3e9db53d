package dev.otter.transport.control.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.message.StatisticsBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsStoreTest {
    private static final long ROOM = 64 * 1024;
    @TempDir Path folder;

    private StatisticsStore open() {
        return StatisticsStore.open(folder, ROOM, new Random(1));
    }

    private static PipelineMinute minute(long number) {
        return new PipelineMinute(
                "shop/a-to-b",
                Instant.ofEpochSecond(60 * number),
                new PipelineMinute.Rows(number, 2, 3, 4),
                5,
                6,
                7);
    }

    private static List<Long> sequences(StatisticsStore store) {
        List<Long> found = new ArrayList<>();
        Optional<StatisticsBatch> next = store.after(0);
        while (next.isPresent()) {
            found.add(next.get().sequence());
            next = store.after(next.get().sequence());
        }
        return found;
    }

    @Test
    void what_is_appended_is_read_back_in_order_also_after_reopening() {
        try (StatisticsStore store = open()) {
            assertThat(store.append(List.of(minute(1)))).isEqualTo(1);
            assertThat(store.append(List.of(minute(2), minute(3)))).isEqualTo(2);
        }

        try (StatisticsStore store = open()) {
            assertThat(sequences(store)).containsExactly(1L, 2L);
            StatisticsBatch second = store.after(1).orElseThrow();
            assertThat(second)
                    .isEqualTo(new StatisticsBatch(store.id(), 2, List.of(minute(2), minute(3))));
            assertThat(store.append(List.of(minute(4)))).isEqualTo(3);
        }
    }

    @Test
    void sequences_go_on_when_all_was_acknowledged_and_the_store_is_opened_again() {
        try (StatisticsStore store = open()) {
            for (int i = 1; i <= 100; i++) {
                store.append(List.of(minute(i)));
            }
            store.acknowledge(100);
        }

        try (StatisticsStore store = open()) {
            assertThat(store.append(List.of(minute(101)))).isEqualTo(101);
            assertThat(store.after(100).orElseThrow().sequence()).isEqualTo(101);
        }
    }

    @Test
    void a_record_that_was_not_written_to_its_end_is_cut_off() throws IOException {
        try (StatisticsStore store = open()) {
            store.append(List.of(minute(1)));
            store.append(List.of(minute(2)));
        }
        Path segment = folder.resolve("0000000000000000001.statistics");
        byte[] bytes = Files.readAllBytes(segment);
        for (int cut = 1; cut < bytes.length / 2; cut++) {
            Files.write(segment, java.util.Arrays.copyOf(bytes, bytes.length - cut));
            try (StatisticsStore store = open()) {
                assertThat(sequences(store)).containsExactly(1L);
                assertThat(store.append(List.of(minute(9)))).isEqualTo(2);
                assertThat(store.after(1).orElseThrow().minutes()).containsExactly(minute(9));
            }
        }
    }

    @Test
    void a_flipped_bit_never_gives_wrong_figures() throws IOException {
        try (StatisticsStore store = open()) {
            store.append(List.of(minute(1)));
        }
        Path segment = folder.resolve("0000000000000000001.statistics");
        byte[] bytes = Files.readAllBytes(segment);
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 1;
            Files.write(segment, damaged);
            try (StatisticsStore store = open()) {
                assertThat(sequences(store)).isEmpty();
            }
        }
    }

    @Test
    void the_folder_stays_bounded_and_the_oldest_are_dropped() throws IOException {
        List<PipelineMinute> batch = new ArrayList<>(Collections.nCopies(20, minute(1)));
        try (StatisticsStore store = open()) {
            for (int i = 0; i < 300; i++) {
                store.append(batch);
            }
            long kept;
            try (Stream<Path> files = Files.list(folder)) {
                kept = files.mapToLong(f -> f.toFile().length()).sum();
            }
            assertThat(kept).isLessThan(2 * ROOM);
            List<Long> left = sequences(store);
            assertThat(left.getLast()).isEqualTo(300);
            assertThat(left.getFirst()).isGreaterThan(1);
            assertThat(left).hasSize((int) (300 - left.getFirst() + 1));
        }
    }

    @Test
    void many_minutes_become_several_batches() {
        try (StatisticsStore store = open()) {
            List<PipelineMinute> many =
                    Collections.nCopies(2 * StatisticsBatch.MOST_MINUTES + 1, minute(1));

            assertThat(store.append(many)).isEqualTo(3);

            assertThat(store.after(0).orElseThrow().minutes())
                    .hasSize(StatisticsBatch.MOST_MINUTES);
            assertThat(store.after(2).orElseThrow().minutes()).hasSize(1);
        }
    }
}
