package dev.otter.manager.operation;

import dev.otter.manager.live.OperationProgress;
import dev.otter.manager.live.Trouble;
import dev.otter.manager.operation.KeptOperation.Stored;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.OperationReport.Progress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes what nodes tell of operations: into the store, or to who has asked a question. Remembers
 * which ends nodes may forget. For any thread.
 */
public final class OperationReports {
    private static final int MOST_TO_FORGET = 1_000;

    private final OperationStore store;
    private final InstantSource clock;
    private final AtomicLong numbers;
    private final Map<Long, CompletableFuture<OperationReport>> questions =
            new ConcurrentHashMap<>();
    private final List<Known> known = new ArrayList<>();

    public OperationReports(OperationStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        // A node may still know questions of an earlier process.
        this.numbers = new AtomicLong(-(clock.millis() << 10));
    }

    /** An end that is known here. */
    record Known(long node, long id) {}

    /** A question under its number, and where its answer will be. */
    record Question(long id, CompletableFuture<OperationReport> answer) {}

    /** A node tells how an operation is going. */
    public void told(long node, OperationReport report) {
        if (report.id() < 0) {
            CompletableFuture<OperationReport> question = questions.get(report.id());
            if (question != null && report.state().over()) {
                question.complete(report);
            }
        } else if (report.state().over()) {
            store.ended(
                    report.id(),
                    node,
                    stored(report.state()),
                    progress(report),
                    report.findings(),
                    clock.instant());
        } else {
            store.heard(report.id(), node, progress(report), clock.instant());
        }
        if (report.state().over()) {
            forget(new Known(node, report.id()));
        }
    }

    private static Stored stored(OperationReport.State state) {
        return switch (state) {
            case RUNNING -> Stored.RUNNING;
            case DONE -> Stored.DONE;
            case FAILED -> Stored.FAILED;
            case CANCELLED -> Stored.CANCELLED;
        };
    }

    private static OperationProgress progress(OperationReport report) {
        Progress progress = report.progress();
        OptionalLong left = progress.secondsLeft();
        return new OperationProgress(
                Optional.of(progress.waitsFor()),
                progress.rowsDone(),
                progress.rowsTotal(),
                progress.rowsPerSecond(),
                left.isPresent() ? Optional.of(left.getAsLong()) : Optional.empty(),
                Optional.of(report.summary()),
                report.fault().map(Trouble::of));
    }

    /** One too many is told again by its node. */
    private synchronized void forget(Known end) {
        if (known.size() < MOST_TO_FORGET && !known.contains(end)) {
            known.add(end);
        }
    }

    /** The ends that became known since this was asked last. */
    synchronized List<Known> ends() {
        List<Known> ends = List.copyOf(known);
        known.clear();
        return ends;
    }

    /** A question that no store knows; to be taken back by {@link #over}. */
    Question question() {
        long id = numbers.decrementAndGet();
        CompletableFuture<OperationReport> answer = new CompletableFuture<>();
        questions.put(id, answer);
        return new Question(id, answer);
    }

    /** Nobody waits for the answer any more. */
    void over(Question question) {
        questions.remove(question.id());
    }
}
