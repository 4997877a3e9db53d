package dev.otter.node.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.duty.Assignment;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationOrder;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.OperationReport.Progress;
import dev.otter.transport.control.message.OperationReport.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private static final Operation COPY = new Operation.Copy(List.of(), "");
    private static final Operation CHECK = new Operation.Check(List.of(), false, 0, false);

    private final Map<Long, OperationReport> told = new ConcurrentHashMap<>();
    private final AtomicInteger tellings = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private volatile RuntimeException failure;
    private final Operations operations =
            new Operations(
                    this::run,
                    order -> Optional.of(site()).filter(_ -> order.pipeline() == 7),
                    report -> {
                        told.put(report.id(), report);
                        tellings.incrementAndGet();
                    });

    /** Waits until it is let go or halted. */
    private OperationDoor.Outcome run(
            Operation what, Site site, Halt halt, OperationDoor.Board board)
            throws InterruptedException {
        begun.incrementAndGet();
        board.show(() -> new Progress("reads", 3, 9, 1, OptionalLong.of(6)));
        while (release.getCount() > 0) {
            if (halt.await(Duration.ofMillis(5))) {
                throw new CancellationException("told to end");
            }
        }
        if (failure != null) {
            throw failure;
        }
        return OperationDoor.Outcome.of(site.name() + " " + what.kind());
    }

    private static Site site() {
        Endpoint end =
                new Endpoint("a", Endpoint.Type.MYSQL, "127.0.0.1", 1, "u", "", TlsMode.DISABLED);
        return new Site(
                new Assignment(
                        1,
                        "shop",
                        7,
                        new Pipeline(
                                "p",
                                end,
                                end,
                                new StartPoint.Now(),
                                Optional::of,
                                PipelineOptions.defaults()),
                        List.of(1),
                        Optional.empty(),
                        "1"),
                Optional::empty);
    }

    @BeforeEach
    void start() {
        operations.start();
    }

    @AfterEach
    void close() {
        operations.close();
    }

    private State state(long id) {
        return told.get(id).state();
    }

    private void awaitState(long id, State state) {
        await().until(() -> told.containsKey(id) && state(id) == state);
    }

    @Test
    void it_tells_how_far_it_is_and_its_end_until_it_may_forget() {
        operations.begin(new OperationOrder(1, 7, COPY));
        awaitState(1, State.RUNNING);
        await().until(() -> told.get(1L).progress().rowsDone() == 3);
        assertThat(told.get(1L).progress().waitsFor()).isEqualTo("reads");

        release.countDown();

        awaitState(1, State.DONE);
        assertThat(told.get(1L).summary()).isEqualTo("shop/p COPY");
        assertThat(told.get(1L).progress().rowsDone()).isEqualTo(3);
        told.clear();
        awaitState(1, State.DONE);
        operations.forget(1);
        int before = tellings.get();
        operations.begin(new OperationOrder(2, 7, COPY));
        await().until(() -> tellings.get() >= before + 4);
        told.clear();
        awaitState(2, State.DONE);
        assertThat(told).doesNotContainKey(1L);
    }

    @Test
    void an_order_that_comes_twice_is_begun_once() {
        operations.begin(new OperationOrder(1, 7, COPY));
        operations.begin(new OperationOrder(1, 7, COPY));

        awaitState(1, State.RUNNING);
        release.countDown();
        awaitState(1, State.DONE);
        operations.begin(new OperationOrder(1, 7, COPY));
        assertThat(begun).hasValue(1);
    }

    @Test
    void of_one_kind_there_is_one_and_questions_do_not_count() {
        operations.begin(new OperationOrder(1, 7, COPY));
        assertThatThrownBy(() -> operations.begin(new OperationOrder(2, 7, COPY)))
                .hasMessageContaining("OTR-4208");
        operations.begin(new OperationOrder(3, 7, CHECK));
        operations.begin(new OperationOrder(-4, 7, new Operation.Statements()));
        operations.begin(
                new OperationOrder(5, 7, new Operation.Decide("x", Operation.Decision.SKIP)));

        await().until(() -> begun.get() == 4);
    }

    @Test
    void a_pipeline_that_is_not_led_here_is_refused() {
        assertThatThrownBy(() -> operations.begin(new OperationOrder(1, 8, COPY)))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("does not lead");
    }

    @Test
    void one_that_runs_is_not_forgotten_and_can_be_cancelled() {
        operations.begin(new OperationOrder(1, 7, COPY));
        awaitState(1, State.RUNNING);
        operations.forget(1);

        operations.cancel(1);

        awaitState(1, State.CANCELLED);
        assertThat(told.get(1L).summary()).isEqualTo("told to end");
        operations.cancel(17);
    }

    @Test
    void why_it_failed_is_told_with_its_code() {
        failure = new OtterException(ErrorCode.COPY_REFUSED, "no", "there", "do");
        operations.begin(new OperationOrder(1, 7, COPY));
        release.countDown();
        awaitState(1, State.FAILED);
        assertThat(told.get(1L).fault().orElseThrow().code()).isEqualTo("OTR-3403");

        failure = new IllegalStateException("a mistake of ours");
        operations.begin(new OperationOrder(2, 7, COPY));
        awaitState(2, State.FAILED);
        assertThat(told.get(2L).fault().orElseThrow().what()).contains("a mistake of ours");
    }

    @Test
    void closing_ends_what_runs_and_takes_nothing_more() {
        operations.begin(new OperationOrder(1, 7, COPY));
        awaitState(1, State.RUNNING);

        operations.close();

        assertThat(state(1)).isEqualTo(State.CANCELLED);
        assertThatThrownBy(() -> operations.begin(new OperationOrder(2, 7, COPY)))
                .hasMessageContaining("stopping");
    }

    @Test
    void time_left_is_told_only_when_it_is_known() {
        long ten = 10_000_000_000L;
        assertThat(Pace.at(ten, "", 100, 300))
                .isEqualTo(new Progress("", 100, 300, 10, OptionalLong.of(20)));
        assertThat(Pace.at(ten, "", 0, 300).secondsLeft()).isEmpty();
        assertThat(Pace.at(ten, "", 400, 300).secondsLeft()).isEmpty();
        assertThat(Pace.at(1_000, "", 5, 300))
                .isEqualTo(new Progress("", 5, 300, 0, OptionalLong.empty()));
    }
}
