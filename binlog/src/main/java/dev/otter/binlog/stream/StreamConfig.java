package dev.otter.binlog.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * How to behave as a replica.
 *
 * @param serverId id to show; must differ from the source's and from every other replica's, or the
 *     source throws one of them out. 1 to 2^32-1; 0 stands for nobody in particular, which only
 *     streams that end may be
 * @param replicaUuid UUID to show; two streams with the same one throw each other out
 * @param register whether to appear in the source's list of replicas
 * @param heartbeat how long the source may be silent before it sends a sign of life; a stream is
 *     taken for dead after three times as long and a second
 * @param endless whether to wait for new events at the end of the log; otherwise the stream ends
 *     there
 * @param bufferBytes size of the read buffer
 */
public record StreamConfig(
        long serverId,
        Optional<UUID> replicaUuid,
        boolean register,
        Duration heartbeat,
        boolean endless,
        int bufferBytes) {

    public StreamConfig {
        if (serverId < (endless ? 1 : 0) || serverId > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(
                    "server id " + serverId + " is not between 1 and 4294967295");
        }
        if (heartbeat.toMillis() < 1) {
            throw new IllegalArgumentException("heartbeat " + heartbeat + " is below 1 ms");
        }
        if (bufferBytes < 16 * 1024) {
            throw new IllegalArgumentException("read buffer of " + bufferBytes + " < 16384 bytes");
        }
    }

    /** Registered, heartbeat every 10 s, endless, 512 KB of buffer, no UUID. */
    public static StreamConfig of(long serverId) {
        return new StreamConfig(
                serverId, Optional.empty(), true, Duration.ofSeconds(10), true, 512 * 1024);
    }

    /** For a look at a few events: ends at the end of the log, disturbs no other replica. */
    public static StreamConfig glance() {
        return new StreamConfig(
                0, Optional.empty(), false, Duration.ofSeconds(10), false, 64 * 1024);
    }

    /** The same with a UUID of its own. */
    public StreamConfig withReplicaUuid(UUID uuid) {
        return new StreamConfig(
                serverId, Optional.of(uuid), register, heartbeat, endless, bufferBytes);
    }

    /** The same with another heartbeat. */
    public StreamConfig withHeartbeat(Duration period) {
        return new StreamConfig(serverId, replicaUuid, register, period, endless, bufferBytes);
    }

    /** The same, ending at the end of the log, and not in the source's list of replicas. */
    public StreamConfig untilEnd() {
        return new StreamConfig(serverId, replicaUuid, false, heartbeat, false, bufferBytes);
    }
}
