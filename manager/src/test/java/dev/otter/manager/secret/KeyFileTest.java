package dev.otter.manager.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.error.OtterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir private Path folder;

    @Test
    void a_key_is_made_once_for_its_owner_alone() throws Exception {
        Path file = folder.resolve("conf/manager.key");

        SecretKeySpec first = KeyFile.open(file, RANDOM);
        SecretKeySpec second = KeyFile.open(file, RANDOM);

        assertThat(second).isEqualTo(first);
        assertThat(first.getEncoded()).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_file_that_others_can_read_is_refused() throws Exception {
        Path file = folder.resolve("manager.key");
        KeyFile.open(file, RANDOM);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> KeyFile.open(file, RANDOM))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("its permissions are rw-r-----")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void something_else_in_the_file_is_refused_and_not_shown() throws Exception {
        Path file = folder.resolve("manager.key");
        KeyFile.open(file, RANDOM);
        Files.writeString(file, "c2hvcnQ=");

        assertThatThrownBy(() -> KeyFile.open(file, RANDOM))
                .hasMessageContaining("does not hold a key of 256 bits")
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void what_was_sealed_opens_for_its_owner_only() {
        Sealer sealer = new Sealer(KeyFile.open(folder.resolve("k"), RANDOM), RANDOM);

        String sealed = sealer.seal("päss word", "endpoint 1");

        assertThat(sealed).doesNotContain("ss word");
        assertThat(sealer.seal("päss word", "endpoint 1")).isNotEqualTo(sealed);
        assertThat(sealer.open(sealed, "endpoint 1")).isEqualTo("päss word");
        assertThatThrownBy(() -> sealer.open(sealed, "endpoint 2"))
                .isInstanceOf(OtterException.class);
        Sealer other = new Sealer(KeyFile.open(folder.resolve("k2"), RANDOM), RANDOM);
        assertThatThrownBy(() -> other.open(sealed, "endpoint 1"))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("cannot be opened with this key");
        assertThatThrownBy(() -> sealer.open("v1:AAAA", "endpoint 1"))
                .isInstanceOf(OtterException.class);
    }
}
