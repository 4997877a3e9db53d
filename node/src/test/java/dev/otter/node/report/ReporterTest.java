package dev.otter.node.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.duty.Assignment;
import dev.otter.node.duty.Counts;
import dev.otter.node.duty.DutyStatus;
import dev.otter.node.duty.DutyStatus.Phase;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.PipelineMinute;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReporterTest {
    private final Told told = new Told();
    private volatile DutyStatus now = status(Phase.STANDBY, "another leads", Optional.empty());
    private final Reporter reporter =
            new Reporter(
                    new Subject() {
                        @Override
                        public List<DutyStatus> statuses() {
                            return List.of(now);
                        }

                        @Override
                        public void mirror(long pipelineId, long epoch, String position) {
                            throw new IllegalStateException("nobody leads");
                        }
                    },
                    told,
                    "5",
                    InstantSource.system());

    /** Keeps what it is told. */
    private static final class Told implements Outlet {
        final List<NodeStatus> statuses = new CopyOnWriteArrayList<>();
        final List<NodeEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public void status(NodeStatus status) {
            statuses.add(status);
        }

        @Override
        public void event(NodeEvent event) {
            events.add(event);
        }

        @Override
        public void minutes(List<PipelineMinute> minutes) {
            throw new IllegalStateException("nothing ran");
        }
    }

    private static DutyStatus status(Phase phase, String reason, Optional<String> error) {
        Endpoint end =
                new Endpoint("a", Endpoint.Type.MYSQL, "127.0.0.1", 1, "u", "", TlsMode.DISABLED);
        Assignment assignment =
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
                        "1");
        return new DutyStatus(
                assignment,
                phase,
                reason,
                Instant.EPOCH,
                0,
                Counts.NONE,
                Optional.empty(),
                error.map(what ->
                        new DutyStatus.Failure(
                                new OtterException(ErrorCode.ENDPOINT_UNREACHABLE, what, "", ""),
                                Instant.EPOCH)));
    }

    private void become(DutyStatus next) {
        now = next;
        int before = told.statuses.size();
        reporter.now();
        // The first of two may have begun before.
        await().until(() -> {
            reporter.now();
            return told.statuses.size() >= before + 2;
        });
    }

    @AfterEach
    void close() {
        reporter.close();
    }

    @Test
    void attempts_that_follow_each_other_are_one_event_and_one_error() {
        reporter.start();
        become(status(Phase.STANDBY, "another leads", Optional.empty()));
        become(status(Phase.STARTING, "", Optional.empty()));
        for (int attempt = 0; attempt < 3; attempt++) {
            become(status(Phase.RETRYING, "away", Optional.of("away")));
            become(status(Phase.STARTING, "", Optional.of("away")));
        }
        become(status(Phase.RUNNING, "", Optional.of("away")));

        assertThat(told.events)
                .extracting(e -> e.code() + e.text())
                .containsExactly(
                        "standby: another leads",
                        "starting",
                        "retrying: away",
                        "OTR-2001OTR-2001 away.",
                        "running");
        assertThat(told.statuses.getLast().pipelines().getFirst().lastError()).isPresent();
    }
}
