package dev.otter.engine.kafka.session;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** What a failure of a client calls for. */
public enum KafkaFault {
    /** The record itself is the reason. */
    RECORD,
    /** Brokers cannot write just now: wait and try again. */
    UNAVAILABLE,
    /** The account lacks something, or settings refuse us: wait and try again, a human must act. */
    REFUSED,
    /** Another holder of the transactional id came: see whose epoch it is. */
    OVERTAKEN,
    /** Anything else: another session, which finds out what became of the last transaction. */
    BROKEN;

    /** Sorts a failure, or the first of its causes that tells. */
    public static KafkaFault of(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            KafkaFault fault = ofOne(at);
            if (fault != BROKEN) {
                return fault;
            }
        }
        return BROKEN;
    }

    private static KafkaFault ofOne(Throwable failure) {
        return switch (failure) {
            case RecordTooLargeException _,
                    RecordBatchTooLargeException _,
                    InvalidRecordException _,
                    InvalidTimestampException _,
                    SerializationException _ ->
                    RECORD;
            case NotEnoughReplicasException _,
                    NotEnoughReplicasAfterAppendException _,
                    KafkaStorageException _ ->
                    UNAVAILABLE;
            case AuthenticationException _,
                    AuthorizationException _,
                    InvalidTxnTimeoutException _,
                    PolicyViolationException _ ->
                    REFUSED;
            case ProducerFencedException _ -> OVERTAKEN;
            default -> BROKEN;
        };
    }
}
