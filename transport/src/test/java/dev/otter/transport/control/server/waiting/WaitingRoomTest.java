package dev.otter.transport.control.server.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.transport.control.message.NodeDescription;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private final WaitingRoom room = new WaitingRoom(() -> now);

    private WaitingRequest request(long node, int key) {
        return new WaitingRequest(
                new NodeId(node),
                key(key),
                new NodeDescription("host", "5.0"),
                "10.0.0.1",
                false,
                new WaitingRequest.Seen(now, now));
    }

    private static KeyFingerprint key(int number) {
        return KeyFingerprint.of(new byte[] {(byte) number});
    }

    @Test
    void who_asks_again_keeps_its_place_and_its_first_time() {
        assertThat(room.admit(request(7, 1))).isTrue();
        now = now.plusSeconds(60);
        assertThat(room.admit(request(7, 1))).isTrue();

        assertThat(room.all()).hasSize(1);
        WaitingRequest.Seen seen = room.all().getFirst().seen();
        assertThat(Duration.between(seen.first(), seen.last())).hasSeconds(60);
    }

    @Test
    void one_number_has_three_places() {
        for (int key = 0; key < WaitingRoom.PLACES_PER_NODE; key++) {
            assertThat(room.admit(request(7, key))).isTrue();
        }

        assertThat(room.admit(request(7, 99))).isFalse();
        assertThat(room.admit(request(7, 0))).isTrue();
        assertThat(room.admit(request(8, 99))).isTrue();
    }

    @Test
    void the_room_has_a_hundred_places() {
        for (int node = 1; node <= WaitingRoom.PLACES; node++) {
            assertThat(room.admit(request(node, 1))).isTrue();
        }

        assertThat(room.admit(request(1_000, 1))).isFalse();
    }

    @Test
    void who_no_longer_asks_is_forgotten() {
        room.admit(request(7, 1));
        now = now.plus(Duration.ofMinutes(3));

        assertThat(room.all()).isEmpty();
    }
}
