package dev.otter.cluster.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.cluster.ClusterSamples;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.zookeeper.ZooKeeperRelease;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static ZooKeeperServer zookeeper;

    @BeforeAll
    static void start() {
        zookeeper = ZooKeeperServer.start();
    }

    @AfterAll
    static void stop() {
        zookeeper.close();
    }

    private static OtterException refused(String servers) {
        try (ZooKeeperConnection connection = ClusterSamples.connect(servers)) {
            throw new AssertionError("connected: " + connection.status());
        } catch (OtterException e) {
            return e;
        }
    }

    @Test
    void an_ensemble_of_3_4_is_refused_with_its_version_and_what_to_do() {
        try (ZooKeeperServer old =
                ZooKeeperServer.start(ZooKeeperRelease.OLD, Duration.ofMillis(500))) {
            OtterException refusal = refused(old.address());

            assertThat(refusal.code()).isEqualTo(ErrorCode.ZOOKEEPER_TOO_OLD);
            assertThat(refusal)
                    .hasMessageContaining("is of version 3.4.14; Otter needs 3.6 or newer")
                    .hasMessageContaining(old.address())
                    .hasMessageContaining("Upgrade the ensemble");
        }
    }

    @Test
    void the_session_that_was_asked_for_is_granted() {
        try (ZooKeeperConnection connection = ClusterSamples.connect(zookeeper.address())) {
            assertThat(connection.status().connected()).isTrue();
            assertThat(connection.grantedSession()).isEqualTo(ClusterSamples.SESSION);
        }
    }

    @Test
    void servers_that_do_not_answer_are_an_error_in_time() {
        ConnectionConfig config =
                new ConnectionConfig(
                        ServerList.parse("127.0.0.1:1"),
                        SessionTime.USUAL,
                        Duration.ofSeconds(1),
                        Optional.empty());

        assertThatThrownBy(() ->
                        ZooKeeperConnection.connect(
                                config, InstantSource.system(), RandomGenerator.getDefault()))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ZOOKEEPER_UNREACHABLE))
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("otter.zookeeper.cluster.default");
    }

    @Test
    void a_further_group_serves_when_the_nearest_does_not() {
        try (ZooKeeperConnection connection =
                ClusterSamples.connect("127.0.0.1:1;" + zookeeper.address())) {
            assertThat(connection.connected()).isTrue();
        }
    }

    @Test
    void states_are_told_with_reason_and_the_session_outlives_a_stalled_network() throws Exception {
        List<LinkStatus> told = new CopyOnWriteArrayList<>();
        try (TcpProxy proxy = TcpProxy.to(zookeeper.host(), zookeeper.port());
                ZooKeeperConnection connection =
                        ClusterSamples.connect(
                                proxy.host() + ":" + proxy.port(), Duration.ofSeconds(8))) {
            connection.listen(told::add);
            long session = connection.znodes().session();

            proxy.refuse(true);
            proxy.cut();
            await().atMost(PATIENCE).until(() -> interrupted(connection));
            assertThat(connection.status().reason()).contains("no server answers");
            assertThat(connection.connectedFor()).isZero();
            proxy.refuse(false);

            await().atMost(PATIENCE).until(() -> connection.status().connected());
            assertThat(connection.znodes().session()).isEqualTo(session);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(told)
                                    .extracting(LinkStatus::state)
                                    .containsExactly(
                                            LinkStatus.State.INTERRUPTED,
                                            LinkStatus.State.CONNECTED));
        }
    }

    @Test
    void a_session_that_is_over_is_replaced() throws Exception {
        List<LinkStatus> told = new CopyOnWriteArrayList<>();
        try (TcpProxy proxy = TcpProxy.to(zookeeper.host(), zookeeper.port());
                ZooKeeperConnection connection =
                        ClusterSamples.connect(proxy.host() + ":" + proxy.port())) {
            connection.listen(told::add);
            long session = connection.znodes().session();

            proxy.refuse(true);
            proxy.cut();
            Duration gone = ClusterSamples.SESSION.multipliedBy(2);
            await().during(gone).atMost(gone.plusSeconds(5)).until(() -> !connection.connected());
            assertThat(connection.status().connected()).isFalse();
            proxy.refuse(false);

            await().atMost(PATIENCE).until(() -> connection.status().connected());
            assertThat(connection.znodes().session()).isNotEqualTo(session);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(told)
                                    .extracting(LinkStatus::state)
                                    .contains(
                                            LinkStatus.State.SESSION_LOST,
                                            LinkStatus.State.CONNECTED));
        }
    }

    private static boolean interrupted(ZooKeeperConnection connection) {
        return connection.status().state() == LinkStatus.State.INTERRUPTED;
    }
}
