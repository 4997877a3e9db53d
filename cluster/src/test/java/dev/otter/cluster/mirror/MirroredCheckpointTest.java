package dev.otter.cluster.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.cluster.tree.ZnodeJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MirroredCheckpointTest {
    @Test
    void a_very_long_gtid_set_is_cut_and_says_so_and_stays_the_same_when_read_again() {
        MirroredCheckpoint long20k =
                new MirroredCheckpoint("b.1:4", "x".repeat(20_000), 1, 2, Instant.EPOCH);

        assertThat(long20k.gtids()).hasSize(16_385).endsWith("x…");
        assertThat(ZnodeJson.read("/p", ZnodeJson.bytes(long20k), MirroredCheckpoint.class))
                .isEqualTo(long20k);
    }
}
