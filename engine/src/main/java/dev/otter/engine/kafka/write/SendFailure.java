package dev.otter.engine.kafka.write;

import dev.otter.engine.kafka.session.KafkaFault;
import dev.otter.engine.kafka.session.KafkaSessionException;
import dev.otter.engine.kafka.value.ValueRefusedException;
import dev.otter.engine.load.write.RowOp;
import dev.otter.engine.load.write.StatementFailedException;
import dev.otter.model.error.ErrorCode;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * The first failure among the records of one transaction; one that a row is to blame for goes
 * before others, which may only follow from it. Thread-safe: the client tells on a thread of its
 * own.
 */
final class SendFailure {
    private Throwable first;
    private List<RowOp> ops = List.of();

    /**
     * A record was not taken.
     *
     * @param about its row; empty when it is about none
     */
    synchronized void note(Throwable failure, List<RowOp> about) {
        boolean blames = blamesRow(failure, about);
        if (first == null || blames && !blamesRow(first, ops)) {
            first = failure;
            ops = about;
        }
    }

    private static boolean blamesRow(Throwable failure, List<RowOp> about) {
        return !about.isEmpty() && KafkaFault.of(failure) == KafkaFault.RECORD;
    }

    /**
     * Throws what has failed.
     *
     * @throws StatementFailedException when a row is to blame
     * @throws KafkaSessionException otherwise
     */
    synchronized void rethrow() {
        if (first == null) {
            return;
        }
        if (blamesRow(first, ops)) {
            throw StatementFailedException.refused(refusal(first), ops);
        }
        throw KafkaSessionException.of(first);
    }

    private static ValueRefusedException refusal(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof RecordTooLargeException) {
                return new ValueRefusedException(ErrorCode.MESSAGE_TOO_LARGE, at.getMessage());
            }
        }
        return new ValueRefusedException(
                ErrorCode.ROW_REFUSED, KafkaSessionException.of(failure).getMessage());
    }
}
