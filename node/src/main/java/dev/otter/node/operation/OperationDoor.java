package dev.otter.node.operation;

import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationReport.Findings;
import dev.otter.transport.control.message.OperationReport.Progress;
import java.util.Optional;
import java.util.function.Supplier;

/** Does operations with the engine. Thread-safe. */
@FunctionalInterface
public interface OperationDoor {

    /**
     * Does one; returns when it is over.
     *
     * @param site of which pipeline
     * @param halt once it is raised, it ends with {@link
     *     java.util.concurrent.CancellationException}
     * @param board where it shows how far it is
     * @throws dev.otter.model.error.OtterException why it failed
     */
    Outcome run(Operation what, Site site, Halt halt, Board board) throws InterruptedException;

    /**
     * What came of it.
     *
     * @param summary a sentence
     * @param findings what it found
     * @param document the answer to a question, when it was one
     */
    record Outcome(String summary, Findings findings, Optional<String> document) {
        /** What came of an operation that is no question. */
        Outcome(String summary, Findings findings) {
            this(summary, findings, Optional.empty());
        }

        static Outcome of(String summary) {
            return new Outcome(summary, Findings.NONE, Optional.empty());
        }
    }

    /** Where an operation shows how far it is; asked by other threads. */
    @FunctionalInterface
    interface Board {
        /** From now on this tells it; must not block. */
        void show(Supplier<Progress> progress);
    }
}
