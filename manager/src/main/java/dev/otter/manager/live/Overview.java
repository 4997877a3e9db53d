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
     * @param matter which of the things that the manager itself notices; empty for what others told
     * @param facts what the matter's words name, in their order
     */
    public record Attention(
            Severity severity,
            Kind kind,
            Optional<Long> id,
            String name,
            Optional<String> code,
            String what,
            Optional<Instant> since,
            String remedy,
            Optional<Matter> matter,
            List<String> facts) {
        public Attention {
            facts = List.copyOf(facts);
        }

        /** What the manager itself notices, so that consoles can say it in any language. */
        public enum Matter {
            /** A pipeline that should run is told of by no node; facts: why. */
            NOT_RUNNING,
            /** Changes of tables are kept back; facts: how many tables, the first of them. */
            TABLES_HELD,
            /** A channel is paused; facts: by whom, why (perhaps empty). */
            PAUSED,
            /** A node runs, but is not connected to this manager. */
            NODE_SILENT,
            /** A node is not there. */
            NODE_ABSENT,
            /** A node is not connected to ZooKeeper. */
            NODE_WITHOUT_ZOOKEEPER,
            /** Somebody says to be a node and waits for approval; facts: the address. */
            NODE_UNAPPROVED,
            /** The same, and approval would replace the approved key; facts: the address. */
            NODE_REPLACED
        }

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
