package dev.otter.transport.control.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.otter.transport.control.message.Configuration;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import otter.wire.control.v1.WireConfigurationPart;

class ConfigurationAssemblyTest {
    private final ConfigurationAssembly assembly = new ConfigurationAssembly();

    private static WireConfigurationPart.Builder part(long version, int offset, String text) {
        return WireConfigurationPart.newBuilder()
                .setVersion(version)
                .setTotalBytes(6)
                .setOffset(offset)
                .setData(ByteString.copyFromUtf8(text));
    }

    private static ByteString digest(String text) {
        return ByteString.copyFrom(
                Configuration.of(1, text.getBytes(StandardCharsets.UTF_8)).digest());
    }

    @Test
    void parts_make_the_whole() {
        assertThat(assembly.take(part(1, 0, "abc").build())).isEmpty();

        Configuration whole =
                assembly.take(part(1, 3, "def").setDigest(digest("abcdef")).build()).orElseThrow();

        assertThat(whole.document()).asString(StandardCharsets.UTF_8).isEqualTo("abcdef");
    }

    @Test
    void a_newer_one_takes_the_place_of_one_half_sent() {
        assembly.take(part(1, 0, "abc").build());
        assembly.take(part(2, 0, "ABC").build());

        Configuration whole =
                assembly.take(part(2, 3, "DEF").setDigest(digest("ABCDEF")).build()).orElseThrow();

        assertThat(whole.version()).isEqualTo(2);
        assertThat(whole.document()).asString(StandardCharsets.UTF_8).isEqualTo("ABCDEF");
    }

    @Test
    void a_gap_an_overrun_a_wrong_digest_and_a_giant_are_refused() {
        assembly.take(part(1, 0, "abc").build());
        assertThatThrownBy(() -> assembly.take(part(1, 4, "ef").build()))
                .hasMessageStartingWith("OTR-4111");
        assertThatThrownBy(() -> assembly.take(part(2, 3, "def").build()))
                .hasMessageStartingWith("OTR-4111");
        assertThatThrownBy(() -> assembly.take(part(1, 3, "defg").build()))
                .hasMessageStartingWith("OTR-4111");
        assertThatThrownBy(() -> assembly.take(part(1, 3, "def").setDigest(digest("x")).build()))
                .hasMessageContaining("digest");
        assertThatThrownBy(() -> assembly.take(part(1, 0, "abc").setTotalBytes(1 << 30).build()))
                .hasMessageContaining("out of bounds");
    }
}
