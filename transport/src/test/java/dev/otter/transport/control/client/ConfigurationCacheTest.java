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
        cache = new ConfigurationCache(file);
    }

    private static Configuration configuration(long version) {
        return Configuration.of(version, "{\"version\":1}".getBytes(StandardCharsets.UTF_8));
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
    void any_changed_byte_of_document_or_head_is_noticed_or_harmless() throws IOException {
        cache.store(configuration(1));
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at++) {
            if (at >= 8 && at < 16) {
                continue; // the version alone: the manager compares digests too
            }
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
