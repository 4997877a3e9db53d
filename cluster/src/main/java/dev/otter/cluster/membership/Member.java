package dev.otter.cluster.membership;

import java.time.Instant;

/**
 * A live node, as it introduces itself.
 *
 * @param nid the node's id
 * @param host where other nodes reach it
 * @param ports its open ports
 * @param version of Otter
 * @param startedAt when the process began
 * @param process which process it is
 */
public record Member(
        int nid, String host, Ports ports, String version, Instant startedAt, ProcessId process) {

    /**
     * The open ports; 0 where there is none.
     *
     * @param communication for other nodes and commands, 2088 in the guide
     * @param download for attached files, 9090 in the guide
     */
    public record Ports(int communication, int download) {}

    /**
     * One process among all that ever were.
     *
     * @param id unique, made anew at each start
     * @param pid its number on its machine
     */
    public record ProcessId(String id, long pid) {}

    /** For sentences: which process, where, since when. */
    public String person() {
        return "process %d on %s, started %s".formatted(process.pid(), host, startedAt);
    }
}
