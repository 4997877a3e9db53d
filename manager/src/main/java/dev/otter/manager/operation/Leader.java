package dev.otter.manager.operation;

import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Who leads a pipeline, as far as this manager knows.
 *
 * @param node number of a connected node; empty when none that leads is connected here
 * @param reason why there is none, for people
 */
public record Leader(Optional<Long> node, String reason) {

    /** Knows the leaders. Does not block. */
    @FunctionalInterface
    public interface Finder {
        /**
         * @param pipeline the pipeline's number
         */
        Leader of(long pipeline);
    }

    /** Reaches nodes that are connected here. Does not block. */
    public interface Line {
        /** Whether the node is connected here. */
        boolean connected(long node);

        /** Sends a command; the answer may fail. */
        CompletableFuture<Answer> send(long node, Command command);
    }
}
