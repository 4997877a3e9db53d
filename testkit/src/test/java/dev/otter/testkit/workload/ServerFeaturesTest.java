package dev.otter.testkit.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.workload.ServerFeatures.JsonBytes;
import org.junit.jupiter.api.Test;

class ServerFeaturesTest {

    @Test
    void versions_decide() {
        assertThat(ServerFeatures.ofVersion("5.7.22-log"))
                .isEqualTo(
                        new ServerFeatures(false, true, JsonBytes.BIT, false, false, false, true));
        assertThat(ServerFeatures.ofVersion("8.0.12").invisibleColumns()).isFalse();
        assertThat(ServerFeatures.ofVersion("8.4.3").invisibleColumns()).isTrue();
        assertThat(ServerFeatures.ofVersion("9.7.0-1").vector()).isTrue();
        assertThat(ServerFeatures.ofVersion("11.4.5-MariaDB-log"))
                .isEqualTo(
                        new ServerFeatures(true, false, JsonBytes.NONE, true, false, true, false));
    }

    @Test
    void both_have_what_each_has() {
        ServerFeatures old = ServerFeatures.ofVersion("5.7.22");
        ServerFeatures fresh = ServerFeatures.ofVersion("9.7.0");
        assertThat(fresh.and(old))
                .isEqualTo(
                        new ServerFeatures(false, true, JsonBytes.NONE, false, false, false, true));
        assertThat(fresh.and(fresh)).isEqualTo(fresh);
    }
}
