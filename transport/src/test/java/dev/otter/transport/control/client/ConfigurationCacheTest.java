package dev.otter.transport.control.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.disk.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCacheTest {
    @TempDir Path folder;
    private Path file;
    private ConfigurationCache cache;

    @BeforeEach
    void create() {
        file = folder.resolve("configuration.cache");
        cache = new ConfigurationCache(file, key(1));
    }

    private static Configuration configuration(long version) {
        return Configuration.of(
                version, "{\"password\":\"geheim\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static SecretKey key(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return new SecretKeySpec(bytes, "AES");
    }

    @Test
    void the_last_one_stored_is_loaded() {
        assertThat(cache.load()).isEmpty();

        cache.store(configuration(1));
        cache.store(configuration(2));

        Configuration loaded = cache.load().orElseThrow();
        assertThat(loaded.version()).isEqualTo(2);
        assertThat(loaded.document()).isEqualTo(configuration(2).document());
    }

    @Test
    void only_the_owner_may_read_it() throws IOException {
        cache.store(configuration(1));

        assertThat(AtomicFile.openToOthers(file)).isFalse();
    }

    @Test
    void what_is_in_it_cannot_be_read_without_the_key() throws IOException {
        cache.store(configuration(1));
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);

        assertThat(bytes).startsWith("OTTERCF2").doesNotContain("geheim");
        assertThatThrownBy(new ConfigurationCache(file, key(2))::load)
                .hasMessageStartingWith("OTR-4109")
                .hasMessageContaining("another identity");
    }

    @Test
    void the_same_configuration_never_looks_the_same_twice() throws IOException {
        cache.store(configuration(1));
        byte[] first = Files.readAllBytes(file);
        cache.store(configuration(1));

        assertThat(Files.readAllBytes(file)).isNotEqualTo(first);
    }

    @Test
    void any_changed_byte_is_noticed() throws IOException {
        cache.store(configuration(1));
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 4;
            Files.write(file, bad);
            assertThatThrownBy(cache::load)
                    .isInstanceOf(OtterException.class)
                    .hasMessageStartingWith("OTR-4109");
            assertThat(cache.load()).as("set aside").isEmpty();
        }
    }

    @Test
    void a_file_that_was_cut_short_or_grew_is_noticed() throws IOException {
        cache.store(configuration(1));
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThatThrownBy(cache::load).hasMessageStartingWith("OTR-4109");
        }
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertThatThrownBy(cache::load).hasMessageStartingWith("OTR-4109");
        assertThat(folder.resolve("configuration.cache.damaged")).exists();
    }
}
