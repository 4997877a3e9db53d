package dev.otter.model.channel;

/** How a connection to an endpoint uses TLS. */
public enum TlsMode {
    DISABLED,
    /** TLS when the server offers it, certificate not checked. */
    PREFERRED,
    /** TLS always, certificate not checked. */
    REQUIRED,
    /** TLS always, certificate must be signed by a trusted authority. */
    VERIFY_CA,
    /** As {@link #VERIFY_CA}, and the certificate must name the host. */
    VERIFY_IDENTITY
}
