package dev.otter.manager.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.cluster.connection.ConnectionConfig;
import dev.otter.cluster.connection.Login;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.runstate.RunState;
import dev.otter.cluster.runstate.RunStates;
import dev.otter.manager.http.Client;
import dev.otter.manager.settings.ManagerSettings.KeeperLogin;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A manager closes the tree, and says so when it is closed to itself. */
class KeeperLoginIT {
    private static final String SUPER = "super:of-these-tests";

    @TempDir private Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private ZooKeeperServer zookeeper;

    @BeforeEach
    void start() throws Exception {
        zookeeper =
                opened(
                        ZooKeeperServer.start(
                                "DigestAuthenticationProvider.superDigest="
                                        + DigestAuthenticationProvider.generateDigest(SUPER)));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    private LiveManager manager(String name, KeeperLogin login) {
        return opened(
                new LiveManager(folder.resolve(name), Optional.of(zookeeper.address()), 0, login));
    }

    private ZooKeeperConnection connect(Optional<Login> login) {
        return opened(
                ZooKeeperConnection.connect(
                        ConnectionConfig.to(ServerList.parse(zookeeper.address()), login),
                        InstantSource.system(),
                        RandomGenerator.getDefault()));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(condition);
    }

    private static boolean connected(Client admin) {
        return admin.get("/zookeeper").json().get("connected").asBoolean();
    }

    private static String reason(Client admin) {
        return admin.get("/zookeeper").json().get("reason").asString();
    }

    private static void configure(Client admin) {
        for (String name : List.of("a", "b")) {
            admin.post(
                    "/endpoints",
                    "{\"name\":\"%s\",\"type\":\"mysql\",\"host\":\"of-%s\",\"user\":\"u\",\"password\":\"p\"}"
                            .formatted(name, name));
        }
        admin.post("/nodes", "{\"name\":\"n1\",\"host\":\"127.0.0.1\"}");
        Client.Reply made =
                admin.post(
                        "/channels",
                        "{\"name\":\"shop\",\"pipelines\":[{\"name\":\"p\",\"from\":\"a\",\"to\":\"b\","
                                + "\"tables\":[\"shop.*\"]}]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    @Test
    void an_open_tree_is_closed_and_nodes_are_told_the_secret() throws Exception {
        ZooKeeperConnection before = connect(Optional.empty());
        before.znodes().ensure("/otter5/channels");
        LiveManager manager = manager("m", KeeperLogin.OWN);
        Client admin = manager.firstAdmin();
        configure(admin);
        String enrolment =
                admin.post("/nodes/1/enrolment-secret", "{}").json().get("secret").asString();
        TestNode node =
                opened(
                        new TestNode(
                                manager.controlPort(),
                                1,
                                folder.resolve("node"),
                                Optional.of(enrolment)));
        await(() -> node.plan().isPresent());
        String secret = node.plan().orElseThrow().zookeeperSecret().orElseThrow();

        await(() -> connected(admin));
        assertThat(admin.post("/channels/1/start", "{}").status()).isEqualTo(200);
        assertThat(admin.get("/zookeeper/tree?path=/otter5/channels/1").text())
                .contains("RUNNING")
                .doesNotContain(secret);
        assertThatThrownBy(() -> new RunStates(before).read(1)).hasMessageContaining("OTR-4006");
        assertThatThrownBy(() -> connect(Optional.empty())).hasMessageContaining("OTR-4006");
        assertThat(new RunStates(connect(Optional.of(new Login(secret)))).read(1).state().state())
                .isEqualTo(RunState.RUNNING);
        for (String path : List.of("/live/overview", "/zookeeper", "/nodes/1", "/changes")) {
            assertThat(admin.get(path).text()).as(path).doesNotContain(secret);
        }
    }

    @Test
    void a_manager_whose_store_was_made_anew_says_so_and_goes_on_when_the_tree_is_gone()
            throws Exception {
        LiveManager lost = manager("lost", KeeperLogin.OWN);
        configure(lost.firstAdmin());
        lost.close();

        LiveManager anew = manager("anew", KeeperLogin.OWN);
        Client admin = anew.firstAdmin();
        configure(admin);

        await(() -> reason(admin).contains("another secret"));
        Client.Reply refused = admin.post("/channels/1/start", "{}");
        assertThat(refused.code()).isEqualTo("OTR-4006");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().get("remedy").asString()).contains("deleteall /otter5");
        JsonNode attention = admin.get("/live/overview").json().get("attention").get(0);
        assertThat(attention.get("code").asString()).isEqualTo("OTR-4006");
        assertThat(attention.toString()).contains("another secret", "manager.key");

        ZooKeeper chief = new ZooKeeper(zookeeper.address(), 10_000, _ -> {});
        try {
            chief.addAuthInfo("digest", SUPER.getBytes(StandardCharsets.UTF_8));
            ZKUtil.deleteRecursive(chief, "/otter5");
        } finally {
            chief.close();
        }
        await(() -> connected(admin));
        assertThat(admin.post("/channels/1/start", "{}").status()).isEqualTo(200);
    }

    @Test
    void without_login_the_tree_stays_open_and_a_closed_one_is_told() {
        LiveManager off = manager("off", KeeperLogin.OFF);
        Client admin = off.firstAdmin();
        configure(admin);
        await(() -> connected(admin));
        assertThat(admin.post("/channels/1/start", "{}").status()).isEqualTo(200);
        assertThat(new RunStates(connect(Optional.empty())).read(1).state().state())
                .isEqualTo(RunState.RUNNING);
        off.close();

        LiveManager on = manager("off", KeeperLogin.OWN);
        Client later = on.admin();
        await(() -> later.get("/channels/1/run").text().contains("running"));
        on.close();

        Client again = manager("off", KeeperLogin.OFF).admin();
        await(() -> reason(again).contains("asks for a login"));
        assertThat(again.post("/channels/1/stop", "{}").code()).isEqualTo("OTR-4006");
    }

    @Test
    void managers_of_one_store_meet_with_one_secret() {
        manager("shared", KeeperLogin.OWN).close();

        Client admin = manager("shared", KeeperLogin.OWN).firstAdmin();

        await(() -> connected(admin));
        assertThatThrownBy(() -> connect(Optional.of(new Login("of-nobody-who-is-known"))))
                .isInstanceOf(OtterException.class);
    }
}
