package dev.otter.model.channel;

/**
 * How a pipeline applies.
 *
 * @param appliers connections that write to the target; 0 lets the engine choose
 * @param apply strict or repair
 * @param onError what a row that cannot be applied leads to
 */
public record PipelineOptions(int appliers, ApplyMode apply, ErrorPolicy onError) {
    public PipelineOptions {
        if (appliers < 0 || appliers > 64) {
            throw new IllegalArgumentException(
                    "appliers is " + appliers + ", must be 1 to 64, or 0 to let the engine choose");
        }
    }

    /** Automatic parallelism, strict, stop at the first bad row. */
    public static PipelineOptions defaults() {
        return new PipelineOptions(0, ApplyMode.STRICT, ErrorPolicy.STOP);
    }
}
