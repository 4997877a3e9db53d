package dev.otter.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.cluster.ClusterSamples;
import dev.otter.cluster.connection.FourLetterWord;
import dev.otter.cluster.connection.ServerAddress;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.ensemble.EnsembleHealth;
import dev.otter.cluster.ensemble.ServerHealth;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedZooKeeperIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir private Path folder;

    private static int port(ServerList servers) {
        return servers.all().getFirst().port();
    }

    @Test
    void what_it_was_told_outlives_it_and_sessions_go_on() throws Exception {
        EmbeddedZooKeeper first = EmbeddedZooKeeper.start(EmbeddedConfig.onLoopback(folder, 0));
        int port = port(first.servers());
        try (ZooKeeperConnection connection =
                ClusterSamples.connect(first.servers().toString(), Duration.ofSeconds(6))) {
            connection.znodes().ensure("/kept/for/ever");
            long session = connection.znodes().session();

            first.close();
            assertThat(first.running()).isFalse();
            await().atMost(PATIENCE).until(() -> !connection.connected());
            try (EmbeddedZooKeeper second =
                    EmbeddedZooKeeper.start(EmbeddedConfig.onLoopback(folder, port))) {
                assertThat(second.running()).isTrue();
                await().atMost(PATIENCE).until(connection::connected);

                assertThat(connection.znodes().read("/kept/for/ever")).isPresent();
                assertThat(connection.znodes().session()).isEqualTo(session);
            }
        }
    }

    @Test
    void it_is_on_the_loopback_address_only_and_answers_how_it_is() {
        try (EmbeddedZooKeeper embedded =
                EmbeddedZooKeeper.start(EmbeddedConfig.onLoopback(folder, 0))) {
            assertThat(embedded.servers().toString()).startsWith("127.0.0.1:");
            assertThat(new EnsembleHealth(embedded.servers(), Duration.ofSeconds(5)).ask())
                    .singleElement()
                    .isInstanceOf(ServerHealth.Serving.class);
        }
    }

    @Test
    void it_answers_no_word_but_srvr() throws IOException {
        try (EmbeddedZooKeeper embedded =
                EmbeddedZooKeeper.start(EmbeddedConfig.onLoopback(folder, 0))) {
            ServerAddress server = embedded.servers().all().getFirst();
            for (String word :
                    List.of(
                            "conf", "cons", "crst", "dump", "envi", "ruok", "srst", "stat", "wchs",
                            "wchc", "wchp", "mntr")) {
                assertThat(FourLetterWord.ask(server, word, Duration.ofSeconds(5)))
                        .as(word)
                        .contains("not in the whitelist");
            }
            assertThat(FourLetterWord.ask(server, "srvr", Duration.ofSeconds(5)))
                    .contains("Mode: standalone");
        }
    }

    @Test
    void a_port_that_is_taken_is_told_with_what_to_do() {
        try (EmbeddedZooKeeper embedded =
                EmbeddedZooKeeper.start(EmbeddedConfig.onLoopback(folder.resolve("a"), 0))) {
            EmbeddedConfig same =
                    EmbeddedConfig.onLoopback(folder.resolve("b"), port(embedded.servers()));

            assertThatThrownBy(() -> EmbeddedZooKeeper.start(same))
                    .isInstanceOfSatisfying(
                            OtterException.class,
                            e ->
                                    assertThat(e.code())
                                            .isEqualTo(ErrorCode.EMBEDDED_ZOOKEEPER_FAILED))
                    .hasMessageContaining("Another process listens there");
        }
    }

    @Test
    void old_snapshots_are_purged() throws Exception {
        Path tree = folder.resolve("version-2");
        Set<Path> everMade = new HashSet<>();
        for (int start = 0; start < EmbeddedConfig.SNAPSHOTS + 2; start++) {
            try (EmbeddedZooKeeper embedded =
                            EmbeddedZooKeeper.start(
                                    new EmbeddedConfig(folder, "127.0.0.1", 0, NEVER));
                    ZooKeeperConnection connection =
                            ClusterSamples.connect(embedded.servers().toString())) {
                connection.znodes().ensure("/change/" + start);
                everMade.addAll(snapshots(tree));
            }
        }
        assertThat(everMade).hasSizeGreaterThan(EmbeddedConfig.SNAPSHOTS);

        try (EmbeddedZooKeeper embedded =
                EmbeddedZooKeeper.start(
                        new EmbeddedConfig(folder, "127.0.0.1", 0, Duration.ofMillis(100)))) {
            assertThat(embedded.running()).isTrue();
            await().atMost(PATIENCE)
                    .until(() -> snapshots(tree).size() <= EmbeddedConfig.SNAPSHOTS);
        }
    }

    private static List<Path> snapshots(Path tree) throws IOException {
        try (Stream<Path> files = Files.list(tree)) {
            return files.filter(f -> f.getFileName().toString().startsWith("snapshot")).toList();
        }
    }
}
