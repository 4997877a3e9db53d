package dev.otter.binlog.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Wraps a connected socket in TLS as its endpoint asks. */
final class Tls {
    private Tls() {}

    static SSLSocket wrap(Socket socket, MysqlEndpoint endpoint) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(endpoint), null);
            SSLSocket secured =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(socket, endpoint.host(), endpoint.port(), true);
            if (endpoint.tls() == TlsMode.VERIFY_IDENTITY) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
            }
            secured.startHandshake();
            return secured;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConnectFailedException(
                    "TLS with "
                            + endpoint.address()
                            + " failed ("
                            + e.getMessage()
                            + "); with tls mode "
                            + endpoint.tls()
                            + " check the server's certificate, the trusted authorities and its"
                            + " TLS version",
                    e);
        }
    }

    private static TrustManager[] trust(MysqlEndpoint endpoint)
            throws GeneralSecurityException, IOException {
        return switch (endpoint.tls()) {
            case DISABLED, PREFERRED, REQUIRED -> new TrustManager[] {new TrustAnyone()};
            case VERIFY_CA, VERIFY_IDENTITY -> authorities(endpoint);
        };
    }

    private static TrustManager[] authorities(MysqlEndpoint endpoint)
            throws GeneralSecurityException, IOException {
        KeyStore store = endpoint.trust().isPresent() ? load(endpoint.trust().get()) : null;
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE")) {
            return KeyStore.getInstance(file.toFile(), (char[]) null);
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(bytes))) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }

    /** For the modes that promise secrecy but not whom we talk to. */
    private static final class TrustAnyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
