package dev.otter.transport.control.server;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Commands to one node that have no answer yet. Thread-safe. */
final class CommandDesk {
    private static final int MOST = 64;

    private final NodeId node;
    private final Duration deadline;
    private final AtomicLong numbers;
    private final Map<Long, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();

    /** Numbers begin with the session's time, so that no answer is taken for another session's. */
    CommandDesk(NodeId node, Instant since, Duration deadline) {
        this.node = node;
        this.numbers = new AtomicLong(since.toEpochMilli() << 10);
        this.deadline = deadline;
    }

    /** A command under its number, and where its answer will be. */
    record Ticket(long number, CompletableFuture<Answer> answer) {}

    Ticket open() {
        if (open.size() >= MOST) {
            throw new OtterException(
                    ErrorCode.MANAGER_BUSY,
                    MOST + " commands to node " + node + " have no answer yet",
                    "",
                    "Try again in some seconds.");
        }
        long number = numbers.incrementAndGet();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        open.put(number, answer);
        CompletableFuture<Answer> bounded =
                answer.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionallyCompose(e -> {
                            open.remove(number);
                            return CompletableFuture.failedFuture(
                                    e instanceof TimeoutException ? late() : e);
                        });
        return new Ticket(number, bounded);
    }

    private OtterException late() {
        return new OtterException(
                ErrorCode.NODE_NOT_CONNECTED,
                "Node "
                        + node
                        + " has not answered a command within "
                        + deadline.toSeconds()
                        + " s",
                "",
                "Look at the node's log; the command may still be carried out.");
    }

    void answered(Answer answer) {
        CompletableFuture<Answer> waiting = open.remove(answer.number());
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    void closed() {
        for (CompletableFuture<Answer> waiting : List.copyOf(open.values())) {
            waiting.completeExceptionally(notConnected(node));
        }
    }

    static OtterException notConnected(NodeId node) {
        return new OtterException(
                ErrorCode.NODE_NOT_CONNECTED,
                "Node " + node + " is not connected",
                "",
                "Start the node, or look at its log why it does not connect.");
    }
}
