package dev.otter.transport.identity;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.X509ExtendedTrustManager;

/** The manager's side of a handshake. */
public final class NodeTrust {
    private NodeTrust() {}

    /** Only nodes' certificates of that authority get through. Thread-safe. */
    public static X509ExtendedTrustManager of(X509Certificate authority, InstantSource clock) {
        return new PeerTrust(
                chain ->
                        Trust.check(
                                chain[0], authority, Certificates.NODE_PURPOSE, clock.instant()),
                PeerTrust.nobody("this side is a server"),
                authority);
    }
}
