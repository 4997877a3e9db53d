package dev.otter.engine.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.wire.MysqlEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what an earlier process left, of a source that does not answer. */
class RelayTest {
    private static final long LIMIT = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path folder;
    private final WrittenLog log = new WrittenLog();
    private ReadingPlace begin;
    private ReadingPlace end;

    private static RelaySource source(String password) {
        return new RelaySource(
                MysqlEndpoint.of("127.0.0.1", 1, "a", password), "s", _ -> "s", false);
    }

    @BeforeEach
    void leaveSomething() throws IOException {
        try (SegmentRing ring = SegmentRing.open(folder, LIMIT)) {
            begin = new ReadingPlace(log.file(), 4, Optional.empty());
            Intake intake = Intake.found(ring, begin, 4_000);
            intake.connected(true);
            for (int i = 0; i < 20; i++) {
                log.transaction(900);
            }
            for (WrittenLog.Sent each : log.sent) {
                intake.take(each.bytes(), 0, each.bytes().length);
            }
        }
        end = new ReadingPlace(log.file(), log.offset(), Optional.empty());
        assertThat(segments()).isGreaterThan(2);
    }

    private long segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".segment")).count();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void nobody_is_let_in_before_the_source_has_shown_that_its_log_is_the_same() throws Exception {
        Relay relay = new Relay(source(""), folder, LIMIT);
        relay.enter();
        relay.enter();
        await(() -> {
            assertThat(relay.offers(begin, false)).isFalse();
            return relay.figures().isPresent();
        });

        assertThat(relay.figures().orElseThrow().connected()).isFalse();
        assertThat(relay.offers(end, true)).isFalse();
        assertThat(relay.join(begin)).isEmpty();
        assertThat(relay.join(end)).isEmpty();
        relay.close();
        assertThat(segments()).isGreaterThan(2);
    }

    @Test
    void when_the_last_has_left_the_bytes_are_given_back() {
        Relay relay = new Relay(source(""), folder, LIMIT);
        await(() -> {
            relay.enter();
            relay.enter();
            relay.leave();
            relay.leave();
            try {
                return segments() == 0;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void a_changed_password_makes_no_second_relay_in_the_folder() {
        assertThat(source("new").key()).isEqualTo(source("old").key());
    }
}
