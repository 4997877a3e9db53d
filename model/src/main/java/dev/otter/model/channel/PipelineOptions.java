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
 */
public record PipelineOptions(
        int appliers, ApplyMode apply, ErrorPolicy onError, TableViews views, boolean resync) {
    public PipelineOptions {
        if (appliers < 0 || appliers > 64) {
            throw new IllegalArgumentException(
                    "appliers is " + appliers + ", must be 1 to 64, or 0 to let the engine choose");
        }
    }

    /** Requests in {@code retl.retl_buffer} are followed. */
    public PipelineOptions(int appliers, ApplyMode apply, ErrorPolicy onError, TableViews views) {
        this(appliers, apply, onError, views, true);
    }

    /** Rows go as they are. */
    public PipelineOptions(int appliers, ApplyMode apply, ErrorPolicy onError) {
        this(appliers, apply, onError, TableViews.none());
    }

    /** The same with views. */
    public PipelineOptions with(TableViews other) {
        return new PipelineOptions(appliers, apply, onError, other, resync);
    }

    /** The same, following requests in {@code retl.retl_buffer} or not. */
    public PipelineOptions withResync(boolean followed) {
        return new PipelineOptions(appliers, apply, onError, views, followed);
    }

    /** The same with the folder in which the jars of row processors are. */
    public PipelineOptions withExtensions(Path folder) {
        return with(views.in(folder));
    }

    /** Automatic parallelism, strict, stop at the first bad row. */
    public static PipelineOptions defaults() {
        return new PipelineOptions(0, ApplyMode.STRICT, ErrorPolicy.STOP);
    }
}
