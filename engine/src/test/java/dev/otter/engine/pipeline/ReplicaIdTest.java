package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplicaIdTest {

    @Test
    void runs_against_one_target_share_it_and_others_do_not() {
        long id = Preflight.replicaId("shop/a-to-b", "db2:3306 6f1e");

        assertThat(id).isBetween(0x70000000L, 0x7FFFFFFFL);
        assertThat(Preflight.replicaId("shop/a-to-b", "db2:3306 6f1e")).isEqualTo(id);
        assertThat(Preflight.replicaId("shop/a-to-b", "staging:3306 6f1e")).isNotEqualTo(id);
        assertThat(Preflight.replicaId("shop/a-to-b", "db2:3306 77aa")).isNotEqualTo(id);
        assertThat(Preflight.replicaId("shop/a-to-c", "db2:3306 6f1e")).isNotEqualTo(id);
    }
}
