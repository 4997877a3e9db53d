package dev.otter.engine.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.model.channel.LogSharing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets a relay at all. */
class LogRelaysTest {
    @TempDir Path folder;

    private static RelaySource source() {
        return new RelaySource(MysqlEndpoint.of("127.0.0.1", 1, "a", ""), "s", _ -> "s", false);
    }

    @Test
    void a_folder_is_for_one_process() {
        try (LogRelays first = new LogRelays(folder, 1L << 20);
                LogRelays second = new LogRelays(folder, 1L << 20)) {
            assertThat(first.log(source(), LogSharing.AUTO)).isNotSameAs(SharedLog.NONE);
            assertThat(second.log(source(), LogSharing.AUTO)).isSameAs(SharedLog.NONE);
        }
        try (LogRelays third = new LogRelays(folder, 1L << 20)) {
            assertThat(third.log(source(), LogSharing.AUTO)).isNotSameAs(SharedLog.NONE);
        }
    }

    @Test
    void without_a_usable_folder_everybody_reads_on_his_own() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (LogRelays relays = new LogRelays(file.resolve("relay"), 1L << 20)) {
            assertThat(relays.log(source(), LogSharing.AUTO)).isSameAs(SharedLog.NONE);
        }
        try (LogRelays relays = LogRelays.none()) {
            assertThat(relays.log(source(), LogSharing.AUTO)).isSameAs(SharedLog.NONE);
        }
    }

    @Test
    void a_source_may_ask_for_what_the_process_does_not_do_and_the_other_way_round() {
        try (LogRelays off = new LogRelays(folder.resolve("off"), 0);
                LogRelays on = new LogRelays(folder.resolve("on"), 1L << 20);
                LogRelays none = LogRelays.none()) {
            assertThat(off.log(source(), LogSharing.AUTO)).isSameAs(SharedLog.NONE);
            assertThat(folder.resolve("off")).doesNotExist();
            assertThat(off.log(source(), new LogSharing(LogSharing.When.AUTO, 64)))
                    .isSameAs(SharedLog.NONE);
            assertThat(off.log(source(), LogSharing.ALWAYS)).isNotSameAs(SharedLog.NONE);
            assertThat(on.log(source(), LogSharing.NEVER)).isSameAs(SharedLog.NONE);
            assertThat(none.log(source(), LogSharing.ALWAYS)).isSameAs(SharedLog.NONE);
        }
    }

    @Test
    void what_nobody_has_used_for_days_is_deleted() throws Exception {
        Path old = segment("0123456789abcdef", Instant.now().minus(Duration.ofDays(3)));
        Path fresh = segment("fedcba9876543210", Instant.now().minus(Duration.ofHours(3)));
        Path foreign = segment("other", Instant.now().minus(Duration.ofDays(3)));

        try (LogRelays relays = new LogRelays(folder, 1L << 20)) {
            assertThat(relays.log(source(), LogSharing.AUTO)).isNotSameAs(SharedLog.NONE);
        }

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        assertThat(foreign).exists();
    }

    private Path segment(String relay, Instant written) throws IOException {
        Path file = Files.createDirectories(folder.resolve(relay)).resolve("000000000001.segment");
        Files.writeString(file, "x");
        return Files.setLastModifiedTime(file, FileTime.from(written));
    }

    @Test
    void a_relay_of_a_few_bytes_is_a_mistake() {
        assertThatThrownBy(() -> new LogRelays(folder, 4_096))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void one_alone_begins_no_relay_and_a_server_that_is_away_stops_nobody() {
        ReadingPlace place = new ReadingPlace("a.000001", 4, Optional.empty());
        try (LogRelays relays = new LogRelays(folder, 1L << 20)) {
            SharedLog one = relays.log(source(), LogSharing.AUTO);
            one.enter();
            assertThat(one.offers(() -> place, () -> true)).isFalse();
            assertThat(one.figures()).isEmpty();
            SharedLog two = relays.log(source(), LogSharing.AUTO);
            two.enter();

            assertThat(two.offers(() -> place, () -> true)).isFalse();
            assertThat(two.join(place)).isEmpty();
            one.leave();
            two.leave();
        }
    }
}
