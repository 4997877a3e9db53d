package dev.otter.binlog.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a server is and how to log in to it. Immutable; {@link #toString} never shows the password.
 *
 * @param host name or address
 * @param port TCP port, 1 to 65535
 * @param user account name
 * @param password clear password, may be empty
 * @param tls how the connection is encrypted
 * @param trust certificates to trust: a PEM file, or a PKCS12 or JKS store without password; empty
 *     means the authorities the JDK trusts
 * @param connectTimeout longest wait for the TCP connection and for each step of the login
 * @param readTimeout longest wait for the next bytes of an answer; zero waits forever
 */
public record MysqlEndpoint(
        String host,
        int port,
        String user,
        String password,
        TlsMode tls,
        Optional<Path> trust,
        Duration connectTimeout,
        Duration readTimeout) {

    public MysqlEndpoint {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(trust, "trust");
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("host is empty; give a host name or an address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connectTimeout " + connectTimeout + " is not > 0");
        }
        if (readTimeout.isNegative()) {
            throw new IllegalArgumentException("readTimeout " + readTimeout + " is negative");
        }
    }

    /** An endpoint with TLS preferred, 10 s to connect and no limit on the wait for answers. */
    public static MysqlEndpoint of(String host, int port, String user, String password) {
        return new MysqlEndpoint(
                host,
                port,
                user,
                password,
                TlsMode.PREFERRED,
                Optional.empty(),
                Duration.ofSeconds(10),
                Duration.ZERO);
    }

    /** The same server with another use of TLS. */
    public MysqlEndpoint withTls(TlsMode mode) {
        return new MysqlEndpoint(
                host, port, user, password, mode, trust, connectTimeout, readTimeout);
    }

    /** The same server, trusting the certificates of this file. */
    public MysqlEndpoint withTrust(Path file) {
        return new MysqlEndpoint(
                host, port, user, password, tls, Optional.of(file), connectTimeout, readTimeout);
    }

    /** The same server with other limits on waiting. */
    public MysqlEndpoint withTimeouts(Duration connect, Duration read) {
        return new MysqlEndpoint(host, port, user, password, tls, trust, connect, read);
    }

    /** The place for messages: {@code host:port}. */
    public String address() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return "mysql://" + user + "@" + host + ":" + port + " (tls " + tls + ")";
    }
}
