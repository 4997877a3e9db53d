package dev.otter.node.duty;

import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline that this node may run.
 *
 * @param channelId the channel's id
 * @param channel the channel's name
 * @param pipelineId the pipeline's id
 * @param pipeline all that the engine needs
 * @param candidates ids of the nodes that may run it, the preferred first
 * @param refusal why this version of Otter cannot run it as it is configured; empty when it can
 * @param version another text whenever anything of the pipeline or its ends was changed
 */
public record Assignment(
        long channelId,
        String channel,
        long pipelineId,
        Pipeline pipeline,
        List<Integer> candidates,
        Optional<OtterException> refusal,
        String version) {
    public Assignment {
        candidates = List.copyOf(candidates);
    }

    /** Channel and pipeline, as people know them. */
    public String title() {
        return channel + "/" + pipeline.name();
    }
}
