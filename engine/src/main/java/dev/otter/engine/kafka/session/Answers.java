package dev.otter.engine.kafka.session;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what brokers answer, and tells what a failure is about. */
final class Answers {
    /** An answer is waited for so long. */
    static final long LIMIT_SECONDS = 30;

    private Answers() {}

    /**
     * The answer.
     *
     * @throws KafkaSessionException when it is a failure or does not come in time
     */
    static <T> T of(KafkaFuture<T> future) {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw KafkaSessionException.of(e);
        } catch (TimeoutException e) {
            throw KafkaSessionException.late(
                    "no broker has answered within " + LIMIT_SECONDS + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaSessionException.of(e);
        }
    }

    /** Whether a failure of this kind is among the causes. */
    static boolean caused(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
