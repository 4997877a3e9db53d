package dev.otter.transport.identity;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What our certificates look like, written down once. */
public final class Certificates {
    static final String SERVER_PURPOSE = "1.3.6.1.5.5.7.3.1";
    static final String NODE_PURPOSE = "1.3.6.1.5.5.7.3.2";
    static final String SIGNATURE = "SHA256withECDSA";
    private static final Pattern NODE_NAME =
            Pattern.compile("CN=([1-9][0-9]{0,17}),OU=node,O=otter");

    private Certificates() {}

    static String nodeName(NodeId node) {
        return "CN=" + node + ",OU=node,O=otter";
    }

    /** The node's number in the subject; nothing when the certificate is not a node's. */
    public static OptionalLong nodeNumber(X509Certificate certificate) {
        Matcher name = NODE_NAME.matcher(certificate.getSubjectX500Principal().getName());
        return name.matches() && serves(certificate, NODE_PURPOSE)
                ? OptionalLong.of(Long.parseLong(name.group(1)))
                : OptionalLong.empty();
    }

    static boolean serves(X509Certificate certificate, String purpose) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes != null && purposes.contains(purpose);
        } catch (CertificateException e) {
            return false;
        }
    }

    /** Reads one DER certificate. */
    public static X509Certificate parse(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }

    /** Its DER bytes. */
    public static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate in memory has an encoding", e);
        }
    }

    static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has the curve P-256", e);
        }
    }

    static BigInteger serialNumber(java.util.random.RandomGenerator random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes).setBit(126);
    }
}
