package dev.otter.transport.identity;

import java.net.Socket;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The manager's own key and certificate: made in memory at each start, renewed by itself long
 * before expiry. Thread-safe.
 */
public final class ServerKeys extends X509ExtendedKeyManager {
    private static final String ALIAS = "manager";
    private static final Duration RENEWED_BEFORE_END =
            CertificateAuthority.SERVER_LIFE.dividedBy(2);

    private final CertificateAuthority authority;
    private final InstantSource clock;
    private final KeyPair pair = Certificates.newKeyPair();
    private volatile X509Certificate certificate;

    public ServerKeys(CertificateAuthority authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
        this.certificate = authority.issueServer(pair.getPublic());
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        if (clock.instant()
                .plus(RENEWED_BEFORE_END)
                .isAfter(certificate.getNotAfter().toInstant())) {
            certificate = authority.issueServer(pair.getPublic());
        }
        return new X509Certificate[] {certificate, authority.certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return pair.getPrivate();
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return keyType.startsWith("EC") ? ALIAS : null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
