package dev.otter.node.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.client.ManagerAddress;
import dev.otter.transport.identity.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    @TempDir private Path home;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(home.resolve("bin"));
        file = Files.createDirectories(home.resolve("conf")).resolve("otter.properties");
        write("");
        Files.writeString(home.resolve("conf/nid"), "3\n");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private NodeSettings read(Map<String, String> surroundings) {
        return SettingsReader.read(file, surroundings::get);
    }

    private NodeSettings read() {
        return read(Map.of());
    }

    @Test
    void sources_of_processors_are_compiled_unless_that_is_switched_off() throws IOException {
        MappingConfig source =
                new MappingConfig(
                        MappingConfig.parse("a.b").rule(),
                        null,
                        null,
                        new RowRules(Optional.empty(), null, Optional.of("public class X {}")));
        MappingConfig jar =
                new MappingConfig(
                        source.rule(),
                        null,
                        null,
                        new RowRules(Optional.empty(), null, Optional.of("com.acme.X")));
        assertThat(read().compiles()).isTrue();
        new ProcessorSources(true).require(List.of(source), "p");
        write("otter.node.compileProcessors = false");

        ProcessorSources none = new ProcessorSources(read().compiles());

        none.require(List.of(jar), "p");
        assertThatThrownBy(() -> none.require(List.of(jar, source), "p"))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("OTR-1004")
                .hasMessageContaining("otter.node.compileProcessors");
    }

    @Test
    void sources_are_shared_only_where_that_is_asked_for() throws IOException {
        assertThat(read().relayBytes()).isZero();
        write("otter.node.relay.megabytes = 64");
        assertThat(read().relayBytes()).isEqualTo(64L << 20);
        write("otter.node.relay.megabytes = -1");
        assertThatThrownBy(this::read)
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("otter.node.relay.megabytes");
    }

    @Test
    void the_file_of_the_guide_is_taken_as_it_is() throws IOException {
        write(
                """
                # otter node root dir
                otter.nodeHome = ${user.dir}/../

                ## otter node dir
                otter.htdocs.dir = ${otter.nodeHome}/htdocs
                otter.download.dir = ${otter.nodeHome}/download
                otter.extend.dir= ${otter.nodeHome}/extend

                ## default zookeeper sesstion timeout = 60s
                otter.zookeeper.sessionTimeout = 60000

                ## otter communication payload size (default = 8388608)
                otter.communication.payload = 8388608
                ## otter communication pool size
                otter.communication.pool.size = 10

                ## otter arbitrate & node connect manager config
                otter.manager.address = 127.0.0.1:1099
                """);

        NodeSettings settings = read(Map.of("user.dir", home.resolve("bin").toString()));

        assertThat(settings.node()).isEqualTo(new NodeId(3));
        assertThat(settings.home()).isEqualTo(home);
        assertThat(settings.data()).isEqualTo(home.resolve("data"));
        assertThat(settings.managers()).containsExactly(new ManagerAddress("127.0.0.1", 1099));
        assertThat(settings.sessionTimeout()).contains(Duration.ofSeconds(60));
        assertThat(settings.notices())
                .hasSize(5)
                .allSatisfy(notice -> assertThat(notice).contains("is not needed any more: "));
    }

    @Test
    void what_is_left_out_is_as_usual() {
        NodeSettings settings = read();

        assertThat(settings.home()).isEqualTo(home);
        assertThat(settings.managers()).containsExactly(new ManagerAddress("127.0.0.1", 1099));
        assertThat(settings.sessionTimeout()).isEmpty();
        assertThat(settings.secret()).isEmpty();
        assertThat(settings.notices()).isEmpty();
    }

    @Test
    void an_unknown_key_names_the_nearest_known_one() throws IOException {
        write("otter.manager.adress = 10.0.0.1:1099");

        assertThatThrownBy(this::read)
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("otter.manager.address");
    }

    @Test
    void the_secret_is_not_printed() throws IOException {
        write("otter.node.secret = sesame");

        assertThat(read().secret()).contains("sesame");
        assertThat(read()).asString().doesNotContain("sesame");
    }

    @Test
    void a_fingerprint_that_is_none_is_refused() throws IOException {
        write("otter.manager.fingerprint = abc");

        assertThatThrownBy(this::read)
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("otter.manager.fingerprint");
    }

    @Test
    void the_number_given_to_the_process_wins() {
        assertThat(read(Map.of("nid", " 8 ")).node()).isEqualTo(new NodeId(8));
    }

    @Test
    void without_a_number_it_is_said_how_to_get_one() throws IOException {
        Files.delete(home.resolve("conf/nid"));

        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTINGS_INVALID))
                .hasMessageContaining("echo 1 > conf/nid");
    }

    @Test
    void a_number_that_is_none_is_refused() throws IOException {
        for (String text : new String[] {"", "0", "-1", "one", "99999999999"}) {
            Files.writeString(home.resolve("conf/nid"), text);

            assertThatThrownBy(this::read).as(text).isInstanceOf(OtterException.class);
        }
    }
}
