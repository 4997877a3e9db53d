package dev.otter.transport.control.server;

import dev.otter.transport.identity.KeyFingerprint;
import otter.wire.control.v1.WireHello;

/**
 * What a node's hello says beside its name.
 *
 * @param process drawn by its process; the same process keeps it when it connects again
 * @param key fingerprint of the key that TLS has proven
 * @param store identity of its store of statistics
 * @param configurationVersion what it runs with; 0 for nothing
 * @param configurationDigest SHA-256 of what it runs with
 */
record Greeting(
        long process,
        KeyFingerprint key,
        long store,
        long configurationVersion,
        byte[] configurationDigest) {

    static Greeting of(WireHello hello, KeyFingerprint key) {
        return new Greeting(
                hello.getProcess(),
                key,
                hello.getStore(),
                hello.getConfigurationVersion(),
                hello.getConfigurationDigest().toByteArray());
    }
}
