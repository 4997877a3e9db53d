package dev.otter.node.duty;

import dev.otter.model.channel.Pipeline;
import java.util.List;

/**
 * A pipeline that this node may run.
 *
 * @param channelId the channel's id
 * @param channel the channel's name
 * @param pipelineId the pipeline's id
 * @param pipeline all that the engine needs
 * @param candidates ids of the nodes that may run it, the preferred first
 * @param version another text whenever anything of the pipeline or its ends was changed
 */
public record Assignment(
        long channelId,
        String channel,
        long pipelineId,
        Pipeline pipeline,
        List<Integer> candidates,
        String version) {
    public Assignment {
        candidates = List.copyOf(candidates);
    }

    /** Channel and pipeline, as people know them. */
    public String title() {
        return channel + "/" + pipeline.name();
    }
}
