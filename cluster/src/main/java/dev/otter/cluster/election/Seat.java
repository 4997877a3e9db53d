package dev.otter.cluster.election;

import dev.otter.cluster.tree.LeaderRole;
import java.util.Optional;

/**
 * What a process can be elected to, and who it is.
 *
 * @param pipelineId the pipeline
 * @param role what the leader does
 * @param nid this node
 * @param process id of this process, the same as that of its membership
 * @param predecessor id of the process that was this node before, if it is known to be dead
 */
public record Seat(
        long pipelineId, LeaderRole role, int nid, String process, Optional<String> predecessor) {

    /** Its name in logs and of its threads. */
    String title() {
        return "pipeline-" + pipelineId + "-" + role.element() + "-leader";
    }
}
