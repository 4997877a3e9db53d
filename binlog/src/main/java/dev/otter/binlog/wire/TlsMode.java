package dev.otter.binlog.wire;

/** How a connection uses TLS; the words and meanings are those of MySQL's own clients. */
public enum TlsMode {
    /** Never encrypted. */
    DISABLED,
    /** Encrypted when the server offers it, otherwise in clear; the server is not authenticated. */
    PREFERRED,
    /** Encrypted or refused; the server is not authenticated. */
    REQUIRED,
    /** Encrypted, and the server's certificate must lead to a trusted authority. */
    VERIFY_CA,
    /** As {@link #VERIFY_CA}, and the certificate must name the host. */
    VERIFY_IDENTITY;

    boolean mandatory() {
        return this != DISABLED && this != PREFERRED;
    }
}
