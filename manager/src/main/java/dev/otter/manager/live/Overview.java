package dev.otter.manager.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything at a glance.
 *
 * @param channels how many are to do what
 * @param pipelines how many do what
 * @param nodes how many are there
 * @param rowsPerSecond rows made durable, of all pipelines
 * @param transactionsPerSecond source transactions made durable, of all pipelines
 * @param worstLagMillis the greatest lag of all pipelines; left out when none is told
 * @param attention what somebody should look at, errors first
 */
public record Overview(
        Channels channels,
        Pipelines pipelines,
        Nodes nodes,
        double rowsPerSecond,
        double transactionsPerSecond,
        Optional<Long> worstLagMillis,
        List<Attention> attention) {
    public Overview {
        attention = List.copyOf(attention);
    }

    /** Channels by what they are to do. */
    public record Channels(long running, long paused, long stopped) {}

    /**
     * Pipelines by what they do.
     *
     * @param running all is well
     * @param waiting they start, wait or try again
     * @param failed a human must look
     * @param idle they are not to run
     */
    public record Pipelines(long running, long waiting, long failed, long idle) {}

    /** Nodes that are there. */
    public record Nodes(long connected, long configured, long waitingForApproval) {}

    /**
     * Something to look at.
     *
     * @param severity how bad it is
     * @param kind what it is about
     * @param id number of what it is about: a pipeline's, a node's or a channel's
     * @param name its name
     * @param code of the error, when there is one
     * @param what what happened
     * @param since since when
     * @param remedy what to do
     */
    public record Attention(
            Severity severity,
            Kind kind,
            Optional<Long> id,
            String name,
            Optional<String> code,
            String what,
            Optional<Instant> since,
            String remedy) {

        /** How bad it is. */
        public enum Severity {
            ERROR,
            WARNING
        }

        /** What it is about. */
        public enum Kind {
            PIPELINE,
            NODE,
            CHANNEL,
            ZOOKEEPER
        }
    }
}
