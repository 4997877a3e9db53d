package dev.otter.transport.control.server;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Grpc;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who is at the other end of a connection, as TLS has proven it.
 *
 * @param address its IP address
 * @param certificate the node's certificate, issued by our authority; empty for a stranger
 */
record Peer(String address, Optional<X509Certificate> certificate) {
    static final Context.Key<Peer> KEY = Context.key("peer");

    static Peer of(Attributes connection) {
        SocketAddress remote = connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        String address =
                remote instanceof InetSocketAddress inet
                        ? inet.getAddress().getHostAddress()
                        : String.valueOf(remote);
        return new Peer(address, certificate(connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
    }

    private static Optional<X509Certificate> certificate(SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return Optional.of((X509Certificate) chain[0]);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
