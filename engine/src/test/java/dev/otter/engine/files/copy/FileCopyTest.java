package dev.otter.engine.files.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.files.store.FilePath;
import dev.otter.engine.files.store.HookedStore;
import dev.otter.engine.files.store.LocalFileStore;
import dev.otter.engine.run.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file from one folder to another, with all that can happen meanwhile. */
class FileCopyTest {
    private static final FilePath PATH = new FilePath("d/file.bin");
    private static final int MEGABYTE = 1 << 20;

    @TempDir Path folder;

    private final StopSignal stop = new StopSignal();
    private final byte[] content = new byte[5 * MEGABYTE];
    private Path from;
    private Path to;
    private Path part;
    private HookedStore source;
    private HookedStore target;
    private VerifiedFiles verified;
    private LongAdder copied;

    @BeforeEach
    void folders() throws IOException {
        new Random(29).nextBytes(content);
        from = Files.createDirectories(folder.resolve("from/d")).resolve("file.bin");
        to = Files.createDirectories(folder.resolve("to/d")).resolve("file.bin");
        part = to.resolveSibling("file.bin.otter-part");
        Files.write(from, content);
        source = new HookedStore(LocalFileStore.open(folder.resolve("from")));
        target = new HookedStore(LocalFileStore.open(folder.resolve("to")));
        verified = new VerifiedFiles(() -> Instant.EPOCH);
    }

    private boolean run() throws IOException {
        return run(stop);
    }

    private boolean run(StopSignal until) throws IOException {
        copied = new LongAdder();
        CopyPace pace = new CopyPace(new ByteRate(0, 0), until, copied);
        return new FileCopy(source, target, verified, pace).run(PATH);
    }

    private void requireEqual() {
        assertThat(to).hasSameBinaryContentAs(from);
        assertThat(part).doesNotExist();
    }

    @Test
    void files_of_all_sizes_arrive_with_their_times() throws IOException {
        for (int size : new int[] {0, 1, 256 << 10, (256 << 10) + 1, 5 * MEGABYTE}) {
            Files.write(from, Arrays.copyOf(content, size));
            Files.setLastModifiedTime(from, FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
            Files.deleteIfExists(to);

            assertThat(run()).isTrue();
            assertThat(copied.sum()).isEqualTo(size);
            requireEqual();
            assertThat(Files.getLastModifiedTime(to)).isEqualTo(Files.getLastModifiedTime(from));
        }
    }

    @Test
    void what_is_equal_is_not_copied() throws IOException {
        Files.write(to, content);
        assertThat(run()).isFalse();
        assertThat(copied.sum()).isZero();
    }

    @Test
    void other_content_of_the_same_size_and_time_is_found() throws IOException {
        content[3 * MEGABYTE] ^= 1;
        Files.write(to, content);
        FileTime time = FileTime.from(Instant.parse("2020-01-02T03:04:05Z"));
        Files.setLastModifiedTime(from, time);
        Files.setLastModifiedTime(to, time);

        assertThat(run()).isTrue();
        requireEqual();
    }

    @Test
    void a_broken_copy_goes_on_behind_what_is_there() throws IOException {
        Files.write(part, Arrays.copyOf(content, 3 * MEGABYTE));
        assertThat(run()).isTrue();
        assertThat(copied.sum()).isEqualTo(2 * MEGABYTE);
        requireEqual();
    }

    @Test
    void a_broken_copy_of_something_else_does_not() throws IOException {
        byte[] other = Arrays.copyOf(content, 3 * MEGABYTE);
        other[100] ^= 1;
        for (byte[] left : new byte[][] {other, Arrays.copyOf(content, 6 * MEGABYTE)}) {
            Files.deleteIfExists(to);
            Files.write(part, left);
            assertThat(run()).isTrue();
            assertThat(copied.sum()).isEqualTo(5 * MEGABYTE);
            requireEqual();
        }
    }

    @Test
    void a_copy_that_is_whole_already_only_gets_its_name() throws IOException {
        Files.write(part, content);
        assertThat(run()).isTrue();
        assertThat(copied.sum()).isZero();
        requireEqual();
    }

    @Test
    void a_copy_that_was_stopped_goes_on_in_the_next_run() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        source.reading =
                _ -> {
                    if (reads.incrementAndGet() == 9) {
                        stop.raise();
                    }
                };
        assertThatThrownBy(this::run).isInstanceOf(BrokenOffException.class);
        assertThat(to).doesNotExist();
        long there = Files.size(part);
        assertThat(there).isPositive().isLessThan(5 * MEGABYTE);

        source.reading = _ -> {};
        assertThat(run(new StopSignal())).isTrue();
        assertThat(copied.sum()).isEqualTo(5 * MEGABYTE - there);
        requireEqual();
    }

    @Test
    void a_flipped_bit_is_noticed_and_mended_by_the_next_try() throws IOException {
        target.writing = (bytes, _, count) -> bytes[count / 2] ^= 4;
        assertThatThrownBy(this::run)
                .isInstanceOf(FileTroubleException.class)
                .hasMessageContaining("is not what was read");
        assertThat(to).doesNotExist();

        target.writing = (_, _, _) -> {};
        assertThat(run()).isTrue();
        requireEqual();
    }

    @Test
    void a_bit_that_flips_behind_a_resumed_copy_is_noticed() throws IOException {
        Files.write(part, Arrays.copyOf(content, 3 * MEGABYTE));
        target.writing = (bytes, _, _) -> bytes[0] ^= 4;
        assertThatThrownBy(this::run).isInstanceOf(FileTroubleException.class);
        assertThat(to).doesNotExist();
    }

    @Test
    void a_source_that_changes_meanwhile_is_not_taken_for_whole() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        source.reading =
                _ -> {
                    if (reads.incrementAndGet() == 5) {
                        Files.write(from, new byte[] {1}, StandardOpenOption.APPEND);
                    }
                };
        assertThatThrownBy(this::run)
                .isInstanceOf(FileTroubleException.class)
                .hasMessageContaining("changed");
        assertThat(to).doesNotExist();

        assertThat(run()).isTrue();
        requireEqual();
    }

    @Test
    void a_source_that_becomes_shorter_is_not_taken_for_whole() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        source.reading =
                _ -> {
                    if (reads.incrementAndGet() == 5) {
                        Files.write(from, new byte[] {1});
                    }
                };
        assertThatThrownBy(this::run).isInstanceOf(FileTroubleException.class);
        assertThat(to).doesNotExist();
    }

    @Test
    void a_missing_file_is_told_apart_from_an_unreadable_one() throws IOException {
        source.reading =
                _ -> {
                    throw new IOException("bad sector");
                };
        assertThatThrownBy(this::run)
                .isInstanceOf(FileTroubleException.class)
                .hasMessageContaining("bad sector");
        Files.delete(from);
        assertThatThrownBy(this::run).isInstanceOf(MissingFileException.class);
        assertThat(to).doesNotExist();
    }

    @Test
    void trouble_at_the_target_is_not_the_files() {
        target.writing =
                (_, _, _) -> {
                    throw new IOException("No space left on device");
                };
        assertThatThrownBy(this::run)
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("No space");
    }

    @Test
    void an_equal_pair_is_read_once_until_one_of_them_changes() throws IOException {
        verified = new VerifiedFiles(() -> Instant.MAX);
        AtomicInteger hashes = new AtomicInteger();
        source.hashing = _ -> hashes.incrementAndGet();
        Files.write(to, content);
        FileTime time = Files.getLastModifiedTime(from);
        assertThat(run()).isFalse();
        assertThat(run()).isFalse();
        assertThat(hashes).hasValue(1);

        Instant before = changed(from);
        content[0] ^= 1;
        do {
            Files.write(from, content);
            Files.setLastModifiedTime(from, time);
        } while (changed(from).equals(before));
        assertThat(run()).isTrue();
        requireEqual();
    }

    @Test
    void a_pair_that_was_changed_a_moment_ago_is_read_each_time() throws IOException {
        verified = new VerifiedFiles(() -> changed(from).plusMillis(100));
        AtomicInteger hashes = new AtomicInteger();
        source.hashing = _ -> hashes.incrementAndGet();
        Files.write(to, content);
        run();
        run();
        assertThat(hashes).hasValue(2);
    }

    private static Instant changed(Path file) {
        try {
            return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void bytes_keep_to_their_rate() {
        ByteRate rate = new ByteRate(1_000, 0);
        assertThat(rate.after(500, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(rate.after(500, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(rate.after(1_000, 5_000_000_000L)).isEqualTo(Duration.ofSeconds(1));
        assertThat(new ByteRate(0, 0).after(1 << 30, 0)).isZero();
    }
}
