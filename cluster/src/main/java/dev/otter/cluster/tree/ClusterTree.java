package dev.otter.cluster.tree;

/**
 * Every path that Otter keeps in ZooKeeper; {@code docs/reference/zookeeper-tree.md} tells what is
 * in them, who writes and who reads. Otter 4's tree {@code /otter} is never touched.
 */
public final class ClusterTree {
    /** Everything is below this. */
    public static final String ROOT = "/otter5";

    /** Parent of the live nodes. */
    public static final String NODES = ROOT + "/nodes";

    /** Parent of the channels' run states. */
    public static final String CHANNELS = ROOT + "/channels";

    /** Parent of all that is kept per pipeline. */
    public static final String PIPELINES = ROOT + "/pipelines";

    private ClusterTree() {}

    /** The live node of that id; ephemeral. */
    public static String node(int nid) {
        return NODES + "/" + nid;
    }

    /** A channel's run state. */
    public static String channel(long channelId) {
        return CHANNELS + "/" + channelId;
    }

    /** Parent of all that is kept of one pipeline; deleted with it. */
    public static String pipeline(long pipelineId) {
        return PIPELINES + "/" + pipelineId;
    }

    /** The mirror of a pipeline's checkpoint. */
    public static String checkpoint(long pipelineId) {
        return pipeline(pipelineId) + "/checkpoint";
    }

    /** Parent of one election. */
    public static String election(long pipelineId, LeaderRole role) {
        return pipeline(pipelineId) + "/" + role.element();
    }

    /** Who leads now; ephemeral. */
    public static String leader(long pipelineId, LeaderRole role) {
        return election(pipelineId, role) + "/leader";
    }

    /** The newest epoch, and who got it. */
    public static String epoch(long pipelineId, LeaderRole role) {
        return election(pipelineId, role) + "/epoch";
    }

    /** The wish that another node may lead; gone when it is fulfilled. */
    public static String handover(long pipelineId, LeaderRole role) {
        return election(pipelineId, role) + "/handover";
    }
}
