package dev.otter.manager.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.manager.store.Database;
import dev.otter.manager.store.StoreConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSecretsTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir private Path folder;
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(StoreConfig.file(folder.resolve("otter")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** As another manager of the store has it. */
    private SharedSecrets manager(int key) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) key;
        return new SharedSecrets(
                database, new Sealer(new SecretKeySpec(bytes, "AES"), RANDOM), RANDOM);
    }

    @Test
    void all_managers_of_a_store_have_the_same_also_when_they_start_at_once() throws Exception {
        Set<String> secrets = ConcurrentHashMap.newKeySet();
        List<Thread> managers =
                IntStream.range(0, 6)
                        .mapToObj(_ ->
                                Thread.ofVirtual().start(() -> secrets.add(manager(1).zookeeper())))
                        .toList();
        for (Thread one : managers) {
            one.join();
        }

        assertThat(secrets).singleElement().asString().hasSize(43);
        assertThat(manager(1).zookeeper()).isEqualTo(secrets.iterator().next());
    }

    @Test
    void it_is_kept_sealed_and_opened_by_the_right_key_only() {
        String secret = manager(1).zookeeper();
        String kept =
                database.read(handle ->
                        handle.createQuery("SELECT sealed FROM shared_secret")
                                .mapTo(String.class)
                                .one());

        assertThat(kept).startsWith("v1:").doesNotContain(secret);
        assertThatThrownBy(() -> manager(2).zookeeper())
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_FILE_UNUSABLE))
                .hasMessageContaining("otter.zookeeper.secret");
        assertThat(manager(1).zookeeper()).isEqualTo(secret);
    }
}
