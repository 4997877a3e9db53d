package dev.otter.cluster.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.cluster.ClusterSamples;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.TreeChange;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EnsembleIT {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static ZooKeeperServer zookeeper;
    private static ZooKeeperConnection connection;

    @BeforeAll
    static void start() {
        zookeeper = ZooKeeperServer.start();
        connection = ClusterSamples.connect(zookeeper.address());
    }

    @AfterAll
    static void stop() {
        connection.close();
        zookeeper.close();
    }

    private static void put(String path, byte[] data) throws KeeperException {
        connection.znodes().ensure(path);
        connection.znodes().change(List.of(new TreeChange.Set(path, data, -1)));
    }

    private static TreeBrowser browser(int children, int listable, int dataBytes) {
        return new TreeBrowser(connection, new BrowserLimits(children, listable, dataBytes));
    }

    @Test
    void each_server_is_asked_and_those_that_do_not_answer_say_why() {
        ServerList servers = ServerList.parse(zookeeper.address() + ";127.0.0.1:1");

        List<ServerHealth> health = new EnsembleHealth(servers, LIMIT).ask();

        assertThat(health)
                .extracting(ServerHealth::server)
                .containsExactlyElementsOf(servers.all());
        assertThat(health.get(0))
                .isInstanceOfSatisfying(
                        ServerHealth.Serving.class,
                        serving -> {
                            assertThat(serving.version()).startsWith("3.9");
                            assertThat(serving.mode()).isEqualTo("standalone");
                            assertThat(serving.connections()).isPositive();
                            assertThat(serving.znodes()).isPositive();
                        });
        assertThat(health.get(1))
                .isInstanceOfSatisfying(
                        ServerHealth.Silent.class,
                        silent -> assertThat(silent.reason()).contains("refused"));
    }

    @Test
    void a_path_is_shown_with_children_data_and_numbers() throws KeeperException {
        put("/shown/b", "bé".getBytes(StandardCharsets.UTF_8));
        put("/shown/a", new byte[0]);

        TreePage parent = browser(10, 100, 1000).show("/shown");
        TreePage child = browser(10, 100, 1000).show("/shown/b");

        assertThat(parent.children()).containsExactly("a", "b");
        assertThat(parent.childCount()).isEqualTo(2);
        assertThat(child.content()).isEqualTo(new TreePage.Content("bé", false, 3, false));
        assertThat(child.stat().version()).isEqualTo(1);
        assertThat(child.stat().ephemeralOwner()).isZero();
        assertThat(browser(10, 100, 1000).show("/").children()).contains("shown", "zookeeper");
    }

    @Test
    void much_data_and_many_children_are_cut_and_say_so() throws KeeperException {
        put("/long", "aé".repeat(1000).getBytes(StandardCharsets.UTF_8));
        for (int i : IntStream.range(0, 30).toArray()) {
            put("/many/child-%02d".formatted(i), new byte[0]);
        }

        TreePage cut = browser(10, 100, 1001).show("/long");
        assertThat(cut.content().text()).startsWith("aéaé").endsWith("éa").hasSize(667);
        assertThat(cut.content().bytes()).isEqualTo(3000);
        assertThat(cut.content().cut()).isTrue();
        assertThat(cut.content().binary()).isFalse();

        TreePage first = browser(10, 100, 1000).show("/many");
        assertThat(first.children()).hasSize(10).startsWith("child-00").endsWith("child-09");
        assertThat(first.childCount()).isEqualTo(30);

        TreePage unlisted = browser(10, 20, 1000).show("/many");
        assertThat(unlisted.children()).isEmpty();
        assertThat(unlisted.childCount()).isEqualTo(30);
    }

    @Test
    void what_is_no_text_is_shown_as_hexadecimal() throws KeeperException {
        put("/binary", new byte[] {0, 1, (byte) 0xFF});

        assertThat(browser(10, 100, 1000).show("/binary").content())
                .isEqualTo(new TreePage.Content("0001ff", true, 3, false));
    }

    @Test
    void a_path_that_is_not_there_or_cannot_be_is_told_as_such() {
        for (String path : List.of("/not/there", "relative", "/trailing/", "/a//b", "")) {
            assertThatThrownBy(() -> browser(10, 100, 1000).show(path))
                    .isInstanceOfSatisfying(
                            OtterException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.TREE_PATH_MISSING));
        }
    }
}
