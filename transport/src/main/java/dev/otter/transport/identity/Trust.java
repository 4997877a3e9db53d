package dev.otter.transport.identity;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** The one way in which a certificate is checked against an authority, on both sides. */
final class Trust {
    private Trust() {}

    /**
     * Refuses a certificate which that authority did not issue for that purpose, or not for now.
     */
    static void check(
            X509Certificate certificate, X509Certificate authority, String purpose, Instant now)
            throws CertificateException {
        try {
            PKIXParameters parameters =
                    new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPath path =
                    CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("not issued by the authority: " + e.getMessage(), e);
        }
        if (!Certificates.serves(certificate, purpose)) {
            throw new CertificateException("issued for another purpose");
        }
    }
}
