package dev.otter.node.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.duty.ChannelOrder.Wish;
import dev.otter.node.duty.DutyStatus.Phase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineDutyTest {
    private static final ChannelOrder RUN = new ChannelOrder(Wish.RUN, "running", at(1));
    private static final ChannelOrder PAUSE = new ChannelOrder(Wish.PAUSE, "paused", at(2));
    private static final ChannelOrder RUN_AGAIN = new ChannelOrder(Wish.RUN, "running", at(3));

    private final List<String> pauses = new CopyOnWriteArrayList<>();
    private final FakeEngine engine = new FakeEngine();
    private final PipelineDuty duty =
            new PipelineDuty(
                    assignment("1"),
                    new ChannelOrder(Wish.STOP, "stopped", at(0)),
                    new PipelineDuty.Means(engine, this::brake),
                    InstantSource.system());

    private boolean brake(Assignment assignment, ChannelOrder order, String reason) {
        pauses.add(assignment.title() + " " + order.since() + " " + reason);
        return true;
    }

    /** A leadership that counts how often it was given up. */
    private static final class Term implements Lead {
        private final long epoch;
        private final AtomicInteger givenUp = new AtomicInteger();

        private Term(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public long epoch() {
            return epoch;
        }

        @Override
        public void giveUp() {
            givenUp.incrementAndGet();
        }
    }

    @BeforeEach
    void start() {
        duty.start();
    }

    @AfterEach
    void close() {
        duty.close();
        assertThat(engine.running()).isZero();
    }

    @Test
    void runs_only_with_an_order_and_the_lead() {
        awaitPhase(Phase.STOPPED);
        duty.order(RUN);
        awaitPhase(Phase.STANDBY);
        assertThat(engine.runs).isEmpty();

        duty.leads(new Term(7));

        awaitPhase(Phase.RUNNING);
        assertThat(duty.status().epoch()).isEqualTo(7);
        assertThat(engine.running()).isEqualTo(1);
    }

    @Test
    void a_pause_stops_the_engine_and_keeps_the_lead() {
        Term term = running();

        duty.order(PAUSE);

        awaitPhase(Phase.STOPPED);
        assertThat(duty.status().reason()).contains("paused");
        assertThat(engine.running()).isZero();
        assertThat(term.givenUp).hasValue(0);
        duty.order(RUN_AGAIN);
        awaitPhase(Phase.RUNNING);
        assertThat(engine.runs).hasSize(2);
    }

    @Test
    void a_lost_lead_stops_the_engine() {
        running();

        duty.leadLost(false);

        awaitPhase(Phase.STANDBY);
        assertThat(engine.running()).isZero();
        assertThat(engine.runs.getFirst().abandoned).isFalse();
    }

    @Test
    void who_was_overtaken_breaks_off_what_is_in_flight() {
        running();

        duty.leadLost(true);

        awaitPhase(Phase.STANDBY);
        assertThat(engine.runs.getFirst().abandoned).isTrue();
    }

    @Test
    void what_this_version_cannot_follow_is_refused_and_the_channel_paused() {
        duty.assign(assignment("2", Optional.of(error(ErrorCode.OPTION_NOT_SUPPORTED))));
        duty.order(RUN);
        duty.leads(new Term(1));

        awaitPhase(Phase.FAILED);
        await().until(() -> !pauses.isEmpty());
        assertThat(engine.runs).isEmpty();
        duty.order(PAUSE);
        duty.assign(assignment("3"));
        duty.order(RUN_AGAIN);
        awaitPhase(Phase.RUNNING);
    }

    @Test
    void counts_go_on_over_several_runs() {
        running();
        engine.runs.getFirst().rows = 5;
        duty.order(PAUSE);
        awaitPhase(Phase.STOPPED);
        duty.order(RUN_AGAIN);
        awaitPhase(Phase.RUNNING);
        engine.runs.getLast().rows = 2;

        assertThat(duty.status().counts().rows()).isEqualTo(7);
    }

    @Test
    void the_lead_is_given_up_only_after_the_engine_has_stopped() {
        Term term = running();

        duty.giveUp();

        await().until(() -> term.givenUp.get() > 0);
        assertThat(engine.running()).isZero();
        duty.leadLost(false);
        awaitPhase(Phase.STANDBY);
    }

    @Test
    void another_version_starts_the_engine_anew() {
        running();

        duty.assign(assignment("2"));

        await().until(() -> engine.runs.size() == 2 && engine.running() == 1);
        awaitPhase(Phase.RUNNING);
        assertThat(duty.status().assignment().version()).isEqualTo("2");
    }

    @Test
    void an_end_that_cannot_be_reached_is_tried_again() {
        engine.refuseNext(error(ErrorCode.ENDPOINT_UNREACHABLE));

        duty.order(RUN);
        duty.leads(new Term(1));

        awaitPhase(Phase.RETRYING);
        assertThat(duty.status().reason()).contains("OTR-2001");
        awaitPhase(Phase.RUNNING);
        assertThat(duty.status().lastError()).isPresent();
    }

    @Test
    void an_error_of_data_waits_for_a_new_order() {
        running();
        engine.runs.getFirst().fail(error(ErrorCode.ROW_REFUSED));

        awaitPhase(Phase.FAILED);
        assertThat(duty.status().lastError().orElseThrow().error().code())
                .isEqualTo(ErrorCode.ROW_REFUSED);
        assertThat(engine.running()).isZero();
        await().until(() -> !pauses.isEmpty());
        assertThat(pauses).singleElement().asString().contains("shop/a-to-b", "OTR-3101");

        duty.order(PAUSE);
        duty.order(PAUSE);
        assertThat(duty.status().phase()).isEqualTo(Phase.FAILED);

        duty.order(RUN_AGAIN);

        awaitPhase(Phase.RUNNING);
    }

    @Test
    void an_error_that_nobody_has_foreseen_is_told_and_can_be_started_again() {
        engine.breakNext(new NoClassDefFoundError("dev/otter/Gone"));
        duty.leads(new Term(1));
        duty.order(RUN);

        awaitPhase(Phase.FAILED);
        assertThat(duty.status().reason()).contains("OTR-9001", "dev/otter/Gone");
        await().until(() -> !pauses.isEmpty());

        duty.order(RUN_AGAIN);

        awaitPhase(Phase.RUNNING);
    }

    @Test
    void who_was_fenced_off_comes_back_only_with_a_new_lead() {
        running();
        engine.runs.getFirst().fail(error(ErrorCode.FENCED));
        awaitPhase(Phase.FAILED);

        duty.leadLost(true);
        awaitPhase(Phase.STANDBY);
        assertThat(engine.runs).hasSize(1);
        assertThat(pauses).isEmpty();
        duty.leads(new Term(9));

        awaitPhase(Phase.RUNNING);
        assertThat(duty.status().epoch()).isEqualTo(9);
    }

    private Term running() {
        Term term = new Term(5);
        duty.order(RUN);
        duty.leads(term);
        awaitPhase(Phase.RUNNING);
        return term;
    }

    private void awaitPhase(Phase phase) {
        await().until(() -> duty.status().phase() == phase);
    }

    private static OtterException error(ErrorCode code) {
        return new OtterException(code, "It is so", "here", "Change it.");
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static Assignment assignment(String version) {
        return assignment(version, Optional.empty());
    }

    private static Assignment assignment(String version, Optional<OtterException> refusal) {
        Endpoint end =
                new Endpoint("a", Endpoint.Type.MYSQL, "127.0.0.1", 1, "u", "", TlsMode.DISABLED);
        return new Assignment(
                1,
                "shop",
                11,
                new Pipeline(
                        "a-to-b",
                        end,
                        end,
                        new StartPoint.Now(),
                        Optional::of,
                        PipelineOptions.defaults()),
                List.of(1, 2),
                refusal,
                version);
    }
}
