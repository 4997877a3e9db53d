package dev.otter.model.channel;

/**
 * How a pipeline applies.
 *
 * @param appliers connections that write to the target; 0 lets the engine choose
 * @param apply strict or repair
 * @param onError what a row that cannot be applied leads to
 * @param ddl what statements lead to that change tables
 */
public record PipelineOptions(int appliers, ApplyMode apply, ErrorPolicy onError, DdlRules ddl) {
    public PipelineOptions {
        if (appliers < 0 || appliers > 64) {
            throw new IllegalArgumentException(
                    "appliers is " + appliers + ", must be 1 to 64, or 0 to let the engine choose");
        }
    }

    /** The same, stopping at statements that change tables. */
    public PipelineOptions(int appliers, ApplyMode apply, ErrorPolicy onError) {
        this(appliers, apply, onError, DdlRules.all(DdlAction.STOP));
    }

    /** The same with other rules for statements that change tables. */
    public PipelineOptions with(DdlRules other) {
        return new PipelineOptions(appliers, apply, onError, other);
    }

    /** Automatic parallelism, strict, stop at the first bad row. */
    public static PipelineOptions defaults() {
        return new PipelineOptions(0, ApplyMode.STRICT, ErrorPolicy.STOP);
    }
}
