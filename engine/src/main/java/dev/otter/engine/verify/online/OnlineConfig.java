package dev.otter.engine.verify.online;

import java.time.Duration;
import java.util.Optional;

/**
 * How an online comparison behaves.
 *
 * @param pipeline full name of the pipeline whose checkpoint on the target is followed
 * @param rowsPerSecond source rows that are read per second at most; 0 for no limit
 * @param sourceThreads the sweep pauses while more of the source's threads are running; 0 for no
 *     limit
 * @param tries how often a row that was changed while it was looked at is looked at again before it
 *     is left undecided
 * @param patience how long the pipeline's checkpoint may stand still while rows wait for it, before
 *     they are left undecided
 * @param lockHotRows whether a row that never rests is looked at once more under a share lock on
 *     the source, which is held for two seconds at most; not with {@code back}
 * @param back full name of the pipeline that carries the target's rows back into the same tables of
 *     the source, where its checkpoint is; empty when rows flow one way only
 */
public record OnlineConfig(
        String pipeline,
        long rowsPerSecond,
        int sourceThreads,
        int tries,
        Duration patience,
        boolean lockHotRows,
        Optional<String> back) {
    private static final int THREADS = 64;
    private static final int TRIES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of rows that flow one way only. */
    public OnlineConfig(
            String pipeline,
            long rowsPerSecond,
            int sourceThreads,
            int tries,
            Duration patience,
            boolean lockHotRows) {
        this(
                pipeline,
                rowsPerSecond,
                sourceThreads,
                tries,
                patience,
                lockHotRows,
                Optional.empty());
    }

    public OnlineConfig {
        if (rowsPerSecond < 0 || sourceThreads < 0 || tries < 1) {
            throw new IllegalArgumentException(
                    "limits are at least 0 and tries at least 1: %d, %d, %d"
                            .formatted(rowsPerSecond, sourceThreads, tries));
        }
        if (lockHotRows && back.isPresent()) {
            throw new IllegalArgumentException(
                    "a lock on a row of the source keeps the changes of the pipeline back away: "
                            + back.get());
        }
    }

    /** No limit on rows, at most 64 running threads, 8 tries, a minute's patience, no locks. */
    public static OnlineConfig of(String pipeline) {
        return new OnlineConfig(pipeline, 0, THREADS, TRIES, PATIENCE, false);
    }

    /** The same with a limit on rows per second. */
    public OnlineConfig withRowsPerSecond(long limit) {
        return new OnlineConfig(
                pipeline, limit, sourceThreads, tries, patience, lockHotRows, back);
    }

    /** The same with other patience. */
    public OnlineConfig withPatience(Duration other) {
        return new OnlineConfig(
                pipeline, rowsPerSecond, sourceThreads, tries, other, lockHotRows, back);
    }

    /** The same, with or without share locks on rows that never rest. */
    public OnlineConfig withLockHotRows(boolean on) {
        return new OnlineConfig(
                pipeline, rowsPerSecond, sourceThreads, tries, patience, on, back);
    }

    /** The same for rows that flow back by another pipeline. */
    public OnlineConfig withBack(String other) {
        return new OnlineConfig(
                pipeline,
                rowsPerSecond,
                sourceThreads,
                tries,
                patience,
                lockHotRows,
                Optional.of(other));
    }
}
