package dev.otter.transport.control.server.waiting;

import dev.otter.transport.control.message.NodeDescription;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import java.time.Instant;

/**
 * Somebody says to be that node and waits for an operator to agree.
 *
 * @param node the number that it claims
 * @param key fingerprint of its key, the same as in its log
 * @param description what it says of itself; not proven
 * @param address where it comes from
 * @param replaces whether another key is approved for that number, which approval would replace
 * @param seen when it came first and last
 */
public record WaitingRequest(
        NodeId node,
        KeyFingerprint key,
        NodeDescription description,
        String address,
        boolean replaces,
        Seen seen) {

    /** First and last time that it asked. */
    public record Seen(Instant first, Instant last) {}

    WaitingRequest since(Instant first) {
        return new WaitingRequest(
                node, key, description, address, replaces, new Seen(first, seen.last()));
    }
}
