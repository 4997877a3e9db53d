package dev.otter.cluster.membership;

import static dev.otter.cluster.ClusterSamples.connect;
import static dev.otter.cluster.ClusterSamples.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.proxy.TcpProxy;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MembershipIT {
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

    private static Membership join(ZooKeeperConnection connection, int nid, String process) {
        return Membership.join(
                connection,
                member(nid, process),
                Optional.empty(),
                InstantSource.system(),
                _ -> {});
    }

    @Test
    void a_node_is_seen_with_its_record_and_vanishes_when_it_leaves() {
        List<LiveNodes.View> views = new CopyOnWriteArrayList<>();
        try (ZooKeeperConnection watching = connect(zookeeper.address());
                ZooKeeperConnection joining = connect(zookeeper.address());
                LiveNodes live = new LiveNodes(watching, InstantSource.system(), views::add)) {
            Membership membership = join(joining, 11, "a");

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(live.view().members().get(11)).isEqualTo(member(11, "a")));
            assertThat(membership.status().state()).isEqualTo(MembershipStatus.State.JOINED);

            membership.close();

            await().atMost(Duration.ofSeconds(1))
                    .until(() -> !live.view().members().containsKey(11));
            await().atMost(PATIENCE).until(() -> !views.getLast().members().containsKey(11));
            assertThat(views).anyMatch(view -> view.members().containsKey(11));
        }
    }

    @Test
    void an_id_that_is_live_elsewhere_is_refused_with_who_has_it_and_what_to_do() {
        try (ZooKeeperConnection one = connect(zookeeper.address());
                ZooKeeperConnection other = connect(zookeeper.address());
                Membership first = join(one, 12, "a")) {
            assertThatThrownBy(() -> join(other, 12, "b"))
                    .isInstanceOfSatisfying(
                            OtterException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_ID_TAKEN))
                    .hasMessageContaining("process 4012 on 10.0.0.12")
                    .hasMessageContaining("conf/nid");
            assertThat(first.status().state()).isEqualTo(MembershipStatus.State.JOINED);
        }
    }

    @Test
    void the_place_of_a_crashed_process_is_waited_for() {
        TcpProxy toTheDead = TcpProxy.to(zookeeper.host(), zookeeper.port());
        ZooKeeperConnection dead = connect(toTheDead.host() + ":" + toTheDead.port());
        Membership crashed = join(dead, 13, "a");
        toTheDead.pause();

        try (ZooKeeperConnection next = connect(zookeeper.address());
                Membership restarted = join(next, 13, "b")) {
            assertThat(restarted.status().state()).isEqualTo(MembershipStatus.State.JOINED);
        } finally {
            toTheDead.resume();
            crashed.close();
            dead.close();
            toTheDead.close();
        }
    }

    @Test
    void a_predecessor_known_to_be_dead_is_replaced_without_waiting() {
        try (ZooKeeperConnection before = connect(zookeeper.address());
                ZooKeeperConnection after = connect(zookeeper.address());
                Membership old = join(before, 14, "a")) {
            assertThat(old.status().state()).isEqualTo(MembershipStatus.State.JOINED);
            long begin = System.nanoTime();

            Membership restarted =
                    Membership.join(
                            after,
                            member(14, "b"),
                            Optional.of("a"),
                            InstantSource.system(),
                            _ -> {});

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(2));
            await().atMost(PATIENCE)
                    .until(() -> old.status().state() == MembershipStatus.State.CLASHED);
            restarted.close();
        }
    }

    @Test
    void a_node_whose_session_was_lost_joins_again_by_itself() {
        List<MembershipStatus.State> told = new CopyOnWriteArrayList<>();
        try (TcpProxy proxy = TcpProxy.to(zookeeper.host(), zookeeper.port());
                ZooKeeperConnection watching = connect(zookeeper.address());
                LiveNodes live = new LiveNodes(watching, InstantSource.system(), _ -> {});
                ZooKeeperConnection joining = connect(proxy.host() + ":" + proxy.port());
                Membership membership =
                        Membership.join(
                                joining,
                                member(15, "a"),
                                Optional.empty(),
                                InstantSource.system(),
                                status -> told.add(status.state()))) {
            await().atMost(PATIENCE).until(() -> live.view().members().containsKey(15));

            proxy.pause();
            await().atMost(PATIENCE).until(() -> !live.view().members().containsKey(15));
            proxy.resume();

            await().atMost(PATIENCE).until(() -> live.view().members().containsKey(15));
            assertThat(membership.status().state()).isEqualTo(MembershipStatus.State.JOINED);
            assertThat(told).containsOnly(MembershipStatus.State.JOINED);
        }
    }
}
