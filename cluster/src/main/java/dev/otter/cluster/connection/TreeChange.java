package dev.otter.cluster.connection;

/** One part of a transaction on the tree; all parts happen, or none. */
public sealed interface TreeChange {
    String path();

    /** Nothing is changed, but the version must be this. */
    record Check(String path, int version) implements TreeChange {}

    /** The path must not be there. */
    record Create(String path, byte[] data, boolean ephemeral) implements TreeChange {}

    /** The version must be this. */
    record Set(String path, byte[] data, int version) implements TreeChange {}

    /** The version must be this. */
    record Delete(String path, int version) implements TreeChange {}
}
