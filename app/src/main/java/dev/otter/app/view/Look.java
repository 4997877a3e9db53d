package dev.otter.app.view;

import dev.otter.engine.pipeline.PipelineStatus;

/**
 * One look at a pipeline.
 *
 * @param channel the pipeline's channel
 * @param pipeline the pipeline's name in its channel
 * @param status how it goes
 * @param rowsPerSecond source rows made durable per second, over the last few seconds
 */
public record Look(String channel, String pipeline, PipelineStatus status, double rowsPerSecond) {
    /** The name under which the pipeline is shown. */
    public String name() {
        return channel + "/" + pipeline;
    }
}
