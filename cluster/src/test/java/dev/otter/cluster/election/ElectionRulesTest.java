package dev.otter.cluster.election;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.cluster.tree.LeaderRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ElectionRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Duration SESSION = Duration.ofSeconds(8);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<Integer> CANDIDATES = List.of(1, 2, 3);

    private static ElectionRules rules(int nid) {
        return rules(nid, Optional.empty());
    }

    private static ElectionRules rules(int nid, Optional<String> predecessor) {
        Seat seat = new Seat(7, LeaderRole.SELECT, nid, process(nid), predecessor);
        return new ElectionRules(seat, ElectionTiming.USUAL, SESSION);
    }

    private static String process(int nid) {
        return "process-of-" + nid;
    }

    private static LeaderRecord leader(int nid, long epoch) {
        return new LeaderRecord(nid, epoch, process(nid), NOW);
    }

    private static EpochRecord epoch(int nid, long epoch) {
        return new EpochRecord(epoch, nid, process(nid), NOW, null);
    }

    private static Observation led(LeaderRecord leader, EpochRecord last, boolean ownSession) {
        return new Observation(
                Optional.of(leader), ownSession, Optional.of(last), Map.of(), Duration.ZERO, LONG);
    }

    private static Observation vacant(
            EpochRecord last, Map<Integer, String> live, Duration vacantFor, Duration connected) {
        return new Observation(
                Optional.empty(), false, Optional.ofNullable(last), live, vacantFor, connected);
    }

    private static Map<Integer, String> alive(Integer... nids) {
        return java.util.Arrays.stream(nids)
                .collect(java.util.stream.Collectors.toMap(n -> n, ElectionRulesTest::process));
    }

    @Test
    void a_leader_whose_epoch_is_the_newest_goes_on() {
        assertThat(rules(1).leading(4, led(leader(1, 4), epoch(1, 4), true)))
                .isEqualTo(new Verdict.OfLeader.Keep());
    }

    @Test
    void a_leader_without_its_ephemeral_makes_it_again_while_the_epoch_is_its_own() {
        Observation gone = vacant(epoch(1, 4), alive(1), Duration.ZERO, Duration.ZERO);

        assertThat(rules(1).leading(4, gone)).isEqualTo(new Verdict.OfLeader.Renew());
        assertThat(rules(1).leading(4, led(leader(1, 4), epoch(1, 4), false)))
                .isEqualTo(new Verdict.OfLeader.Renew());
    }

    @Test
    void a_leader_learns_who_has_a_newer_epoch_even_when_that_one_is_gone_again() {
        assertThat(rules(1).leading(4, led(leader(2, 5), epoch(2, 5), false)))
                .isEqualTo(new Verdict.OfLeader.Overtaken(2, 5));
        assertThat(rules(1).leading(4, vacant(epoch(2, 5), alive(1), LONG, LONG)))
                .isEqualTo(new Verdict.OfLeader.Overtaken(2, 5));
    }

    @Test
    void a_new_process_of_the_same_node_overtakes_the_old_one() {
        EpochRecord newer = new EpochRecord(5, 1, "another process", NOW, null);

        assertThat(rules(1).leading(4, vacant(newer, alive(), LONG, LONG)))
                .isEqualTo(new Verdict.OfLeader.Overtaken(1, 5));
    }

    @Test
    void a_leader_that_has_given_up_without_hearing_so_does_not_come_back() {
        EpochRecord ended = epoch(1, 4).ended(NOW, 0);

        assertThat(rules(1).leading(4, vacant(ended, alive(1), LONG, LONG)))
                .isEqualTo(new Verdict.OfLeader.Ended());
    }

    @Test
    void a_leader_stops_when_the_tree_is_deleted_and_epochs_go_on() {
        assertThat(rules(1).leading(4, vacant(null, alive(1), LONG, LONG)))
                .isEqualTo(new Verdict.OfLeader.Erased());
        assertThat(ElectionRules.nextEpoch(Optional.empty(), 4)).isEqualTo(5);
        assertThat(ElectionRules.nextEpoch(Optional.of(epoch(1, 9)), 4)).isEqualTo(10);
    }

    @Test
    void the_first_candidate_alive_takes_the_first_epoch_at_once_the_others_wait_a_little() {
        Observation first = vacant(null, alive(1, 2, 3), Duration.ZERO, Duration.ZERO);

        assertThat(rules(1).following(CANDIDATES, first))
                .isInstanceOf(Verdict.OfFollower.Take.class);
        assertThat(holdBack(rules(2).following(CANDIDATES, first)))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(holdBack(rules(3).following(CANDIDATES, first)))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(
                        rules(3).following(
                                        CANDIDATES,
                                        vacant(null, alive(3), Duration.ZERO, Duration.ZERO)))
                .isInstanceOf(Verdict.OfFollower.Take.class);
    }

    @Test
    void a_dead_leader_is_replaced_after_a_second() {
        EpochRecord last = epoch(1, 4);

        assertThat(
                        holdBack(
                                rules(2).following(
                                                CANDIDATES,
                                                vacant(last, alive(2), Duration.ZERO, DAY))))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(
                        rules(2).following(
                                        CANDIDATES,
                                        vacant(last, alive(2), Duration.ofSeconds(1), DAY)))
                .isInstanceOf(Verdict.OfFollower.Take.class);
    }

    @Test
    void a_leader_that_lost_its_session_but_is_a_member_has_more_time() {
        Observation seen = vacant(epoch(1, 4), alive(1, 2), Duration.ZERO, DAY);

        assertThat(holdBack(rules(2).following(List.of(2, 1), seen)))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void after_an_outage_of_zookeeper_candidates_hold_back_for_longer_than_a_session() {
        Observation justBack =
                vacant(epoch(1, 4), alive(2), Duration.ofSeconds(3), Duration.ofSeconds(1));

        assertThat(holdBack(rules(2).following(List.of(2, 1), justBack)))
                .isEqualTo(SESSION.plusSeconds(1));
    }

    @Test
    void the_node_that_led_last_takes_the_lead_again_without_waiting() {
        Seat restarted = new Seat(7, LeaderRole.SELECT, 1, "new process", Optional.empty());
        ElectionRules rules = new ElectionRules(restarted, ElectionTiming.USUAL, SESSION);

        assertThat(
                        rules.following(
                                CANDIDATES,
                                vacant(epoch(1, 4), alive(2), Duration.ZERO, Duration.ZERO)))
                .isInstanceOf(Verdict.OfFollower.Take.class);
    }

    @Test
    void a_restarted_node_replaces_its_dead_predecessor_others_follow_it() {
        Seat restarted = new Seat(7, LeaderRole.SELECT, 1, "new process", Optional.of(process(1)));
        Observation seen = led(leader(1, 4), epoch(1, 4), false);

        assertThat(
                        new ElectionRules(restarted, ElectionTiming.USUAL, SESSION)
                                .following(CANDIDATES, seen))
                .isInstanceOf(Verdict.OfFollower.Take.class);
        assertThat(rules(2).following(CANDIDATES, seen))
                .isInstanceOf(Verdict.OfFollower.Follow.class);
    }

    @Test
    void a_process_finds_that_it_leads_when_the_answer_was_lost() {
        assertThat(rules(1).following(CANDIDATES, led(leader(1, 4), epoch(1, 4), true)))
                .isEqualTo(new Verdict.OfFollower.Adopt(leader(1, 4)));
    }

    @Test
    void a_leader_entry_without_its_epoch_is_not_adopted_but_taken_anew() {
        assertThat(rules(1).following(CANDIDATES, led(leader(1, 4), epoch(2, 3), true)))
                .isInstanceOf(Verdict.OfFollower.Take.class);
    }

    @Test
    void after_a_leader_gave_up_the_named_successor_comes_first_and_the_leader_last() {
        EpochRecord ended = epoch(1, 4).ended(NOW, 3);
        Observation seen = vacant(ended, alive(1, 2, 3), Duration.ZERO, DAY);

        assertThat(rules(3).following(CANDIDATES, seen))
                .isInstanceOf(Verdict.OfFollower.Take.class);
        assertThat(holdBack(rules(2).following(CANDIDATES, seen)))
                .isEqualTo(Duration.ofMillis(10_500));
        assertThat(holdBack(rules(1).following(CANDIDATES, seen)))
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void after_a_leader_gave_up_to_anybody_the_others_come_before_it() {
        Observation seen = vacant(epoch(1, 4).ended(NOW, 0), alive(1, 2), Duration.ZERO, DAY);

        assertThat(holdBack(rules(2).following(CANDIDATES, seen)))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(holdBack(rules(1).following(CANDIDATES, seen)))
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void a_successor_that_is_not_alive_is_not_waited_for() {
        Observation seen = vacant(epoch(1, 4).ended(NOW, 3), alive(1, 2), Duration.ZERO, DAY);

        assertThat(holdBack(rules(2).following(CANDIDATES, seen)))
                .isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void a_node_that_is_no_candidate_never_leads() {
        assertThat(rules(9).following(CANDIDATES, vacant(null, alive(9), LONG, DAY)))
                .isInstanceOf(Verdict.OfFollower.Follow.class);
    }

    @Test
    void with_the_usual_times_a_dead_leader_is_replaced_within_fifteen_seconds() {
        Duration tick = Duration.ofSeconds(3);
        Duration worst =
                SESSION.plus(tick)
                        .plus(ElectionTiming.USUAL.afterDeath())
                        .plus(ElectionTiming.USUAL.perRank().multipliedBy(2));

        assertThat(worst).isLessThan(Duration.ofSeconds(14));
    }

    private static Duration holdBack(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.OfFollower.HoldBack.class);
        return ((Verdict.OfFollower.HoldBack) verdict).time();
    }
}
