package dev.otter.transport.identity;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A certificate signing request whose signature was checked: its sender has the private key. Its
 * subject is of no interest; the manager decides what goes into the certificate.
 *
 * @param key the public key to be certified
 */
public record SigningRequest(PublicKey key) {
    /** Larger ones are not looked at. */
    public static final int LONGEST_BYTES = 4096;

    /** DER bytes of a request for this node and key. */
    static byte[] encode(NodeId node, KeyPair pair) {
        try {
            return new JcaPKCS10CertificationRequestBuilder(
                            new X500Principal(Certificates.nodeName(node)), pair.getPublic())
                    .build(
                            new JcaContentSignerBuilder(Certificates.SIGNATURE)
                                    .build(pair.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("a request of our own key can be signed", e);
        }
    }

    /** Reads and checks a request; only keys of the curve P-256 are welcome. */
    public static SigningRequest parse(byte[] der) {
        if (der.length > LONGEST_BYTES) {
            throw refused("is longer than " + LONGEST_BYTES + " bytes", null);
        }
        try {
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
            PublicKey key = request.getPublicKey();
            if (!(key instanceof java.security.interfaces.ECPublicKey curve)
                    || curve.getParams().getOrder().bitLength() != 256) {
                throw refused("is not for a key of the curve P-256", null);
            }
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw refused("is not signed by its own key", null);
            }
            return new SigningRequest(key);
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | IllegalArgumentException e) {
            throw refused("cannot be read", e);
        }
    }

    /** Fingerprint of the key. */
    public KeyFingerprint fingerprint() {
        return KeyFingerprint.of(key);
    }

    private static OtterException refused(String why, Exception cause) {
        return new OtterException(
                ErrorCode.ENROLMENT_REFUSED,
                "The certificate signing request " + why,
                "",
                "Run node and manager of the same version.",
                cause);
    }
}
