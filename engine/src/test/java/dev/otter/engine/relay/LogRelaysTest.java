package dev.otter.engine.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.wire.MysqlEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
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
            assertThat(first.log(source())).isNotSameAs(SharedLog.NONE);
            assertThat(second.log(source())).isSameAs(SharedLog.NONE);
        }
        try (LogRelays third = new LogRelays(folder, 1L << 20)) {
            assertThat(third.log(source())).isNotSameAs(SharedLog.NONE);
        }
    }

    @Test
    void without_a_usable_folder_everybody_reads_on_his_own() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (LogRelays relays = new LogRelays(file.resolve("relay"), 1L << 20)) {
            assertThat(relays.log(source())).isSameAs(SharedLog.NONE);
        }
        try (LogRelays relays = LogRelays.none()) {
            assertThat(relays.log(source())).isSameAs(SharedLog.NONE);
        }
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
            SharedLog one = relays.log(source());
            one.enter();
            assertThat(one.offers(() -> place, () -> true)).isFalse();
            assertThat(one.figures()).isEmpty();
            SharedLog two = relays.log(source());
            two.enter();

            assertThat(two.offers(() -> place, () -> true)).isFalse();
            assertThat(two.join(place)).isEmpty();
            one.leave();
            two.leave();
        }
    }
}
