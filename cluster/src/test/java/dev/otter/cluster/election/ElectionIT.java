package dev.otter.cluster.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.cluster.ClusterSamples;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.tree.LeaderRole;
import dev.otter.testkit.zookeeper.ZooKeeperServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ElectionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Outlasts a request that was under way at a cut, its retries, and all waiting after it. */
    private static final Duration LONG_SESSION = Duration.ofMinutes(2);

    private static ZooKeeperServer zookeeper;

    @BeforeAll
    static void start() {
        zookeeper = ZooKeeperServer.start("maxSessionTimeout=" + LONG_SESSION.toMillis());
    }

    @AfterAll
    static void stop() {
        zookeeper.close();
    }

    /** Whatever it is that must not happen, it would happen within this time. */
    private static void nothingChangesFor(Duration time, Candidate leader, Candidate other) {
        await().during(time)
                .atMost(time.plusSeconds(5))
                .until(() -> leader.leads() && !other.leads() && other.gains() == 0);
    }

    @Test
    void the_preferred_node_leads_and_the_other_follows() {
        try (Candidate second = new Candidate(zookeeper, 20, 2, List.of(1, 2));
                ZooKeeperConnection outside = ClusterSamples.connect(zookeeper.address())) {
            await().atMost(PATIENCE).until(second::leads);

            try (Candidate first = new Candidate(zookeeper, 20, 1, List.of(1, 2))) {
                nothingChangesFor(Duration.ofSeconds(2), second, first);
                assertThat(first.election().status().reason()).contains("node 2 leads");
            }
            LeaderBoard board = new LeaderBoard(outside, InstantSource.system());
            assertThat(board.leader(20, LeaderRole.LOAD))
                    .hasValueSatisfying(leader -> assertThat(leader.nid()).isEqualTo(2));
            assertThat(board.leader(20, LeaderRole.SELECT)).isEmpty();
        }
    }

    @Test
    void a_leader_cut_off_leads_on_until_it_learns_who_took_over() {
        try (Candidate first = new Candidate(zookeeper, 21, 3, List.of(3, 4))) {
            await().atMost(PATIENCE).until(first::leads);
            long epoch = first.epoch();
            try (Candidate second = new Candidate(zookeeper, 21, 4, List.of(3, 4))) {
                first.proxy().pause();

                await().atMost(PATIENCE).until(second::leads);
                assertThat(first.leads()).isTrue();
                await().atMost(PATIENCE)
                        .until(() ->
                                first.election().status().state()
                                        == ElectionStatus.State.LEADING_UNCONFIRMED);
                assertThat(second.epoch()).isGreaterThan(epoch);

                first.proxy().resume();

                await().atMost(Duration.ofSeconds(5)).until(() -> first.lastLoss().isPresent());
                assertThat(first.lastLoss())
                        .hasValue(new LeadershipChange.Loss.Overtaken(4, second.epoch()))
                        .hasValueSatisfying(loss -> assertThat(loss.stopAtOnce()).isTrue());
                nothingChangesAfter(second, first);
            }
        }
    }

    private static void nothingChangesAfter(Candidate leader, Candidate former) {
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(8))
                .until(() -> leader.leads() && !former.leads());
    }

    @Test
    void a_cut_shorter_than_the_session_changes_nothing() {
        try (Candidate first = new Candidate(zookeeper, 22, 5, List.of(5, 6))) {
            await().atMost(PATIENCE).until(first::leads);
            try (Candidate second = new Candidate(zookeeper, 22, 6, List.of(5, 6))) {
                first.proxy().cut();
                second.proxy().cut();

                nothingChangesFor(Duration.ofSeconds(3), first, second);
                assertThat(first.gains()).isEqualTo(1);
                assertThat(first.lastLoss()).isEmpty();
            }
        }
    }

    @Test
    void a_leader_without_rival_keeps_its_epoch_over_a_lost_session() {
        try (Candidate only = new Candidate(zookeeper, 23, 7, List.of(7, 8));
                ZooKeeperConnection outside = ClusterSamples.connect(zookeeper.address())) {
            LeaderBoard board = new LeaderBoard(outside, InstantSource.system());
            await().atMost(PATIENCE).until(only::leads);
            long epoch = only.epoch();

            only.proxy().pause();
            await().atMost(PATIENCE).until(() -> board.leader(23, LeaderRole.LOAD).isEmpty());
            only.proxy().resume();

            await().atMost(PATIENCE).until(() -> board.leader(23, LeaderRole.LOAD).isPresent());
            await().atMost(PATIENCE)
                    .until(() -> only.election().status().state() == ElectionStatus.State.LEADING);
            assertThat(only.epoch()).isEqualTo(epoch);
            assertThat(only.told()).hasSize(1);
        }
    }

    @Test
    void a_leader_asked_to_give_up_hands_over_in_good_order() {
        try (Candidate first = new Candidate(zookeeper, 24, 9, List.of(9, 10));
                ZooKeeperConnection outside = ClusterSamples.connect(zookeeper.address())) {
            await().atMost(PATIENCE).until(first::leads);
            try (Candidate second = new Candidate(zookeeper, 24, 10, List.of(9, 10))) {
                new LeaderBoard(outside, InstantSource.system())
                        .askToGiveUp(24, LeaderRole.LOAD, 10, "the operator");

                await().atMost(PATIENCE)
                        .until(() ->
                                first.told().getLast() instanceof LeadershipChange.AskedToGiveUp);
                nothingChangesFor(Duration.ofSeconds(1), first, second);
                assertThat(first.election().status().state())
                        .isEqualTo(ElectionStatus.State.GIVING_UP);
                long epoch = first.epoch();

                first.election().leadership().orElseThrow().giveUp(10);

                await().atMost(Duration.ofSeconds(2)).until(second::leads);
                assertThat(first.lastLoss()).hasValue(new LeadershipChange.Loss.GivenUp());
                assertThat(second.epoch()).isEqualTo(epoch + 1);
                nothingChangesAfter(second, first);
            }
        }
    }

    @Test
    void a_leader_that_is_no_longer_a_candidate_is_asked_to_give_up() {
        try (Candidate only = new Candidate(zookeeper, 25, 11, List.of(11))) {
            await().atMost(PATIENCE).until(only::leads);

            only.election().candidates(List.of(12));

            await().atMost(PATIENCE)
                    .until(() -> only.told().getLast() instanceof LeadershipChange.AskedToGiveUp);
            only.election().leadership().orElseThrow().giveUp(0);
            await().atMost(PATIENCE).until(() -> !only.leads());
            await().atMost(PATIENCE)
                    .until(() -> only.election().status().reason().contains("no candidate"));
        }
    }

    @Test
    void a_deleted_pipeline_ends_its_leadership_and_its_epochs_still_grow() {
        try (Candidate only = new Candidate(zookeeper, 26, 13, List.of(13));
                ZooKeeperConnection outside = ClusterSamples.connect(zookeeper.address())) {
            await().atMost(PATIENCE).until(only::leads);
            long epoch = only.epoch();

            new LeaderBoard(outside, InstantSource.system()).forget(26);

            await().atMost(PATIENCE).until(() -> only.gains() == 2 && only.leads());
            assertThat(only.lastLoss()).hasValue(new LeadershipChange.Loss.Erased());
            assertThat(only.epoch()).isGreaterThan(epoch);
        }
    }

    @Test
    void leaving_the_election_lets_the_other_lead_at_once() {
        try (Candidate second = leavesFirst()) {
            await().atMost(Duration.ofSeconds(2)).until(second::leads);
        }
    }

    private static Candidate leavesFirst() {
        Candidate first = new Candidate(zookeeper, 27, 15, List.of(15, 16));
        await().atMost(PATIENCE).until(first::leads);
        Candidate second = new Candidate(zookeeper, 27, 16, List.of(15, 16));
        first.close();
        return second;
    }

    @Test
    void a_leader_that_leaves_while_cut_off_is_gone_when_it_can_be_heard_again() {
        // The session must not end while the node is cut off: then nobody had to give up.
        try (Candidate first = new Candidate(zookeeper, 28, 17, List.of(17, 18), LONG_SESSION);
                ZooKeeperConnection outside = ClusterSamples.connect(zookeeper.address())) {
            LeaderBoard board = new LeaderBoard(outside, InstantSource.system());
            await().atMost(PATIENCE).until(first::leads);
            first.proxy().refuse(true);
            first.proxy().cut();
            // A request that is under way is tried again three times, for five seconds each.
            await().atMost(PATIENCE.multipliedBy(2))
                    .until(() ->
                            first.election().status().state()
                                    == ElectionStatus.State.LEADING_UNCONFIRMED);

            first.election().close();

            assertThat(first.leads()).isFalse();
            assertThat(board.leader(28, LeaderRole.LOAD)).isPresent();
            first.proxy().refuse(false);
            await().atMost(PATIENCE).until(() -> board.leader(28, LeaderRole.LOAD).isEmpty());
        }
    }
}
