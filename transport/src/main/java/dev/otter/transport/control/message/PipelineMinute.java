package dev.otter.transport.control.message;

import java.time.Instant;

/**
 * What one pipeline did in one minute.
 *
 * @param pipeline the pipeline's id
 * @param minute its beginning
 * @param rows rows made durable
 * @param bytes bytes of source log read for them
 * @param meanLagMillis mean lag
 * @param maxLagMillis greatest lag
 */
public record PipelineMinute(
        String pipeline,
        Instant minute,
        Rows rows,
        long bytes,
        long meanLagMillis,
        long maxLagMillis) {

    /** Rows by kind. */
    public record Rows(long inserts, long updates, long deletes, long schemaChanges) {}
}
