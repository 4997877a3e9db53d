package dev.otter.testkit.workload;

/** A workload could not go on; the cause tells why, the message what it was doing. */
public final class WorkloadException extends RuntimeException {

    public WorkloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
