package dev.otter.manager.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.PlannedEndpoint;
import dev.otter.document.plan.PlannedPipeline;
import dev.otter.document.trial.TrialAnswer;
import dev.otter.document.trial.TrialQuestion;
import dev.otter.manager.Samples;
import dev.otter.manager.live.OperationRequest;
import dev.otter.manager.live.OperationState;
import dev.otter.manager.live.OperationView;
import dev.otter.manager.live.TrialRequest;
import dev.otter.manager.plan.PlannedPlace;
import dev.otter.manager.store.Database;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.endpoint.ServerAddress;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationOrder;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.OperationReport.DifferingRow;
import dev.otter.transport.control.message.OperationReport.Findings;
import dev.otter.transport.control.message.OperationReport.Progress;
import dev.otter.transport.control.message.OperationReport.State;
import dev.otter.transport.control.message.OperationReport.WaitingStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the question of an operator to what the node tells, on every kind of database. */
abstract class OperationDeskContract {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final PlannedPlace PLACE =
            new PlannedPlace(7, 1, "shop", "a-to-b", List.of(3), List.of());
    private static final ConfigJson JSON = new ConfigJson();
    private static final PlannedEndpoint END =
            new PlannedEndpoint(
                    Samples.endpoint("a", "h1"), new ServerAddress("h1", 3306), "secret");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Net net = new Net();
    private Database database;
    private OperationStore store;
    private OperationReports reports;
    private OperationDesk desk;
    private Dispatch dispatch;

    /** A database without tables. */
    abstract Database open() throws Exception;

    /** The nodes: who leads, and what they were sent. */
    private static final class Net implements Leader.Finder, Leader.Line {
        private final List<Command> sent = new ArrayList<>();
        private Optional<Long> leader = Optional.of(3L);
        private Optional<Fault> refusal = Optional.empty();
        private boolean leads = true;

        @Override
        public Leader of(long pipeline) {
            return new Leader(leader.filter(_ -> leads), "n3 is away");
        }

        @Override
        public boolean connected(long node) {
            return leader.filter(is -> is == node).isPresent();
        }

        @Override
        public CompletableFuture<Answer> send(long node, Command command) {
            sent.add(command);
            return CompletableFuture.completedFuture(new Answer(1, refusal));
        }
    }

    private static final class OnePlace implements Places {
        @Override
        public PlannedPlace require(long channel, String name) {
            return PLACE;
        }

        @Override
        public Optional<PlannedPlace> find(long number) {
            return Optional.of(PLACE).filter(place -> place.number() == number);
        }

        @Override
        public PlannedPipeline with(PlannedPlace place, MappingConfig entry) {
            return new PlannedPipeline(
                    place.number(),
                    PipelineConfig.of(place.name(), "a", "b", List.of(entry)),
                    END,
                    END,
                    Optional.empty(),
                    place.candidates());
        }

        @Override
        public String nodeName(long node) {
            return "n" + node;
        }
    }

    @BeforeEach
    void begin() throws Exception {
        database = open();
        store = new OperationStore(database, JSON);
        reports = new OperationReports(store, now::get);
        desk =
                new OperationDesk(
                        store,
                        reports,
                        new OperationDesk.Means(new OnePlace(), net, net),
                        now::get);
        dispatch = new Dispatch(store, reports, net, net, now::get);
    }

    @AfterEach
    void end() {
        database.close();
    }

    private long add(String json) {
        return desk.add(1, "a-to-b", JSON.read(json, OperationRequest.class), "ann").id();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private static OperationReport report(long id, State state, String waitsFor) {
        return new OperationReport(
                id,
                state,
                new Progress(waitsFor, 10, 40, 5, OptionalLong.of(6)),
                state.over() ? "equal" : "",
                Optional.empty(),
                state.over()
                        ? new Findings(
                                List.of(new DifferingRow("t", "id=1", "extra", List.of())),
                                List.of(),
                                2)
                        : Findings.NONE);
    }

    @Test
    void an_operation_goes_to_the_leader_and_its_end_is_kept_and_forgotten_there() {
        long id = add("{\"kind\":\"check\",\"tables\":[\"shop.*\"],\"repair\":true}");
        assertThat(desk.get(id).state()).isEqualTo(OperationState.QUEUED);

        dispatch.look();

        Command.Operate operate = (Command.Operate) net.sent.getFirst();
        assertThat(operate.order().pipeline()).isEqualTo(7);
        assertThat(operate.order().what())
                .isEqualTo(new Operation.Check(List.of("shop.*"), true, 0, false));
        reports.told(3, report(id, State.RUNNING, "reads"));
        OperationView running = desk.get(id);
        assertThat(running.state()).isEqualTo(OperationState.RUNNING);
        assertThat(running.node().orElseThrow().name()).isEqualTo("n3");
        assertThat(running.progress().rowsDone()).isEqualTo(10);
        assertThat(running.progress().secondsLeft()).hasValue(6L);
        assertThat(running.progress().waitsFor()).hasValue("reads");

        reports.told(3, report(id, State.DONE, ""));
        reports.told(3, report(id, State.RUNNING, "a report that came late"));

        OperationView done = desk.get(id);
        assertThat(done.state()).isEqualTo(OperationState.DONE);
        assertThat(done.progress().summary()).hasValue("equal");
        assertThat(done.endedAt()).hasValue(NOW);
        assertThat(done.findings().orElseThrow().rows()).hasSize(1);
        assertThat(done.findings().orElseThrow().left()).isEqualTo(2);
        assertThat(desk.of(1, "a-to-b").getFirst().findings()).isEmpty();
        dispatch.look();
        assertThat(net.sent.getLast()).isEqualTo(new Command.ForgetOperation(id));
        assertThat(net.sent).hasSize(2);
    }

    @Test
    void what_another_node_tells_of_it_does_not_count() {
        long id = add("{\"kind\":\"copy\"}");
        dispatch.look();

        reports.told(4, report(id, State.DONE, ""));

        assertThat(desk.get(id).state()).isEqualTo(OperationState.RUNNING);
    }

    @Test
    void without_a_leader_it_waits_in_sight_and_is_given_up_in_time() {
        net.leader = Optional.empty();
        long id = add("{\"kind\":\"copy\"}");
        dispatch.look();
        assertThat(desk.get(id).progress().waitsFor()).hasValue("n3 is away");

        pass(OperationDesk.PATIENCE.plusSeconds(1));
        dispatch.look();

        OperationView given = desk.get(id);
        assertThat(given.state()).isEqualTo(OperationState.FAILED);
        assertThat(given.progress().error().orElseThrow().code()).isEqualTo("OTR-4210");
        assertThat(given.progress().error().orElseThrow().what()).contains("n3 is away");
        net.leader = Optional.of(3L);
        dispatch.look();
        assertThat(net.sent).isEmpty();
    }

    @Test
    void of_one_kind_one_runs_at_a_time() {
        long first = add("{\"kind\":\"copy\"}");
        long second = add("{\"kind\":\"copy\",\"tables\":[\"a.b\"]}");
        long other = add("{\"kind\":\"standby\",\"server\":\"b:1\"}");
        dispatch.look();
        dispatch.look();
        assertThat(net.sent).hasSize(2);
        assertThat(desk.get(other).state()).isEqualTo(OperationState.RUNNING);
        assertThat(desk.get(second).progress().waitsFor().orElseThrow())
                .contains("operation " + first);

        reports.told(3, report(first, State.DONE, ""));
        dispatch.look();

        assertThat(desk.get(second).state()).isEqualTo(OperationState.RUNNING);
    }

    @Test
    void a_node_that_no_longer_leads_gives_it_back_and_one_that_cannot_fails_it() {
        net.refusal = Optional.of(Fault.of(ErrorCode.STATE_FORBIDS, "does not lead", ""));
        long id = add("{\"kind\":\"copy\"}");
        dispatch.look();
        assertThat(desk.get(id).state()).isEqualTo(OperationState.QUEUED);
        assertThat(desk.get(id).progress().waitsFor().orElseThrow()).contains("does not lead");

        net.refusal = Optional.of(Fault.of(ErrorCode.CONTROL_PROTOCOL, "not known", ""));
        dispatch.look();

        assertThat(desk.get(id).state()).isEqualTo(OperationState.FAILED);
        assertThat(desk.get(id).progress().error().orElseThrow().code()).isEqualTo("OTR-4111");
    }

    @Test
    void one_that_is_not_heard_of_is_lost_and_found_again() {
        long id = add("{\"kind\":\"check\"}");
        dispatch.look();
        pass(Dispatch.LOST.plusSeconds(1));
        dispatch.look();
        assertThat(desk.get(id).state()).isEqualTo(OperationState.FAILED);
        assertThat(desk.get(id).progress().error().orElseThrow().code()).isEqualTo("OTR-4219");

        reports.told(3, report(id, State.RUNNING, "reads"));
        assertThat(desk.get(id).state()).isEqualTo(OperationState.RUNNING);
        assertThat(desk.get(id).endedAt()).isEmpty();
        reports.told(3, report(id, State.DONE, ""));
        assertThat(desk.get(id).state()).isEqualTo(OperationState.DONE);
    }

    @Test
    void cancelling_ends_what_waits_and_tells_the_node_of_what_runs() {
        net.leader = Optional.empty();
        long waits = add("{\"kind\":\"copy\"}");
        assertThat(desk.cancel(waits, "bob").state()).isEqualTo(OperationState.CANCELLED);
        net.leader = Optional.of(3L);
        long runs = add("{\"kind\":\"copy\"}");
        dispatch.look();

        assertThat(desk.cancel(runs, "bob").cancelledBy()).hasValue("bob");
        dispatch.look();

        assertThat(net.sent.getLast()).isEqualTo(new Command.CancelOperation(runs));
        reports.told(3, report(runs, State.CANCELLED, ""));
        assertThat(desk.get(runs).state()).isEqualTo(OperationState.CANCELLED);
        assertThat(desk.cancel(runs, "eve").cancelledBy()).hasValue("bob");
    }

    @Test
    void only_the_newest_of_a_pipeline_stay() {
        long first = add("{\"kind\":\"copy\"}");
        desk.cancel(first, "ann");
        for (int i = 0; i < OperationStore.KEPT; i++) {
            desk.cancel(add("{\"kind\":\"copy\"}"), "ann");
        }
        assertThat(desk.of(1, "a-to-b")).hasSize(OperationStore.KEPT);
        assertThatThrownBy(() -> desk.get(first)).hasMessageContaining("OTR-4205");

        pass(Duration.ofDays(2));
        store.sweep(now.get(), Duration.ofDays(1));

        assertThat(desk.of(1, "a-to-b")).isEmpty();
    }

    @Test
    void what_makes_no_sense_is_refused_with_the_reason() {
        for (String wrong :
                List.of(
                        "{\"kind\":\"resync\",\"table\":\"a.b\"}",
                        "{\"kind\":\"resync\",\"keys\":[\"1\"]}",
                        "{\"kind\":\"copy\",\"where\":\"id=1\"}",
                        "{\"kind\":\"ddl\",\"statement\":\"x\"}",
                        "{\"kind\":\"standby\"}")) {
            assertThatThrownBy(() -> add(wrong))
                    .as(wrong)
                    .isInstanceOf(OtterException.class)
                    .hasMessageContaining("OTR-4201");
        }
        assertThat(desk.of(1, "a-to-b")).isEmpty();
    }

    @Test
    void too_many_that_are_not_over_are_refused() {
        net.leader = Optional.empty();
        for (int i = 0; i < 20; i++) {
            add("{\"kind\":\"copy\"}");
        }

        assertThatThrownBy(() -> add("{\"kind\":\"copy\"}")).hasMessageContaining("OTR-4208");
    }

    @Test
    void a_row_is_tried_by_a_node_that_may_run_the_pipeline_and_needs_no_leader() throws Exception {
        net.leads = false;
        TrialRequest request =
                JSON.read(
                        "{\"mapping\":{\"source\":\"shop.t\",\"where\":\"row.a > 1\"},"
                                + "\"row\":[{\"column\":\"a\",\"text\":\"2\"},{\"column\":\"b\"}]}",
                        TrialRequest.class);
        CompletableFuture<TrialAnswer> asked =
                CompletableFuture.supplyAsync(() -> desk.attempt(1, "a-to-b", request));
        org.awaitility.Awaitility.await().until(() -> !net.sent.isEmpty());
        OperationOrder order = ((Command.Operate) net.sent.getFirst()).order();
        TrialQuestion question =
                JSON.read(((Operation.TryRow) order.what()).question(), TrialQuestion.class);
        assertThat(question.table()).isEqualTo("shop.t");
        assertThat(question.row().getFirst().text()).hasValue("2");
        assertThat(question.row().getLast().text()).isEmpty();
        assertThat(question.pipeline().from().password()).isEqualTo("secret");
        assertThat(order.toString()).doesNotContain("secret");

        TrialAnswer answer =
                new TrialAnswer(
                        "shop.t", "shop.t", List.of(), List.of(), true, List.of(), List.of());
        reports.told(3, report(order.id(), State.DONE, "").with(Optional.of(JSON.write(answer))));

        assertThat(asked.get()).isEqualTo(answer);
        assertThat(desk.of(1, "a-to-b")).isEmpty();
    }

    @Test
    void a_trial_needs_a_table_and_a_node() {
        TrialRequest several =
                JSON.read("{\"mapping\":{\"source\":\"shop.*\"}}", TrialRequest.class);
        assertThatThrownBy(() -> desk.attempt(1, "a-to-b", several))
                .hasMessageContaining("OTR-4201")
                .hasMessageContaining("name one of them");
        assertThatThrownBy(() -> JSON.read("{\"mapping\":\"!shop.t\"}", TrialRequest.class))
                .hasMessageContaining("leaves tables out");
        net.leader = Optional.empty();
        TrialRequest one = JSON.read("{\"mapping\":\"shop.t\"}", TrialRequest.class);
        assertThatThrownBy(() -> desk.attempt(1, "a-to-b", one)).hasMessageContaining("n3 is away");
    }

    @Test
    void statements_are_asked_of_the_node_without_a_trace_in_the_store() throws Exception {
        CompletableFuture<List<WaitingStatement>> asked =
                CompletableFuture.supplyAsync(() -> desk.statements(1, "a-to-b"));
        org.awaitility.Awaitility.await().until(() -> !net.sent.isEmpty());
        long id = ((Command.Operate) net.sent.getFirst()).order().id();
        assertThat(id).isNegative();
        WaitingStatement waits = new WaitingStatement("x:1", "asked", "now", "ALTER", "");

        reports.told(
                3,
                new OperationReport(
                        id,
                        State.DONE,
                        Progress.NONE,
                        "",
                        Optional.empty(),
                        new Findings(List.of(), List.of(waits), 0)));

        assertThat(asked.get()).containsExactly(waits);
        assertThat(desk.of(1, "a-to-b")).isEmpty();
        dispatch.look();
        assertThat(net.sent.getLast()).isEqualTo(new Command.ForgetOperation(id));
    }

    @Test
    void rows_that_reading_back_has_found_are_asked_of_the_node() throws Exception {
        CompletableFuture<Findings> asked =
                CompletableFuture.supplyAsync(() -> desk.differences(1, "a-to-b"));
        org.awaitility.Awaitility.await().until(() -> !net.sent.isEmpty());
        OperationOrder order = ((Command.Operate) net.sent.getFirst()).order();
        assertThat(order.what()).isEqualTo(new Operation.Differences());
        Findings found =
                new Findings(
                        List.of(new DifferingRow("shop.t", "id=1", "missing", List.of())),
                        List.of(),
                        3);

        reports.told(
                3,
                new OperationReport(
                        order.id(), State.DONE, Progress.NONE, "", Optional.empty(), found));

        assertThat(asked.get()).isEqualTo(found);
        assertThat(desk.of(1, "a-to-b")).isEmpty();
    }

    @Test
    void a_question_that_the_node_refuses_is_an_error_at_once() {
        net.refusal = Optional.of(Fault.of(ErrorCode.STATE_FORBIDS, "does not lead", ""));

        assertThatThrownBy(() -> desk.statements(1, "a-to-b"))
                .hasMessageContaining("OTR-4208")
                .hasMessageContaining("does not lead");
        net.leader = Optional.empty();
        assertThatThrownBy(() -> desk.statements(1, "a-to-b")).hasMessageContaining("OTR-4112");
    }
}
