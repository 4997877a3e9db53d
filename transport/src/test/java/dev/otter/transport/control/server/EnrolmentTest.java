package dev.otter.transport.control.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.transport.control.message.NodeDescription;
import dev.otter.transport.control.server.waiting.WaitingRoom;
import dev.otter.transport.identity.CertificateAuthority;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import dev.otter.transport.identity.NodeIdentity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentTest {
    private static final NodeId SEVEN = new NodeId(7);
    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private final Registry registry = new Registry();
    private Enrolment enrolment;

    /** One secret for all; counts how often it was asked. */
    private static final class Registry implements NodeRegistry {
        final Map<NodeId, NodeStanding> standings = new HashMap<>();
        int guesses;

        @Override
        public NodeStanding standing(NodeId node) {
            return standings.getOrDefault(node, new NodeStanding.Unknown());
        }

        @Override
        public boolean admits(NodeId node, String secret) {
            guesses++;
            return secret.equals("sesame");
        }

        @Override
        public void approve(NodeId node, KeyFingerprint key) {
            standings.put(node, new NodeStanding.Registered(Optional.of(key)));
        }
    }

    @BeforeEach
    void create() {
        enrolment =
                new Enrolment(
                        CertificateAuthority.open(folder.resolve("ca"), () -> now, new Random(1)),
                        registry,
                        () -> now);
        registry.standings.put(SEVEN, new NodeStanding.Registered(Optional.empty()));
    }

    private NodeIdentity identity(NodeId node, String name) {
        return NodeIdentity.open(node, folder.resolve(name), () -> now);
    }

    private Enrolment.Outcome ask(NodeIdentity identity, String secret, String address) {
        return enrolment.decide(
                new Enrolment.Request(
                        identity.node(),
                        identity.signingRequest(),
                        Optional.of(secret).filter(s -> !s.isEmpty()),
                        new NodeDescription("host", "5.0"),
                        address));
    }

    private static String refusal(Enrolment.Outcome outcome) {
        return ((Enrolment.Outcome.Refused) outcome).fault().text();
    }

    @Test
    void only_the_key_that_was_approved_gets_a_certificate() {
        NodeIdentity node = identity(SEVEN, "node");
        NodeIdentity thief = identity(SEVEN, "thief");
        assertThat(ask(node, "", "a")).isInstanceOf(Enrolment.Outcome.Waits.class);

        enrolment.approve(SEVEN);

        assertThat(ask(node, "", "a")).isInstanceOf(Enrolment.Outcome.Issued.class);
        assertThat(ask(thief, "sesame", "b")).isInstanceOf(Enrolment.Outcome.Waits.class);
        assertThat(registry.guesses).as("a secret is no way past an approved key").isZero();
        assertThat(enrolment.waiting().getFirst().replaces()).isTrue();
    }

    @Test
    void of_two_that_wait_one_has_to_be_named() {
        NodeIdentity node = identity(SEVEN, "node");
        ask(node, "", "a");
        ask(identity(SEVEN, "thief"), "", "b");

        assertThatThrownBy(() -> enrolment.approve(SEVEN))
                .hasMessageStartingWith("OTR-4102 2 machines wait");

        enrolment.approve(SEVEN, node.fingerprint());
        assertThat(ask(node, "", "a")).isInstanceOf(Enrolment.Outcome.Issued.class);
    }

    @Test
    void nobody_can_be_approved_who_does_not_wait() {
        assertThatThrownBy(() -> enrolment.approve(SEVEN)).hasMessageStartingWith("OTR-4101");
        assertThatThrownBy(() -> enrolment.approve(SEVEN, identity(SEVEN, "x").fingerprint()))
                .hasMessageStartingWith("OTR-4101");
    }

    @Test
    void secrets_cannot_be_guessed_quickly_with_new_keys_or_old_ones() {
        NodeIdentity one = identity(SEVEN, "one");
        for (int i = 0; i < 60; i++) {
            ask(one, "guess" + i, "a");
        }
        assertThat(registry.guesses).isLessThanOrEqualTo(31);

        int before = registry.guesses;
        now = now.plusSeconds(10);
        for (int i = 0; i < 60; i++) {
            ask(one, "again" + i, "a");
        }
        assertThat(registry.guesses - before).isLessThanOrEqualTo(11);
    }

    @Test
    void a_flood_from_one_address_is_refused_and_does_not_touch_another() {
        NodeIdentity one = identity(SEVEN, "one");
        Enrolment.Outcome last = ask(one, "", "a");
        for (int i = 0; i < 400; i++) {
            last = ask(one, "", "a");
        }

        assertThat(refusal(last)).startsWith("OTR-4107 Too many enrolments");
        assertThat(ask(one, "", "b")).isInstanceOf(Enrolment.Outcome.Waits.class);
    }

    @Test
    void a_number_that_others_crowd_is_refused_with_what_to_do() {
        for (int i = 0; i < WaitingRoom.PLACES_PER_NODE; i++) {
            ask(identity(SEVEN, "n" + i), "", "a" + i);
        }

        assertThat(refusal(ask(identity(SEVEN, "late"), "", "z")))
                .startsWith("OTR-4107 Too many requests wait")
                .contains("Approve or reject");
    }

    @Test
    void garbage_is_no_request() {
        Enrolment.Outcome outcome =
                enrolment.decide(
                        new Enrolment.Request(
                                SEVEN,
                                new byte[] {1, 2, 3},
                                Optional.empty(),
                                new NodeDescription("", ""),
                                "a"));

        assertThat(refusal(outcome)).startsWith("OTR-4107 The certificate signing request");
        assertThat(enrolment.waiting()).isEmpty();
    }
}
