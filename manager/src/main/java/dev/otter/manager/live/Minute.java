package dev.otter.manager.live;

import java.time.Instant;

/**
 * What a pipeline did in one minute.
 *
 * @param minute its beginning
 * @param inserts rows inserted
 * @param updates rows updated
 * @param deletes rows deleted
 * @param schemaChanges statements that changed tables
 * @param bytes of the source's log
 * @param meanLagMillis mean lag
 * @param maxLagMillis greatest lag
 */
public record Minute(
        Instant minute,
        long inserts,
        long updates,
        long deletes,
        long schemaChanges,
        long bytes,
        long meanLagMillis,
        long maxLagMillis) {}
