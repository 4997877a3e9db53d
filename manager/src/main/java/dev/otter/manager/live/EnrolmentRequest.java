package dev.otter.manager.live;

import java.time.Instant;

/**
 * Somebody who says to be that node and waits for approval.
 *
 * @param nid the number that it claims
 * @param fingerprint SHA-256 of its key, the same as in its log
 * @param host what it calls its machine; not proven
 * @param version what it says to be; not proven
 * @param address where it comes from
 * @param since when it came first
 * @param known whether a node of that number is configured
 * @param replaces whether approval would replace another key
 */
public record EnrolmentRequest(
        long nid,
        String fingerprint,
        String host,
        String version,
        String address,
        Instant since,
        boolean known,
        boolean replaces) {}
