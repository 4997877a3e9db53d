package dev.otter.manager.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.manager.http.Client;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of events of a whole manager: when they end, and how many there may be. */
class EventStreamsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static ZooKeeperServer zookeeper;

    @TempDir private Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void startZooKeeper() {
        zookeeper = ZooKeeperServer.start();
    }

    @AfterAll
    static void stopZooKeeper() {
        zookeeper.close();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
    }

    private LiveManager manager() {
        return opened(new LiveManager(folder, Optional.of(zookeeper.address())));
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    @Test
    void a_stream_ends_with_its_session_and_with_the_manager() {
        LiveManager manager = manager();
        Client admin = manager.firstAdmin();
        Events mine = opened(new Events(admin));
        Events anybodys = opened(new Events(manager.client()));
        await(() -> mine.data("nodes").size() == 1 && anybodys.data("nodes").size() == 1);

        assertThat(admin.delete("/session", 0).status()).isEqualTo(204);
        await(mine::ended);
        assertThat(anybodys.ended()).isFalse();
        manager.close();
        await(anybodys::ended);
    }

    @Test
    void streams_of_people_without_login_are_few_and_take_none_of_the_others() {
        LiveManager manager = manager();
        Client admin = manager.firstAdmin();
        List<Events> anybodys = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            anybodys.add(opened(new Events(manager.client())));
        }
        await(() -> anybodys.stream().allMatch(events -> events.data("nodes").size() == 1));

        Client.Reply refused = manager.client().get("/live/events");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("OTR-4113");
        assertThat(refused.json().get("detail").asString()).contains("8 streams", "127.0.0.1");
        assertThat(manager.client().get("/live/overview").status()).isEqualTo(200);
        Events mine = opened(new Events(admin));
        await(() -> mine.data("nodes").size() == 1);
        manager.close();
        await(mine::ended);
        await(() -> anybodys.stream().allMatch(Events::ended));
    }

    @Test
    void streams_are_bounded_and_keep_nobody_else_waiting() {
        LiveManager manager = manager();
        Client admin = manager.firstAdmin();
        List<Events> many = new ArrayList<>();
        for (int session = 0; session < 4; session++) {
            Client one = manager.admin();
            for (int i = 0; i < 16; i++) {
                many.add(opened(new Events(one)));
            }
            assertThat(one.get("/live/events").json().get("detail").asString())
                    .contains("16 streams", "'admin'");
        }
        await(() -> many.stream().allMatch(events -> events.data("nodes").size() == 1));

        assertThat(admin.get("/live/events").code()).isEqualTo("OTR-4113");
        assertThat(admin.get("/live/overview").status()).isEqualTo(200);
        Events anybodys = opened(new Events(manager.client()));
        await(() -> anybodys.data("nodes").size() == 1);
        manager.close();
        await(() -> many.stream().allMatch(Events::ended));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
    }
}
