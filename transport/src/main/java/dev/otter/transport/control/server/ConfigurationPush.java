package dev.otter.transport.control.server;

import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.wire.Limits;
import dev.otter.transport.control.wire.ToWire;
import java.util.Arrays;
import java.util.Optional;
import otter.wire.control.v1.ManagerMessage;
import otter.wire.control.v1.WireConfigurationPart;

/**
 * The way of configurations to one node, part by part. A newer one takes the place of one that is
 * under way. Thread-safe.
 */
final class ConfigurationPush {
    private long knownVersion;
    private byte[] knownDigest = {};
    private Optional<Configuration> underWay = Optional.empty();
    private int offset;

    /** What the node runs with. */
    synchronized void has(long version, byte[] digest) {
        knownVersion = version;
        knownDigest = digest;
    }

    /** Sends this one next, unless the node has it or is being sent it. */
    synchronized void offer(Configuration newest) {
        byte[] digest = newest.digest();
        if (newest.version() != knownVersion || !Arrays.equals(digest, knownDigest)) {
            has(newest.version(), digest);
            underWay = Optional.of(newest);
            offset = 0;
        }
    }

    synchronized Optional<ManagerMessage> nextPart() {
        return underWay.map(this::part);
    }

    private ManagerMessage part(Configuration configuration) {
        byte[] document = configuration.document();
        int length = Math.min(Limits.PART_BYTES, document.length - offset);
        WireConfigurationPart.Builder part =
                WireConfigurationPart.newBuilder()
                        .setVersion(configuration.version())
                        .setTotalBytes(document.length)
                        .setOffset(offset)
                        .setData(ToWire.bytes(document).substring(offset, offset + length));
        offset += length;
        if (offset == document.length) {
            part.setDigest(ToWire.bytes(knownDigest));
            underWay = Optional.empty();
        }
        return ManagerMessage.newBuilder().setConfiguration(part).build();
    }
}
