package dev.otter.binlog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** MariaDB with the certificates that a MySQL server made for itself: it is slow at making some. */
final class MariadbTlsIT {
    @Test
    void tls_of_mariadb_is_used_and_its_certificate_checked() throws Exception {
        Availability availability = MysqlServer.available(Flavor.MARIADB);
        assumeTrue(availability.ready(), availability.reason());
        try (MysqlServer mysql = MysqlServer.start(ServerSpec.mysql80());
                MysqlServer mariaDb = MysqlServer.start(withCertificates(mysql.dataFolder()))) {
            mariaDb.createUser("t", "secret", "mysql_native_password");
            mariaDb.execute("ALTER USER 't'@'%' REQUIRE SSL");
            MysqlEndpoint endpoint =
                    MysqlEndpoint.of(mariaDb.host(), mariaDb.port(), "t", "secret")
                            .withTrust(mysql.dataFolder().resolve("ca.pem"));

            for (TlsMode mode :
                    new TlsMode[] {TlsMode.PREFERRED, TlsMode.REQUIRED, TlsMode.VERIFY_CA}) {
                try (MysqlConnection connection = MysqlConnection.connect(endpoint.withTls(mode))) {
                    assertThat(connection.encrypted()).isTrue();
                    assertThat(connection.query("SELECT REPEAT('x', 9000000)").cell(0, 0))
                            .hasSize(9_000_000);
                }
            }
            assertThatThrownBy(() -> MysqlConnection.connect(endpoint.withTls(TlsMode.DISABLED)))
                    .isInstanceOf(AuthRefusedException.class);
            assertThatThrownBy(() ->
                            MysqlConnection.connect(endpoint.withTls(TlsMode.VERIFY_IDENTITY)))
                    .isInstanceOf(ConnectFailedException.class);
        }
    }

    private static ServerSpec withCertificates(Path folder) {
        return ServerSpec.of(Flavor.MARIADB)
                .withOptions(
                        "--ssl",
                        "--ssl-ca=" + folder.resolve("ca.pem"),
                        "--ssl-cert=" + folder.resolve("server-cert.pem"),
                        "--ssl-key=" + folder.resolve("server-key.pem"));
    }
}
