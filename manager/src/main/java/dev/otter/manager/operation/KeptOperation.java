package dev.otter.manager.operation;

import dev.otter.manager.live.OperationProgress;
import dev.otter.manager.live.OperationRequest;
import dev.otter.manager.live.OperationState;
import dev.otter.transport.control.message.OperationReport.Findings;
import java.time.Instant;
import java.util.Optional;

/**
 * An operation as the store keeps it.
 *
 * @param pipeline the pipeline's number
 * @param stored the word of its state
 * @param findings left out unless they were asked for
 */
record KeptOperation(
        long id,
        long pipeline,
        OperationRequest request,
        String askedBy,
        Instant askedAt,
        Instant deadline,
        Stored stored,
        Optional<Long> node,
        Optional<Instant> startedAt,
        Optional<Instant> heardAt,
        Optional<Instant> endedAt,
        Optional<String> cancelledBy,
        OperationProgress progress,
        Optional<Findings> findings) {

    /**
     * States of the store.
     *
     * <pre>
     *   QUEUED ──► RUNNING ──► DONE, FAILED, CANCELLED      what the node tells is final
     *     │ ▲         │ ▲
     *     │ └─────────┘ │ the node refuses it for now; it is heard of again
     *     │           ▼ │
     *     │          LOST                                   shown as failed
     *     └──► FAILED, CANCELLED                            too late, or not wanted any more
     * </pre>
     */
    enum Stored {
        QUEUED,
        RUNNING,
        LOST,
        DONE,
        FAILED,
        CANCELLED;

        OperationState shown() {
            return switch (this) {
                case QUEUED -> OperationState.QUEUED;
                case RUNNING -> OperationState.RUNNING;
                case LOST, FAILED -> OperationState.FAILED;
                case DONE -> OperationState.DONE;
                case CANCELLED -> OperationState.CANCELLED;
            };
        }
    }
}
