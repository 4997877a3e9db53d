package dev.otter.model.channel;

import dev.otter.model.config.mapping.TableViews;
import java.nio.file.Path;

/**
 * How a pipeline applies.
 *
 * @param appliers connections that write to the target; 0 lets the engine choose
 * @param apply strict or repair
 * @param onError what a row that cannot be applied leads to
 * @param views what is made of rows on the way
 * @param resync whether requests in {@code retl.retl_buffer} of the source are followed
 * @param snapshot whether rows that are there already are copied
 * @param fullLoadConsent whether the operator, starting it, has consented to a full load that
 *     empties the target's tables
 * @param copyLimits how much of the source a full load may take
 * @param ddl what statements lead to that change tables
 * @param rowMode what an update writes of a row
 * @param dryRun whether rows are counted and not written
 * @param verify how rows are compared without being asked
 * @param consistency where the values of rows come from
 */
public record PipelineOptions(
        int appliers,
        ApplyMode apply,
        ErrorPolicy onError,
        TableViews views,
        boolean resync,
        SnapshotMode snapshot,
        boolean fullLoadConsent,
        CopyLimits copyLimits,
        DdlRules ddl,
        RowMode rowMode,
        boolean dryRun,
        VerifyRules verify,
        Consistency consistency) {
    public PipelineOptions {
        if (appliers < 0 || appliers > 64) {
            throw new IllegalArgumentException(
                    "appliers is " + appliers + ", must be 1 to 64, or 0 to let the engine choose");
        }
    }

    /**
     * Rows go as they are, without a full load; statements that change tables stop it; requests in
     * {@code retl.retl_buffer} are followed.
     */
    public PipelineOptions(int appliers, ApplyMode apply, ErrorPolicy onError) {
        this(
                appliers,
                apply,
                onError,
                TableViews.none(),
                true,
                SnapshotMode.NEVER,
                false,
                CopyLimits.usual(),
                DdlRules.all(DdlAction.STOP),
                RowMode.AUTO,
                false,
                VerifyRules.off(),
                Consistency.BASE);
    }

    /** Automatic parallelism, strict, stop at the first bad row, no full load. */
    public static PipelineOptions defaults() {
        return new PipelineOptions(0, ApplyMode.STRICT, ErrorPolicy.STOP);
    }

    /** The same with views. */
    public PipelineOptions with(TableViews other) {
        return new PipelineOptions(
                appliers,
                apply,
                onError,
                other,
                resync,
                snapshot,
                fullLoadConsent,
                copyLimits,
                ddl,
                rowMode,
                dryRun,
                verify,
                consistency);
    }

    /** The same with other rules for statements that change tables. */
    public PipelineOptions with(DdlRules other) {
        return new PipelineOptions(
                appliers,
                apply,
                onError,
                views,
                resync,
                snapshot,
                fullLoadConsent,
                copyLimits,
                other,
                rowMode,
                dryRun,
                verify,
                consistency);
    }

    /** The same with the folder in which the jars of row processors are. */
    public PipelineOptions withExtensions(Path folder) {
        return with(views.in(folder));
    }

    /** The same, following requests in {@code retl.retl_buffer} or not. */
    public PipelineOptions withResync(boolean followed) {
        return new PipelineOptions(
                appliers,
                apply,
                onError,
                views,
                followed,
                snapshot,
                fullLoadConsent,
                copyLimits,
                ddl,
                rowMode,
                dryRun,
                verify,
                consistency);
    }

    /** The same with or without a full load. */
    public PipelineOptions withSnapshot(SnapshotMode other) {
        return new PipelineOptions(
                appliers,
                apply,
                onError,
                views,
                resync,
                other,
                fullLoadConsent,
                copyLimits,
                ddl,
                rowMode,
                dryRun,
                verify,
                consistency);
    }

    /** The same, the operator consenting to a full load that empties tables. */
    public PipelineOptions consenting() {
        return new PipelineOptions(
                appliers,
                apply,
                onError,
                views,
                resync,
                snapshot,
                true,
                copyLimits,
                ddl,
                rowMode,
                dryRun,
                verify,
                consistency);
    }

    /** The same with other limits of a full load. */
    public PipelineOptions withCopyLimits(CopyLimits other) {
        return new PipelineOptions(
                appliers,
                apply,
                onError,
                views,
                resync,
                snapshot,
                fullLoadConsent,
                other,
                ddl,
                rowMode,
                dryRun,
                verify,
                consistency);
    }

    /** The same with other columns in updates. */
    public PipelineOptions with(RowMode other) {
        return new PipelineOptions(
                appliers,
                apply,
                onError,
                views,
                resync,
                snapshot,
                fullLoadConsent,
                copyLimits,
                ddl,
                other,
                dryRun,
                verify,
                consistency);
    }

    /** The same, writing rows or only counting them. */
    public PipelineOptions withDryRun(boolean dry) {
        return new PipelineOptions(
                appliers,
                apply,
                onError,
                views,
                resync,
                snapshot,
                fullLoadConsent,
                copyLimits,
                ddl,
                rowMode,
                dry,
                verify,
                consistency);
    }

    /** The same, compared by other rules. */
    public PipelineOptions with(VerifyRules other) {
        return new PipelineOptions(
                appliers,
                apply,
                onError,
                views,
                resync,
                snapshot,
                fullLoadConsent,
                copyLimits,
                ddl,
                rowMode,
                dryRun,
                other,
                consistency);
    }

    /** The same with values from elsewhere. */
    public PipelineOptions with(Consistency other) {
        return new PipelineOptions(
                appliers,
                apply,
                onError,
                views,
                resync,
                snapshot,
                fullLoadConsent,
                copyLimits,
                ddl,
                rowMode,
                dryRun,
                verify,
                other);
    }
}
