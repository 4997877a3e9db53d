package dev.otter.manager.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.manager.http.Client;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.zookeeper.ZooKeeperRelease;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import dev.otter.transport.control.client.ConnectionStatus;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.PipelineMinute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A whole manager with true ZooKeeper and true nodes' ends of the control stream. */
class LiveManagerIT {
    private static final Logger LOG = LoggerFactory.getLogger(LiveManagerIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String SECRET = "s3cret-of-the-source";
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

    private LiveManager manager(Optional<String> servers) {
        return opened(new LiveManager(folder, servers));
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    private TestNode node(LiveManager manager, long nid, Optional<String> secret) {
        return opened(
                new TestNode(manager.controlPort(), nid, folder.resolve("node-" + nid), secret));
    }

    @Test
    void a_node_is_approved_told_watched_and_revoked() throws Exception {
        LiveManager manager = manager(Optional.of(zookeeper.address()));
        Client admin = manager.firstAdmin();
        TestNode stranger = node(manager, 1, Optional.empty());
        await(() -> stranger.reason().equals("OTR-4101"));
        configure(admin);
        await(() -> stranger.state() == ConnectionStatus.State.WAITING_FOR_APPROVAL);
        await(() -> admin.get("/enrolments").json().size() == 1);
        JsonNode waiting = admin.get("/enrolments").json().get(0);
        assertThat(waiting.get("known").asBoolean()).isTrue();
        assertThat(waiting.get("host").asString()).isEqualTo("host-of-1");
        String shown = waiting.get("fingerprint").asString();
        assertThat(shown.replace(":", "")).isEqualTo(stranger.fingerprint());
        assertThat(shown).contains(":");
        assertThat(attention(admin)).contains("node n1 OTR-4102");

        String body = "{\"fingerprint\":\"" + shown + "\"}";
        assertThat(admin.post("/enrolments/1/approve", body).status()).isEqualTo(204);
        await(() -> stranger.state() == ConnectionStatus.State.CONNECTED);
        await(() -> stranger.plan().isPresent());
        assertThat(stranger.plan().orElseThrow().channels().getFirst().name()).isEqualTo("shop");
        assertThat(stranger.plan().orElseThrow().zookeeper()).containsExactly(zookeeper.address());

        tells_changes_within_a_second(admin, stranger);
        shows_what_is_reported(admin, manager, stranger);

        assertThat(admin.post("/nodes/1/revoke", "{}").status()).isEqualTo(204);
        await(() -> stranger.state() == ConnectionStatus.State.WAITING_FOR_APPROVAL);
        assertThat(admin.get("/live/nodes").json().get(0).get("connected").asBoolean()).isFalse();
        assertThat(admin.post("/channels/1/stop", "{}").status()).isEqualTo(200);
        deletes(admin, stranger);
    }

    private void tells_changes_within_a_second(Client admin, TestNode node) {
        long before = node.version();
        long begin = System.nanoTime();
        Client.Reply changed = admin.put("/channels/1", 1, channel("\"parallelism\":8,", "shop.*"));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        await(() -> node.version() > before);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        LOG.warn("a change was with the node after {} ms", millis);
        assertThat(millis).isLessThan(1_000);
        await(() -> liveNode(admin).path("configuration-version").asLong() == before + 1);

        assertThat(admin.post("/endpoints", endpoint("other", "h9")).status()).isEqualTo(201);
        assertThat(admin.post("/channels/1/push", "{}").status()).isEqualTo(200);
        assertThat(node.version()).isEqualTo(before + 1);
    }

    private void shows_what_is_reported(Client admin, LiveManager manager, TestNode node)
            throws Exception {
        assertThat(run(admin.post("/channels/1/start", "{}"))).isEqualTo("running");
        assertThat(admin.get("/channels/1").json().get("state").asString()).isEqualTo("running");
        JsonNode nobody = admin.get("/channels/1/pipelines/p/live").json();
        assertThat(nobody.get("state").asString()).isEqualTo("unreported");
        assertThat(nobody.get("run").asString()).isEqualTo("running");
        assertThat(nobody.get("reason").asString()).contains("n1");
        try (Events events = new Events(manager.client())) {
            await(() -> !events.data("pipelines").isEmpty() && !events.data("nodes").isEmpty());
            node.report(1, "running", 55.5);
            await(() -> events.data("pipelines").getLast().contains("55.5"));
            assertThat(events.data("nodes").getLast()).contains("\"connected\":true");
            admin.post("/nodes", "{\"name\":\"n9\",\"host\":\"h\"}");
            await(() -> !events.data("configuration").isEmpty());
        }
        JsonNode live = admin.get("/channels/1/pipelines/P/live").json();
        assertThat(live.get("state").asString()).isEqualTo("running");
        assertThat(live.get("node").get("name").asString()).isEqualTo("n1");
        assertThat(live.get("epoch").asLong()).isEqualTo(3);
        assertThat(live.get("rows-per-second").asDouble()).isEqualTo(55.5);
        assertThat(live.get("lag-millis").asLong()).isEqualTo(12);
        assertThat(live.get("held-tables").get(0).asString()).isEqualTo("shop.x: why");
        assertThat(live.has("waiting-stage")).isFalse();
        assertThat(admin.get("/live/pipelines?channel=1").json().size()).isEqualTo(1);
        assertThat(admin.get("/live/pipelines?channel=2").json().size()).isZero();
        JsonNode overview = admin.get("/live/overview").json();
        assertThat(overview.get("channels").get("running").asInt()).isEqualTo(1);
        assertThat(overview.get("pipelines").get("running").asInt()).isEqualTo(1);
        assertThat(overview.get("worst-lag-millis").asInt()).isEqualTo(12);
        assertThat(attention(admin)).contains("node n9 OTR-4112");
        assertThat(matters(overview))
                .contains("n9 node-absent []", "shop/p tables-held [\"1\",\"shop.x: why\"]");
        keeps_minutes_and_events(admin, node);
        shows_zookeeper_and_no_secret(admin);
    }

    private static void keeps_minutes_and_events(Client admin, TestNode node) {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
        node.report(new PipelineMinute("1", minute, new PipelineMinute.Rows(1, 2, 3, 4), 5, 6, 7));
        node.report(new NodeEvent(Instant.now(), "OTR-3101", "shop/p", "a row was refused"));
        await(() -> admin.get("/channels/1/pipelines/p/minutes").json().size() == 1);
        JsonNode told = admin.get("/channels/1/pipelines/p/minutes").json().get(0);
        assertThat(told.get("minute").asString()).isEqualTo(minute.toString());
        assertThat(told.get("schema-changes").asInt()).isEqualTo(4);
        await(() -> admin.get("/log-records").text().contains("a row was refused"));
        JsonNode record = admin.get("/log-records").json().get("items").get(0);
        assertThat(record.get("channel").asString()).isEqualTo("shop");
        assertThat(record.get("pipeline").asString()).isEqualTo("p");
        assertThat(record.get("node").asString()).isEqualTo("n1");
    }

    private static void shows_zookeeper_and_no_secret(Client admin) {
        JsonNode ensemble = admin.get("/zookeeper").json();
        assertThat(ensemble.get("connected").asBoolean()).isTrue();
        assertThat(ensemble.get("servers").get(0).get("mode").asString()).isEqualTo("standalone");
        assertThat(admin.get("/zookeeper/tree?path=/otter5/channels/1").text()).contains("RUNNING");
        assertThat(admin.get("/zookeeper/tree?path=/nowhere").status()).isEqualTo(404);
        assertThat(admin.post("/channels/1/pipelines/p/switch", "{}").code()).isEqualTo("OTR-4208");
        for (String path :
                List.of(
                        "/live/overview",
                        "/live/nodes",
                        "/live/pipelines",
                        "/zookeeper",
                        "/enrolments",
                        "/log-records",
                        "/endpoints",
                        "/channels",
                        "/changes",
                        "/audit")) {
            assertThat(admin.get(path).text()).as(path).doesNotContain(SECRET);
        }
    }

    private void deletes(Client admin, TestNode node) {
        assertThat(admin.delete("/channels/1", 2).status()).isEqualTo(204);
        assertThat(admin.delete("/nodes/1", 1).status()).isEqualTo(204);
        await(() -> node.reason().equals("OTR-4114"));
        await(node::deleted);
        await(() -> admin.get("/zookeeper/tree?path=/otter5/channels/1").status() == 404);
        assertThat(admin.get("/live/pipelines").json().size()).isZero();
    }

    @Test
    void a_secret_lets_in_once_and_a_restart_keeps_everything() throws Exception {
        LiveManager first = new LiveManager(folder, Optional.empty());
        Client admin = first.firstAdmin();
        configure(admin);
        Client.Reply made = admin.post("/nodes/1/enrolment-secret", "{}");
        String secret = made.json().get("secret").asString();
        assertThat(made.json().has("expires")).isTrue();
        TestNode node = node(first, 1, Optional.of(secret));
        await(() -> node.state() == ConnectionStatus.State.CONNECTED);
        await(() -> node.plan().isPresent());
        assertThat(admin.post("/nodes/1/enrolment-secret", "{}").code()).isEqualTo("OTR-4208");
        assertThat(run(admin.post("/channels/1/start", "{}"))).isEqualTo("running");
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
        node.report(new PipelineMinute("1", minute, new PipelineMinute.Rows(1, 2, 3, 4), 5, 6, 7));
        await(() -> admin.get("/channels/1/pipelines/p/minutes").json().size() == 1);
        long version = node.version();
        int port = first.controlPort();
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        folder.resolve("authority/authority-key.pem"))))
                .isEqualTo("rw-------");
        first.close();
        await(() -> node.state() == ConnectionStatus.State.NOT_CONNECTED);

        LiveManager second = opened(new LiveManager(folder, Optional.empty(), port));
        Client again = second.admin();
        await(() -> node.state() == ConnectionStatus.State.CONNECTED);
        assertThat(run(again.get("/channels/1/run"))).isEqualTo("running");
        assertThat(again.get("/channels/1/pipelines/p/minutes").json().size()).isEqualTo(1);
        await(() -> liveNode(again).path("configuration-version").asLong() >= version);
        assertThat(again.get("/zookeeper").json().get("embedded").asBoolean()).isTrue();

        again.post("/nodes/1/revoke", "{}");
        TestNode thief =
                opened(
                        new TestNode(
                                second.controlPort(),
                                1,
                                folder.resolve("thief"),
                                Optional.of(secret)));
        await(() -> thief.state() == ConnectionStatus.State.WAITING_FOR_APPROVAL);
    }

    @Test
    void without_zookeeper_it_serves_and_finds_it_later() throws Exception {
        ZooKeeperServer late = opened(ZooKeeperServer.start());
        late.stop();
        long begin = System.nanoTime();
        LiveManager manager = manager(Optional.of(late.address()));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        LOG.warn("up without ZooKeeper after {} ms", millis);
        assertThat(millis).isLessThan(15_000);
        Client admin = manager.firstAdmin();
        configure(admin);

        assertThat(admin.get("/channels").json().get("items").get(0).has("state")).isFalse();
        Client.Reply refused = admin.post("/channels/1/start", "{}");
        assertThat(refused.code()).isEqualTo("OTR-4001");
        assertThat(refused.status()).isEqualTo(503);
        JsonNode live = admin.get("/live/pipelines").json().get(0);
        assertThat(live.has("run")).isFalse();
        assertThat(live.get("state").asString()).isEqualTo("unreported");
        assertThat(live.get("reason").asString()).contains("ZooKeeper");
        assertThat(attention(admin)).contains("zookeeper ZooKeeper OTR-4001");
        assertThat(admin.get("/zookeeper").json().get("connected").asBoolean()).isFalse();

        late.restart();
        await(() -> admin.get("/zookeeper").json().get("connected").asBoolean());
        assertThat(run(admin.post("/channels/1/start", "{}"))).isEqualTo("running");
        late.kill();
        await(() -> !admin.get("/zookeeper").json().get("connected").asBoolean());
        begin = System.nanoTime();
        assertThat(admin.post("/channels/1/stop", "{}").code()).isEqualTo("OTR-4001");
        assertThat(admin.get("/channels/1").json().get("state").asString()).isEqualTo("running");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void an_ensemble_that_is_too_old_is_refused() {
        ZooKeeperServer old =
                opened(ZooKeeperServer.start(ZooKeeperRelease.OLD, Duration.ofMillis(500)));

        assertThatThrownBy(() -> manager(Optional.of(old.address())))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("OTR-4002")
                .hasMessageContaining("3.6");
    }

    @Test
    void what_stands_against_a_start_is_told_with_all_reasons() {
        LiveManager manager = manager(Optional.of(zookeeper.address()));
        Client admin = manager.firstAdmin();
        admin.post("/endpoints", endpoint("a", "h1"));
        admin.post(
                "/endpoints", "{\"name\":\"b\",\"type\":\"mysql\",\"host\":\"h2\",\"user\":\"u\"}");
        admin.post("/channels", channel("", "shop.*"));

        Client.Reply refused = admin.post("/channels/1/start", "{}");

        assertThat(refused.code()).isEqualTo("OTR-4208");
        assertThat(refused.json().get("remedy").asString())
                .contains("No node is configured")
                .contains("No password is kept for endpoint 'b'");
        assertThat(admin.post("/channels/1/pause", "{}").code()).isEqualTo("OTR-4208");
    }

    private static void configure(Client admin) {
        admin.post("/endpoints", endpoint("a", "h1"));
        admin.post("/endpoints", endpoint("b", "h2"));
        admin.post("/nodes", "{\"name\":\"n1\",\"host\":\"h\"}");
        Client.Reply made = admin.post("/channels", channel("", "shop.*"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private static String endpoint(String name, String host) {
        return "{\"name\":\"%s\",\"type\":\"mysql\",\"host\":\"%s\",\"user\":\"u\",\"password\":\"%s\"}"
                .formatted(name, host, SECRET);
    }

    private static String channel(String option, String table) {
        return "{\"name\":\"shop\",\"pipelines\":[{\"name\":\"p\",%s\"from\":\"a\",\"to\":\"b\",\"tables\":[\"%s\"]}]}"
                .formatted(option, table);
    }

    private static JsonNode liveNode(Client client) {
        return client.get("/live/nodes").json().get(0);
    }

    private static List<String> attention(Client client) {
        List<String> found = new ArrayList<>();
        client.get("/live/overview")
                .json()
                .get("attention")
                .forEach(item ->
                        found.add(
                                item.get("kind").asString()
                                        + " "
                                        + item.get("name").asString()
                                        + " "
                                        + (item.has("code") ? item.get("code").asString() : "")));
        return found;
    }

    /** What the manager has noticed itself. */
    private static List<String> matters(JsonNode overview) {
        List<String> found = new ArrayList<>();
        overview.get("attention").forEach(item -> {
            if (item.has("matter")) {
                found.add(
                        item.get("name").asString()
                                + " "
                                + item.get("matter").asString()
                                + " "
                                + item.get("facts"));
            }
        });
        return found;
    }

    private static String run(Client.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().get("state").asString();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
    }
}
