package dev.otter.engine.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.gtid.GtidSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments on the disk: what comes back of them, whatever happened to them. */
class SegmentRingTest {
    private static final long LIMIT = 1L << 20;

    @TempDir Path folder;

    private static SegmentHeader header(String file, long offset) {
        return new SegmentHeader(file, offset, true, GtidSet.empty(), new byte[] {1}, 7, true);
    }

    /** An event of this length whose field says where it ends. */
    private static byte[] event(long start, int length) {
        byte[] event = new byte[length];
        ByteBuffer.wrap(event)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(9, length)
                .putInt(13, (int) (start + length));
        return event;
    }

    private static void append(SegmentRing ring, int... lengths) throws IOException {
        for (int length : lengths) {
            long start = ring.end();
            ring.append(event(start, length), 0, length, start);
        }
        ring.flush();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private long onDisk() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static List<Long> starts(Segment segment) throws IOException {
        List<Long> starts = new ArrayList<>();
        try (RecordReader records = new RecordReader(segment.path(), segment.first())) {
            while (records.next(segment.written())) {
                starts.add(records.start());
            }
        }
        return starts;
    }

    @Test
    void what_was_written_comes_back_in_the_next_process() throws Exception {
        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            ring.begin(header("a.000001", 4));
            append(ring, 30, 400_000, 50);
            ring.begin(header("a.000001", ring.end()));
            append(ring, 60);
        }

        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            assertThat(ring.end()).isEqualTo(4 + 30 + 400_000 + 50 + 60);
            assertThat(starts(ring.holding("a.000001", 4).orElseThrow()))
                    .containsExactly(4L, 34L, 400_034L);
            assertThat(starts(ring.newest().orElseThrow())).containsExactly(400_084L);
            append(ring, 70);
            assertThat(starts(ring.newest().orElseThrow())).containsExactly(400_084L, 400_144L);
        }
    }

    @Test
    void a_torn_record_is_cut_and_gone_on_from() throws Exception {
        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            ring.begin(header("a.000001", 4));
            append(ring, 30, 40, 50);
        }
        for (int torn = 1; torn <= 66; torn++) {
            Path file = files().getFirst();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - torn);
            }
            try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
                assertThat(ring.end()).as("torn %s", torn).isEqualTo(74);
                append(ring, 50);
            }
            try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
                assertThat(starts(ring.newest().orElseThrow())).containsExactly(4L, 34L, 74L);
            }
        }
    }

    @Test
    void a_rotten_byte_anywhere_in_a_record_is_found() throws Exception {
        Path copy = folder.resolveSibling(folder.getFileName() + "-copy");
        long first;
        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            ring.begin(header("a.000001", 4));
            first = ring.currentBytes();
            append(ring, 30, 40, 50);
        }
        byte[] whole = Files.readAllBytes(files().getFirst());
        Files.createDirectories(copy);
        for (long at = first + 46; at < first + 46 + 56; at++) {
            byte[] rotten = whole.clone();
            rotten[(int) at] ^= 0x10;
            Files.write(copy.resolve(files().getFirst().getFileName()), rotten);

            try (SegmentRing ring = SegmentRing.open(copy, LIMIT)) {
                assertThat(starts(ring.newest().orElseThrow())).as("byte %s", at).containsExactly(4L);
                assertThat(ring.end()).isEqualTo(34);
            }
        }
    }

    @Test
    void a_damaged_header_costs_the_segment() throws Exception {
        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            ring.begin(header("a.000001", 4));
            append(ring, 30);
        }
        byte[] whole = Files.readAllBytes(files().getFirst());
        whole[14] ^= 1;
        Files.write(files().getFirst(), whole);

        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            assertThat(ring.newest()).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void only_what_follows_without_a_gap_is_kept() throws Exception {
        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            ring.begin(header("a.000001", 4));
            append(ring, 30);
            ring.begin(header("a.000001", 34));
            append(ring, 40, 50);
            ring.begin(header("a.000002", 4));
            append(ring, 60);
        }
        // A middle segment that lost its last record, at exactly the border of two records.
        try (FileChannel channel = FileChannel.open(files().get(1), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 66);
        }

        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            assertThat(ring.holding("a.000001", 34)).isEmpty();
            assertThat(starts(ring.newest().orElseThrow())).containsExactly(4L);
            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void a_segment_without_events_is_not_kept() throws Exception {
        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            ring.begin(header("a.000001", 4));
            append(ring, 30);
            ring.begin(header("a.000002", 4));
        }

        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            assertThat(ring.newest().orElseThrow().header().file()).isEqualTo("a.000001");
            assertThat(ring.newest().orElseThrow().sealed()).isFalse();
        }
    }

    @Test
    void it_never_takes_more_than_its_bytes_and_frees_those_that_somebody_has_open()
            throws Exception {
        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            ring.begin(header("a.000001", 4));
            append(ring, 1_000);
            Segment oldest = ring.newest().orElseThrow();
            try (FileChannel held = FileChannel.open(oldest.path(), StandardOpenOption.READ)) {
                for (int i = 0; i < 200; i++) {
                    if (ring.currentBytes() > 100_000) {
                        ring.begin(header("a.000001", ring.end()));
                    }
                    append(ring, 20_000);
                    assertThat(onDisk()).isLessThanOrEqualTo(LIMIT);
                }

                assertThat(oldest.dropped()).isTrue();
                assertThat(held.size()).isZero();
                assertThat(ring.figures(0, true).bytes()).isEqualTo(onDisk());
            }
        }
    }

    @Test
    void a_smaller_limit_and_files_that_somebody_has_deleted_do_not_stand_in_the_way()
            throws Exception {
        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            ring.begin(header("a.000001", 4));
            append(ring, 5_000);
            ring.begin(header("a.000001", ring.end()));
            append(ring, 2_000);
        }
        try (SegmentRing ring = SegmentRing.open(folder, 4_000)) {
            assertThat(starts(ring.newest().orElseThrow())).containsExactly(5_004L);
            assertThat(onDisk()).isLessThan(4_000);
            for (Path file : files()) {
                Files.delete(file);
            }
            Files.delete(folder);
            ring.discard();
            ring.begin(header("a.000001", 4));
            append(ring, 30);
            assertThat(starts(ring.newest().orElseThrow())).containsExactly(4L);
        }
    }

    @Test
    void an_event_larger_than_the_relay_is_refused() throws Exception {
        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            ring.begin(header("a.000001", 4));

            assertThatThrownBy(() -> append(ring, (int) LIMIT))
                    .isInstanceOf(SegmentRing.FullException.class);
        }
    }
}
