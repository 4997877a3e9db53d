package dev.otter.manager.operation;

import dev.otter.manager.live.OperationProgress;
import dev.otter.manager.live.Trouble;
import dev.otter.manager.operation.KeptOperation.Stored;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.OperationOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Gives operations to nodes, tells nodes which are not wanted any more, and gives up what is too
 * late or no longer heard of. One thread calls {@link #look}.
 */
final class Dispatch {
    /** An operation that runs and is not heard of for so long is lost. */
    static final Duration LOST = Duration.ofSeconds(60);

    private final OperationStore store;
    private final OperationReports reports;
    private final Leader.Finder leaders;
    private final Leader.Line line;
    private final InstantSource clock;

    Dispatch(
            OperationStore store,
            OperationReports reports,
            Leader.Finder leaders,
            Leader.Line line,
            InstantSource clock) {
        this.store = store;
        this.reports = reports;
        this.leaders = leaders;
        this.line = line;
        this.clock = clock;
    }

    /** Does what is due now. */
    void look() {
        Instant now = clock.instant();
        List<KeptOperation> open = store.open();
        for (KeptOperation operation : open) {
            switch (operation.stored()) {
                case QUEUED -> give(operation, open, now);
                case RUNNING -> watch(operation, now);
                case LOST, DONE, FAILED, CANCELLED ->
                        throw new IllegalStateException("an open operation is over");
            }
        }
        for (OperationReports.Known end : reports.ends()) {
            if (line.connected(end.node())) {
                var _ = line.send(end.node(), new Command.ForgetOperation(end.id()));
            }
        }
    }

    private void give(KeptOperation operation, List<KeptOperation> open, Instant now) {
        if (now.isAfter(operation.deadline())) {
            expire(operation, now);
            return;
        }
        Optional<KeptOperation> before = before(operation, open);
        if (before.isPresent()) {
            waits(operation, "operation " + before.get().id() + " of the same kind is not over");
            return;
        }
        Leader leader = leaders.of(operation.pipeline());
        if (leader.node().isEmpty()) {
            waits(operation, leader.reason());
            return;
        }
        long node = leader.node().get();
        if (store.give(operation.id(), node, now)) {
            var _ =
                    line.send(
                                    node,
                                    new Command.Operate(
                                            new OperationOrder(
                                                    operation.id(),
                                                    operation.pipeline(),
                                                    operation.request().operation())))
                            .thenAccept(answer -> answered(operation, node, answer));
        }
    }

    /** One of the same kind that comes before it. */
    private static Optional<KeptOperation> before(
            KeptOperation operation, List<KeptOperation> open) {
        return open.stream()
                .filter(other ->
                        other.pipeline() == operation.pipeline()
                                && other.request().kind() == operation.request().kind()
                                && (other.id() < operation.id()
                                        || other.stored() == Stored.RUNNING))
                .filter(other -> other.id() != operation.id())
                .findFirst();
    }

    /** A node that does not answer may have begun all the same: then it tells of it. */
    private void answered(KeptOperation operation, long node, Answer answer) {
        answer.fault().ifPresent(fault -> refused(operation, node, fault));
    }

    private void refused(KeptOperation operation, long node, Fault fault) {
        if (fault.is(ErrorCode.STATE_FORBIDS) || fault.is(ErrorCode.MANAGER_BUSY)) {
            store.back(operation.id(), node, fault.text());
        } else {
            store.giveUp(
                    operation.id(),
                    Stored.RUNNING,
                    Stored.FAILED,
                    operation.progress().failed(Trouble.of(fault)),
                    clock.instant());
        }
    }

    private void waits(KeptOperation operation, String reason) {
        OperationProgress why = OperationProgress.waiting(reason);
        if (!why.equals(operation.progress())) {
            store.waits(operation.id(), why);
        }
    }

    private void expire(KeptOperation operation, Instant now) {
        OtterException late =
                new OtterException(
                        ErrorCode.OPERATION_EXPIRED,
                        "no node has begun it within "
                                + Duration.between(operation.askedAt(), operation.deadline())
                                        .toMinutes()
                                + " minutes: "
                                + operation.progress().waitsFor().orElse("nobody has looked"),
                        "operation " + operation.id(),
                        "Nothing was done. Remove what it waited for, and ask again.");
        store.giveUp(
                operation.id(),
                Stored.QUEUED,
                Stored.FAILED,
                operation.progress().failed(Trouble.of(late)),
                now);
    }

    private void watch(KeptOperation operation, Instant now) {
        long node = operation.node().orElseThrow();
        Instant heard = operation.heardAt().orElse(operation.askedAt());
        if (now.isAfter(heard.plus(LOST))) {
            OtterException lost =
                    new OtterException(
                            ErrorCode.OPERATION_LOST,
                            "node "
                                    + node
                                    + " has not told of it for "
                                    + LOST.toSeconds()
                                    + " s: it is away or was started anew",
                            "operation " + operation.id(),
                            "What it had asked databases for is done all the same. Look at the"
                                    + " node, and ask again if need be.");
            store.giveUp(
                    operation.id(),
                    Stored.RUNNING,
                    Stored.LOST,
                    operation.progress().failed(Trouble.of(lost)),
                    now);
        } else if (operation.cancelledBy().isPresent() && line.connected(node)) {
            var _ = line.send(node, new Command.CancelOperation(operation.id()));
        }
    }
}
