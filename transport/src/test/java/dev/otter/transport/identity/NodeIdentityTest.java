package dev.otter.transport.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeIdentityTest {
    private static final NodeId SEVEN = new NodeId(7);
    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private CertificateAuthority authority;
    private NodeIdentity identity;

    @BeforeEach
    void create() {
        authority = authority("ca");
        identity = open(SEVEN);
    }

    private CertificateAuthority authority(String name) {
        return CertificateAuthority.open(folder.resolve(name), () -> now, new Random(1));
    }

    private NodeIdentity open(NodeId node) {
        return NodeIdentity.open(node, folder.resolve("node"), () -> now);
    }

    private byte[] issued(CertificateAuthority by, NodeId node) {
        return Certificates.encoded(
                by.issue(node, SigningRequest.parse(identity.signingRequest())));
    }

    private void enrol() {
        identity.pin(authority.certificate());
        identity.accept(issued(authority, SEVEN));
    }

    @Test
    void key_certificate_and_authority_are_there_again_after_a_restart() {
        enrol();

        NodeIdentity again = open(SEVEN);

        assertThat(again.fingerprint()).isEqualTo(identity.fingerprint());
        assertThat(again.certificate()).isPresent();
        assertThat(again.authority()).contains(authority.certificate());
        assertThat(Certificates.nodeNumber(again.certificate().orElseThrow())).hasValue(7);
    }

    @Test
    void keys_are_readable_by_their_owner_only_and_refused_otherwise() throws IOException {
        Path key = folder.resolve("node/node-key.pem");
        Path authorityKey = folder.resolve("ca/authority-key.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(authorityKey)))
                .isEqualTo("rw-------");

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> open(SEVEN))
                .hasMessageStartingWith("OTR-4108")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void a_certificate_of_another_node_key_or_authority_is_not_accepted() {
        identity.pin(authority.certificate());

        assertThatThrownBy(() -> identity.accept(issued(authority, new NodeId(8))))
                .hasMessageStartingWith("OTR-4106");
        assertThatThrownBy(() -> identity.accept(issued(authority("foreign"), SEVEN)))
                .hasMessageStartingWith("OTR-4106");
        NodeIdentity other = NodeIdentity.open(SEVEN, folder.resolve("other"), () -> now);
        byte[] foreignKey =
                Certificates.encoded(
                        authority.issue(SEVEN, SigningRequest.parse(other.signingRequest())));
        assertThatThrownBy(() -> identity.accept(foreignKey)).hasMessageStartingWith("OTR-4106");
    }

    @Test
    void a_certificate_does_not_serve_another_number_and_not_after_its_end() {
        enrol();
        assertThat(open(new NodeId(8)).certificate()).isEmpty();

        now = now.plus(CertificateAuthority.NODE_LIFE).plusSeconds(1);
        assertThat(identity.certificate()).isEmpty();
    }

    @Test
    void renewal_is_due_in_the_last_third() {
        assertThat(identity.renewalDue()).isFalse();
        enrol();
        assertThat(identity.renewalDue()).isFalse();

        now = now.plus(Duration.ofDays(58));
        assertThat(identity.renewalDue()).isFalse();
        now = now.plus(Duration.ofDays(4));
        assertThat(identity.renewalDue()).isTrue();
    }

    @Test
    void the_key_for_the_disk_stays_the_same_and_differs_by_purpose_and_node() {
        byte[] first = identity.storageKey("one").getEncoded();

        assertThat(open(SEVEN).storageKey("one").getEncoded()).isEqualTo(first).hasSize(32);
        assertThat(identity.storageKey("other").getEncoded()).isNotEqualTo(first);
    }

    @Test
    void a_damaged_key_file_is_told_with_its_name() throws IOException {
        Files.writeString(folder.resolve("node/node-key.pem"), "nonsense");

        assertThatThrownBy(() -> open(SEVEN))
                .hasMessageStartingWith("OTR-4108")
                .hasMessageContaining("node-key.pem");
    }

    @Test
    void a_server_certificate_is_not_good_for_a_node_and_the_other_way_round() throws Exception {
        ServerKeys server = new ServerKeys(authority, () -> now);
        java.security.cert.X509Certificate[] chain = server.getCertificateChain("manager");
        X509ExtendedTrustManager nodes = NodeTrust.of(authority.certificate(), () -> now);
        enrol();
        java.security.cert.X509Certificate[] node = {identity.certificate().orElseThrow()};

        nodes.checkClientTrusted(node, "EC");
        assertThatThrownBy(() -> nodes.checkClientTrusted(chain, "EC"))
                .hasMessageContaining("another purpose");
        X509ExtendedTrustManager managers =
                new ManagerTrust(
                                java.util.Optional.of(authority.certificate()),
                                java.util.Optional.empty(),
                                () -> now)
                        .trustManager();
        managers.checkServerTrusted(chain, "EC");
        assertThatThrownBy(() -> managers.checkServerTrusted(node, "EC"))
                .hasMessageContaining("OTR-4106");
    }

    @Test
    void the_managers_certificate_renews_itself() {
        ServerKeys server = new ServerKeys(authority, () -> now);
        Instant end = server.getCertificateChain("manager")[0].getNotAfter().toInstant();

        now = now.plus(Duration.ofDays(20));

        assertThat(server.getCertificateChain("manager")[0].getNotAfter().toInstant()).isAfter(end);
    }
}
