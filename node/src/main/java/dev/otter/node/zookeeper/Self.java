package dev.otter.node.zookeeper;

import dev.otter.cluster.membership.Member;
import java.util.Optional;

/**
 * Who this process is.
 *
 * @param member as it introduces itself to the others
 * @param predecessor id of the process that was this node before; empty when there was none. It is
 *     known to be dead, since this process has the lock on the node's folder
 */
public record Self(Member member, Optional<String> predecessor) {}
