package dev.otter.manager.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.manager.http.Client;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leader of a pipeline is asked to hand over. */
class LeadershipIT {
    private static final String SWITCH = "/channels/1/pipelines/p/switch";

    @TempDir private Path folder;

    @Test
    void a_leader_hands_over_to_whom_it_is_told() {
        try (ZooKeeperServer zookeeper = ZooKeeperServer.start();
                LiveManager manager = new LiveManager(folder, Optional.of(zookeeper.address()));
                TestCandidate one = new TestCandidate(zookeeper.address(), 1, 1, List.of(1, 2))) {
            await(one::leads);
            Client admin = manager.firstAdmin();
            for (String name : List.of("a", "b")) {
                admin.post(
                        "/endpoints",
                        ("{\"name\":\"%s\",\"type\":\"mysql\",\"host\":\"h%s\",\"user\":\"u\","
                                        + "\"password\":\"secret\"}")
                                .formatted(name, name));
            }
            for (int i = 1; i <= 3; i++) {
                admin.post("/nodes", "{\"name\":\"n%d\",\"host\":\"h\"}".formatted(i));
            }
            Client.Reply made =
                    admin.post(
                            "/channels",
                            "{\"name\":\"shop\",\"pipelines\":[{\"name\":\"p\",\"from\":\"a\","
                                    + "\"to\":\"b\",\"tables\":[\"shop.*\"],"
                                    + "\"nodes\":{\"load\":[\"n1\",\"n2\"]}}]}");
            assertThat(made.status()).as(made.text()).isEqualTo(201);

            Client.Reply away = admin.post(SWITCH, "{\"node\":\"n2\"}");
            assertThat(away.code()).isEqualTo("OTR-4208");
            assertThat(away.json().get("detail").asString()).contains("'n2' is not there");
            assertThat(admin.post(SWITCH, "{\"node\":\"n3\"}").json().get("detail").asString())
                    .contains("may not run it");
            assertThat(admin.post(SWITCH, "{\"node\":\"n1\"}").json().get("detail").asString())
                    .contains("runs it already");
            assertThat(admin.post(SWITCH, "{\"node\":\"nobody\"}").code()).isEqualTo("OTR-4204");
            try (TestCandidate two = new TestCandidate(zookeeper.address(), 1, 2, List.of(1, 2))) {
                await(() -> inZookeeper(admin, 1));
                assertThat(admin.post(SWITCH, "{\"node\":\"N2\"}").status()).isEqualTo(204);
                await(two::leads);
                await(() -> !one.leads());
                assertThat(admin.post(SWITCH, "{}").status()).isEqualTo(204);
                await(one::leads);
            }
        }
    }

    private static boolean inZookeeper(Client admin, int index) {
        return admin.get("/live/nodes").json().get(index).path("in-zookeeper").asBoolean();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }
}
