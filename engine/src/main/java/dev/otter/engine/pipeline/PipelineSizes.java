package dev.otter.engine.pipeline;

import dev.otter.engine.files.FileLimits;
import dev.otter.engine.load.schedule.GroupLimits;
import dev.otter.engine.snapshot.SnapshotSizes;

/**
 * How large things become within a pipeline. The usual sizes suit small and large servers; others
 * are for tests, which go to both ends.
 *
 * @param slots rows of the checkpoint table; more than groups in flight, and from then on never
 *     fewer
 * @param giantBytes a transaction larger than this is streamed. Always the same for a pipeline: a
 *     transaction that an earlier run applied in a group above the mark must not come as a giant
 * @param budgetBytes memory of transactions read and not yet durable
 * @param limits sizes of windows and groups
 * @param snapshot sizes of a full load
 * @param files how much of attached files is followed
 */
public record PipelineSizes(
        int slots,
        long giantBytes,
        long budgetBytes,
        GroupLimits limits,
        SnapshotSizes snapshot,
        FileLimits files) {

    /** With the usual limits of attached files. */
    public PipelineSizes(
            int slots,
            long giantBytes,
            long budgetBytes,
            GroupLimits limits,
            SnapshotSizes snapshot) {
        this(slots, giantBytes, budgetBytes, limits, snapshot, FileLimits.usual());
    }

    /** With the usual sizes of a full load. */
    public PipelineSizes(int slots, long giantBytes, long budgetBytes, GroupLimits limits) {
        this(slots, giantBytes, budgetBytes, limits, SnapshotSizes.usual());
    }

    /** Those that the product runs with. */
    public static PipelineSizes usual() {
        return new PipelineSizes(128, 8L << 20, 48L << 20, GroupLimits.defaults());
    }

    /** The same with other limits of attached files. */
    public PipelineSizes with(FileLimits other) {
        return new PipelineSizes(slots, giantBytes, budgetBytes, limits, snapshot, other);
    }
}
