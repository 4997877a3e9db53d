package dev.otter.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinRulesTest {
    private static final Duration LEFT = Duration.ofSeconds(12);
    private static final Member SELF = member("self");
    private final JoinRules rules = new JoinRules(SELF, Optional.of("before"));

    private static Member member(String process) {
        return new Member(
                5,
                "10.0.0.1",
                new Member.Ports(2088, 9090),
                "5.0.0",
                Instant.EPOCH,
                new Member.ProcessId(process, 77));
    }

    private JoinRules.Verdict decide(Member holder, boolean own, int seconds) {
        return rules.decide(Optional.ofNullable(holder), own, Duration.ofSeconds(seconds), LEFT);
    }

    @Test
    void a_free_place_is_taken() {
        assertThat(decide(null, false, 0)).isEqualTo(new JoinRules.Verdict.Create());
    }

    @Test
    void an_own_place_is_kept_and_made_anew_in_a_new_session() {
        assertThat(decide(SELF, true, 100)).isEqualTo(new JoinRules.Verdict.Stay());
        assertThat(decide(SELF, false, 0)).isEqualTo(new JoinRules.Verdict.Replace());
    }

    @Test
    void the_place_of_a_predecessor_known_to_be_dead_is_replaced_at_once() {
        assertThat(decide(member("before"), false, 0)).isEqualTo(new JoinRules.Verdict.Replace());
    }

    @Test
    void a_strangers_place_is_a_clash_only_when_it_outlives_a_dead_session() {
        assertThat(decide(member("other"), false, 2))
                .isEqualTo(new JoinRules.Verdict.Wait(Duration.ofSeconds(10)));
        assertThat(decide(member("other"), false, 12)).isEqualTo(new JoinRules.Verdict.Clash());
    }
}
