package dev.otter.cluster.connection;

import org.apache.zookeeper.data.Stat;

/**
 * What was read of one path.
 *
 * @param data never null
 * @param version grows with each change of the data
 * @param created the transaction that made it; tells one life of a path from the next
 * @param owner the session that an ephemeral one belongs to, 0 for others
 */
public record Znode(byte[] data, int version, long created, long owner) {
    static Znode of(byte[] data, Stat stat) {
        return new Znode(
                data == null ? new byte[0] : data,
                stat.getVersion(),
                stat.getCzxid(),
                stat.getEphemeralOwner());
    }
}
