package dev.otter.manager.live;

import dev.otter.cluster.ensemble.TreePage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What can be seen of the running system, and asked of it beyond channels' states. For any thread.
 * Waits no longer than a few seconds, and then throws an {@link
 * dev.otter.model.error.OtterException}.
 */
public interface LiveDesk extends AutoCloseable {

    /** Everything at a glance. */
    Overview overview();

    /** All configured nodes by number. */
    List<LiveNode> nodes();

    /** Pipelines of that channel, or all. */
    List<LivePipeline> pipelines(Optional<Long> channel);

    /** That pipeline. */
    LivePipeline pipeline(long channel, String name);

    /** What it did, minute by minute, the oldest first. */
    List<Minute> minutes(long channel, String pipeline, Instant from, Instant to);

    /**
     * Asks the node that runs a pipeline to hand over.
     *
     * @param node the node that should take over; empty for any other
     * @param by who asks
     */
    void switchLeader(long channel, String pipeline, Optional<String> node, String by);

    /** What is done once to pipelines. */
    Operations operations();

    /** Who waits for approval, the oldest first. */
    List<EnrolmentRequest> enrolments();

    /** From now on that key is the node's. */
    void approve(long node, String fingerprint);

    /** Takes a request off the list; its sender comes back as long as it runs. */
    void reject(long node, String fingerprint);

    /** Makes a secret for a node; an earlier one is no longer good. */
    EnrolmentSecret secret(long node);

    /** The node's key is no longer accepted; ends its connection. */
    void revoke(long node);

    /** How ZooKeeper is; asks its servers. */
    Ensemble zookeeper();

    /** One path of its tree. */
    TreePage tree(String path);

    /** News from now on; whoever asks closes them. */
    LiveEvents watch();

    /** The configuration has changed; nodes hear of it. Does not block. */
    void configurationChanged();

    /** Where nodes connect. */
    int controlPort();

    /** Ends everything that is connected. */
    @Override
    void close();
}
