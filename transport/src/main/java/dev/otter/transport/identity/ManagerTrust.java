package dev.otter.transport.identity;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The node's side of one handshake. With a pinned authority only a manager of that authority gets
 * through; without one, the authority that the manager shows is accepted, if it has the fingerprint
 * that was configured, and can be pinned once the handshake has succeeded.
 *
 * <p>Host names are not compared: only managers get certificates for servers from their authority,
 * and addresses of managers change (NAT, virtual addresses).
 */
public final class ManagerTrust {
    private final Optional<X509Certificate> pinned;
    private final Optional<KeyFingerprint> expected;
    private final InstantSource clock;
    private volatile Optional<X509Certificate> shown = Optional.empty();

    /**
     * @param pinned the authority known from earlier
     * @param expected fingerprint of the authority's certificate that the configuration names
     */
    public ManagerTrust(
            Optional<X509Certificate> pinned,
            Optional<KeyFingerprint> expected,
            InstantSource clock) {
        this.pinned = pinned;
        this.expected = expected;
        this.clock = clock;
    }

    /** The authority that got the manager through; the handshake may still have failed after. */
    public Optional<X509Certificate> shown() {
        return shown;
    }

    /** What the handshake is made with. */
    public X509ExtendedTrustManager trustManager() {
        return new PeerTrust(PeerTrust.nobody("this side is a client"), this::check);
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        X509Certificate authority = pinned.isPresent() ? pinned.get() : chain[chain.length - 1];
        KeyFingerprint fingerprint = KeyFingerprint.of(Certificates.encoded(authority));
        if (expected.isPresent() && !expected.get().equals(fingerprint)) {
            throw refused(
                    "The authority has the fingerprint "
                            + fingerprint
                            + ", expected is "
                            + expected.get(),
                    null);
        }
        if (authority.getBasicConstraints() < 0) {
            throw refused("The manager shows no authority", null);
        }
        try {
            Trust.check(chain[0], authority, Certificates.SERVER_PURPOSE, clock.instant());
        } catch (CertificateException e) {
            throw refused("The manager's certificate is " + e.getMessage(), e);
        }
        shown = Optional.of(authority);
    }

    private CertificateException refused(String what, Exception cause) {
        OtterException error =
                new OtterException(
                        ErrorCode.MANAGER_NOT_TRUSTED,
                        what,
                        "",
                        "If the manager was set up anew on purpose, delete manager-authority.pem"
                                + " in the node's identity folder and correct the configured"
                                + " fingerprint. If not, somebody answers in the manager's place.",
                        cause);
        return new CertificateException(error.getMessage(), error);
    }
}
