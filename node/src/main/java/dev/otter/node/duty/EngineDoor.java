package dev.otter.node.duty;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.model.channel.Pipeline;

/** Starts the engine for a pipeline; blocks while both ends are checked. */
public interface EngineDoor {

    /**
     * @param channel the channel's name
     * @throws dev.otter.model.error.OtterException when an end cannot be reached or used
     */
    PipelineRun start(String channel, Pipeline pipeline);
}
