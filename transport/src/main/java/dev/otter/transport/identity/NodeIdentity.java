package dev.otter.transport.identity;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What a node has on its disk to prove who it is: a key made at the first start, the certificate
 * that the manager issued, the manager's authority. One process a folder; not thread-safe, owned by
 * the thread that dials.
 */
public final class NodeIdentity {
    private static final String KEY_TYPE = "PRIVATE KEY";
    private static final String PUBLIC_TYPE = "PUBLIC KEY";
    private static final String CERTIFICATE_TYPE = "CERTIFICATE";

    private static final int STORAGE_KEY_BYTES = 32;

    private final NodeId node;
    private final Path certificateFile;
    private final Path authorityFile;
    private final InstantSource clock;
    private final KeyPair pair;
    private Optional<X509Certificate> certificate;
    private Optional<X509Certificate> authority;

    private NodeIdentity(NodeId node, Path folder, KeyPair pair, InstantSource clock) {
        this.node = node;
        this.certificateFile = folder.resolve("node.pem");
        this.authorityFile = folder.resolve("manager-authority.pem");
        this.pair = pair;
        this.clock = clock;
        this.certificate = readCertificate(certificateFile);
        this.authority = readCertificate(authorityFile);
    }

    /** Opens the identity in that folder, or makes a key for one. */
    public static NodeIdentity open(NodeId node, Path folder, InstantSource clock) {
        Path keyFile = folder.resolve("node-key.pem");
        Path publicFile = folder.resolve("node-public.pem");
        if (!Files.exists(keyFile)) {
            KeyPair pair = Certificates.newKeyPair();
            Pem.write(publicFile, PUBLIC_TYPE, pair.getPublic().getEncoded());
            Pem.write(keyFile, KEY_TYPE, pair.getPrivate().getEncoded());
        }
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            PrivateKey key =
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(Pem.readSecret(keyFile, KEY_TYPE)));
            PublicKey open =
                    factory.generatePublic(
                            new X509EncodedKeySpec(Pem.read(publicFile, PUBLIC_TYPE)));
            return new NodeIdentity(node, folder, new KeyPair(open, key), clock);
        } catch (GeneralSecurityException e) {
            throw Pem.unusable(keyFile, KEY_TYPE, e);
        }
    }

    private static Optional<X509Certificate> readCertificate(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Certificates.parse(Pem.read(file, CERTIFICATE_TYPE)));
        } catch (CertificateException e) {
            throw Pem.unusable(file, CERTIFICATE_TYPE, e);
        }
    }

    public NodeId node() {
        return node;
    }

    public KeyFingerprint fingerprint() {
        return KeyFingerprint.of(pair.getPublic());
    }

    /** The manager's authority, once it was met. */
    public Optional<X509Certificate> authority() {
        return authority;
    }

    /**
     * The certificate to connect with; nothing when there is none that can serve: none was issued
     * yet, or it is another number's, another key's, another authority's, or has expired.
     */
    public Optional<X509Certificate> certificate() {
        return certificate.filter(this::usable);
    }

    private boolean usable(X509Certificate candidate) {
        try {
            if (authority.isEmpty()) {
                return false;
            }
            Trust.check(candidate, authority.get(), Certificates.NODE_PURPOSE, clock.instant());
            return Certificates.nodeNumber(candidate).orElse(0) == node.number()
                    && candidate.getPublicKey().equals(pair.getPublic());
        } catch (CertificateException e) {
            return false;
        }
    }

    /** Whether a third or less of the certificate's life is left. */
    public boolean renewalDue() {
        return certificate
                .map(c -> {
                    Instant end = c.getNotAfter().toInstant();
                    Duration life = Duration.between(c.getNotBefore().toInstant(), end);
                    return clock.instant().isAfter(end.minus(life.dividedBy(3)));
                })
                .orElse(false);
    }

    /** A request for a certificate of this node's key, DER. */
    public byte[] signingRequest() {
        return SigningRequest.encode(node, pair);
    }

    public PrivateKey privateKey() {
        return pair.getPrivate();
    }

    /**
     * A key for what the node keeps on its disk, derived from its private key by HKDF (RFC 5869).
     *
     * @param purpose another purpose gives another key
     */
    public SecretKey storageKey(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(pair.getPrivate().getEncoded())
                                    .thenExpand(
                                            purpose.getBytes(StandardCharsets.UTF_8),
                                            STORAGE_KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 25 has HKDF", e);
        }
    }

    /** Keeps a certificate that the manager sent, if it fits; the key stays the same. */
    public void accept(byte[] der) {
        X509Certificate candidate;
        try {
            candidate = Certificates.parse(der);
        } catch (CertificateException e) {
            throw foreign(e);
        }
        if (!usable(candidate)) {
            throw foreign(null);
        }
        Pem.write(certificateFile, CERTIFICATE_TYPE, der);
        certificate = Optional.of(candidate);
    }

    private static OtterException foreign(Exception cause) {
        return new OtterException(
                ErrorCode.MANAGER_NOT_TRUSTED,
                "The manager sent a certificate that is not this node's",
                "",
                "Compare the clocks of both machines; then look at the manager's log.",
                cause);
    }

    /** Remembers the authority: from now on only its managers are trusted. */
    public void pin(X509Certificate met) {
        Pem.write(authorityFile, CERTIFICATE_TYPE, Certificates.encoded(met));
        authority = Optional.of(met);
    }

    /** Drops the certificate, which the manager no longer accepts. */
    public void forgetCertificate() {
        try {
            Files.deleteIfExists(certificateFile);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + certificateFile, e);
        }
        certificate = Optional.empty();
    }
}
