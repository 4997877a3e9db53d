package dev.otter.transport.identity;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A trust manager made of one check for clients and one for servers. It does not compare host
 * names, which the extended kind leaves to the check. Thread-safe if the checks are.
 */
final class PeerTrust extends X509ExtendedTrustManager {
    private final Check clients;
    private final Check servers;
    private final X509Certificate[] issuers;

    /** Refuses what it does not trust. */
    interface Check {
        /**
         * @param chain the peer's own certificate first
         */
        void check(X509Certificate[] chain) throws CertificateException;
    }

    /**
     * @param issuers authorities that clients are asked for certificates of
     */
    PeerTrust(Check clients, Check servers, X509Certificate... issuers) {
        this.clients = clients;
        this.servers = servers;
        this.issuers = issuers;
    }

    /** Refuses everybody. */
    static Check nobody(String why) {
        return _ -> {
            throw new CertificateException(why);
        };
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        clients.check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        clients.check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        clients.check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        servers.check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        servers.check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        servers.check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return issuers.clone();
    }
}
