package dev.otter.engine.kafka.session;

import dev.otter.binlog.wire.WireException;
import java.util.concurrent.ExecutionException;

/**
 * A client of Kafka failed; {@link #fault} tells what it calls for. The session is not to be used
 * again, and whether a commit on its way was carried out is unknown.
 */
public final class KafkaSessionException extends WireException {
    private static final long serialVersionUID = 1L;

    private final KafkaFault fault;

    private KafkaSessionException(String message, KafkaFault fault, Throwable cause) {
        super("kafka.error", message, cause);
        this.fault = fault;
    }

    /** From what a client throws. */
    public static KafkaSessionException of(Throwable thrown) {
        if (thrown instanceof KafkaSessionException already) {
            return already;
        }
        Throwable shown = thrown;
        while (shown instanceof ExecutionException && shown.getCause() != null) {
            shown = shown.getCause();
        }
        StringBuilder message = new StringBuilder(said(shown));
        for (Throwable at = shown.getCause(); at != null; at = at.getCause()) {
            if (message.indexOf(said(at)) < 0) {
                message.append(" (").append(said(at)).append(')');
            }
        }
        return new KafkaSessionException(message.toString(), KafkaFault.of(shown), thrown);
    }

    /** Something that was waited for did not come. */
    public static KafkaSessionException late(String message) {
        return new KafkaSessionException(message, KafkaFault.BROKEN, null);
    }

    private static String said(Throwable failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage();
    }

    public KafkaFault fault() {
        return fault;
    }
}
