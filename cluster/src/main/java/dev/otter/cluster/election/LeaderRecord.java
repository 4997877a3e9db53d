package dev.otter.cluster.election;

import java.time.Instant;

/**
 * Who leads; what is in {@code leader}.
 *
 * @param nid the leading node
 * @param epoch its epoch
 * @param process id of the leading process
 * @param since when it became leader
 */
public record LeaderRecord(int nid, long epoch, String process, Instant since) {}
