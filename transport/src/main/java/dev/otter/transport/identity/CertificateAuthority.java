package dev.otter.transport.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.random.RandomGenerator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The manager's own authority: made at the first start, kept in two files, the key readable by its
 * owner only. Several managers share it by having the same two files. Thread-safe.
 *
 * <p>It keeps no list of what it issued: whether a node may connect is decided by its registry at
 * each connection, which is what makes revocation immediate.
 */
public final class CertificateAuthority {
    /** How long a node's certificate is good; nodes renew after two thirds. */
    public static final Duration NODE_LIFE = Duration.ofDays(90);

    static final Duration SERVER_LIFE = Duration.ofDays(30);
    private static final Duration OWN_LIFE = Duration.ofDays(20 * 365);
    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(24);
    private static final String KEY_TYPE = "PRIVATE KEY";
    private static final String CERTIFICATE_TYPE = "CERTIFICATE";

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final InstantSource clock;
    private final RandomGenerator random;

    private CertificateAuthority(
            PrivateKey key,
            X509Certificate certificate,
            InstantSource clock,
            RandomGenerator random) {
        this.key = key;
        this.certificate = certificate;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Opens the authority in that folder, or makes one.
     *
     * @param random for serial numbers; a secure one
     */
    public static CertificateAuthority open(
            Path folder, InstantSource clock, RandomGenerator random) {
        Path keyFile = folder.resolve("authority-key.pem");
        Path certificateFile = folder.resolve("authority.pem");
        if (!Files.exists(keyFile)) {
            make(keyFile, certificateFile, clock, random);
        }
        byte[] keyBytes = Pem.readSecret(keyFile, KEY_TYPE);
        try {
            PrivateKey key =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(keyBytes));
            X509Certificate certificate =
                    Certificates.parse(Pem.read(certificateFile, CERTIFICATE_TYPE));
            return new CertificateAuthority(key, certificate, clock, random);
        } catch (GeneralSecurityException e) {
            throw Pem.unusable(keyFile, KEY_TYPE, e);
        }
    }

    private static void make(
            Path keyFile, Path certificateFile, InstantSource clock, RandomGenerator random) {
        KeyPair pair = Certificates.newKeyPair();
        // Names differ, so that a rebuilt manager's authority is not taken for the old one.
        String suffix = KeyFingerprint.of(pair.getPublic()).brief();
        X500Principal name = new X500Principal("CN=authority " + suffix + ",OU=manager,O=otter");
        Instant from = clock.instant().minus(CLOCK_TOLERANCE).truncatedTo(ChronoUnit.SECONDS);
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        Certificates.serialNumber(random),
                        Date.from(from),
                        Date.from(from.plus(OWN_LIFE)),
                        name,
                        pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        } catch (CertIOException e) {
            throw new IllegalStateException("extensions of our own can be encoded", e);
        }
        // The key last: a crash in between leaves a certificate that is written anew.
        Pem.write(
                certificateFile,
                CERTIFICATE_TYPE,
                Certificates.encoded(sign(builder, pair.getPrivate())));
        Pem.write(keyFile, KEY_TYPE, pair.getPrivate().getEncoded());
    }

    /** What nodes pin. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** SHA-256 of its certificate, which a node's configuration may name. */
    public KeyFingerprint fingerprint() {
        return KeyFingerprint.of(Certificates.encoded(certificate));
    }

    /** A certificate that says: the holder of this key is this node. */
    public X509Certificate issue(NodeId node, SigningRequest request) {
        return issue(
                new X500Principal(Certificates.nodeName(node)),
                request.key(),
                NODE_LIFE,
                KeyPurposeId.id_kp_clientAuth);
    }

    X509Certificate issueServer(PublicKey serverKey) {
        return issue(
                new X500Principal("CN=manager,OU=manager,O=otter"),
                serverKey,
                SERVER_LIFE,
                KeyPurposeId.id_kp_serverAuth);
    }

    private X509Certificate issue(
            X500Principal subject, PublicKey subjectKey, Duration life, KeyPurposeId purpose) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        certificate.getSubjectX500Principal(),
                        Certificates.serialNumber(random),
                        Date.from(now.minus(CLOCK_TOLERANCE)),
                        Date.from(now.plus(life)),
                        subject,
                        subjectKey);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
        } catch (CertIOException e) {
            throw new IllegalStateException("extensions of our own can be encoded", e);
        }
        return sign(builder, key);
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder(Certificates.SIGNATURE)
                                            .build(key)));
        } catch (OperatorCreationException | CertificateException e) {
            throw new IllegalStateException("a key of the curve P-256 can sign", e);
        }
    }
}
