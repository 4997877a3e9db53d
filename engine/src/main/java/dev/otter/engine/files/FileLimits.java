package dev.otter.engine.files;

import dev.otter.engine.files.store.FileStores;
import java.time.Duration;

/**
 * How much of attached files is followed at once, and where folders are reached.
 *
 * @param perRow files that one image of a row may have
 * @param perTransaction files that a transaction, or a part of a giant one, may have
 * @param removals files that wait to be removed before reading waits
 * @param queueBytes transactions that wait for files
 * @param quiet how long a wait for files is usual and not told
 * @param stores opens folders
 */
public record FileLimits(
        int perRow,
        int perTransaction,
        int removals,
        long queueBytes,
        Duration quiet,
        FileStores stores) {

    /** Those that the product runs with. */
    public static FileLimits usual() {
        return new FileLimits(
                1_000, 20_000, 10_000, 12L << 20, Duration.ofSeconds(1), FileStores.local());
    }

    /** The same with folders of another kind. */
    public FileLimits with(FileStores other) {
        return new FileLimits(perRow, perTransaction, removals, queueBytes, quiet, other);
    }
}
