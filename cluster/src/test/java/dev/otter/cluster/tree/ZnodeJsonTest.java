package dev.otter.cluster.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.cluster.ClusterSamples;
import dev.otter.cluster.election.EpochRecord;
import dev.otter.cluster.membership.Member;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form that docs/reference/zookeeper-tree.md shows. */
class ZnodeJsonTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void records_are_written_in_the_form_that_the_reference_shows() {
        Instant since = Instant.parse("2026-11-25T10:01:13Z");

        assertThat(ZnodeJson.bytes(new EpochRecord(5, 3, "0d1f", since, null)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        "{\"epoch\":5,\"nid\":3,\"process\":\"0d1f\","
                                + "\"since\":\"2026-11-25T10:01:13Z\",\"end\":null}");
        assertThat(ZnodeJson.bytes(ClusterSamples.member(3, "0d1f")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        "{\"nid\":3,\"host\":\"10.0.0.3\","
                                + "\"ports\":{\"communication\":2088,\"download\":9090},"
                                + "\"version\":\"5.0.0\",\"startedAt\":\"2026-11-25T10:00:00Z\","
                                + "\"process\":{\"id\":\"0d1f\",\"pid\":4003}}");
    }

    @Test
    void what_a_newer_version_has_added_is_read_over() {
        EpochRecord read =
                ZnodeJson.read(
                        "/p",
                        utf8(
                                "{\"epoch\":5,\"nid\":3,\"process\":\"0d1f\",\"zone\":\"east\","
                                        + "\"since\":\"2026-11-25T10:01:13Z\"}"),
                        EpochRecord.class);

        assertThat(read.epoch()).isEqualTo(5);
        assertThat(read.end()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "12", "{\"nid\":null}", "{\"nid\":\"x\"}"})
    void what_is_no_record_is_an_error_that_names_the_path(String text) {
        assertThatThrownBy(() -> ZnodeJson.read("/otter5/nodes/3", utf8(text), Member.class))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TREE_UNREADABLE))
                .hasMessageContaining("/otter5/nodes/3");
    }
}
