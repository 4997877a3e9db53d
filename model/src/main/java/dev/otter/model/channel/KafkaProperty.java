package dev.otter.model.channel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of Kafka's clients that may be given. Others are not taken: those on which the
 * promises rest (acknowledgements, idempotence, transactions, serialisers), those that are keys of
 * the endpoint itself, and those that name classes to be loaded.
 */
public enum KafkaProperty {
    COMPRESSION("compression.type", "none, gzip, snappy, lz4, zstd"),
    LINGER("linger.ms", 0, 60_000),
    BATCH("batch.size", 0, 16 << 20),
    BUFFER("buffer.memory", 1 << 20, 1 << 30),
    REQUEST_SIZE("max.request.size", 1 << 10, 128 << 20),
    REQUEST_TIMEOUT("request.timeout.ms", 1_000, 300_000),
    DELIVERY_TIMEOUT("delivery.timeout.ms", 2_000, 600_000),
    TRANSACTION_TIMEOUT("transaction.timeout.ms", 10_000, 86_400_000),
    METADATA_AGE("metadata.max.age.ms", 1_000, 3_600_000),
    IDLE("connections.max.idle.ms", 10_000, 3_600_000),
    DNS("client.dns.lookup", "use_all_dns_ips, resolve_canonical_bootstrap_servers_only"),
    MECHANISM("sasl.mechanism", "PLAIN, SCRAM-SHA-256, SCRAM-SHA-512"),
    TRUST_FILE("ssl.truststore.location", Kind.TEXT),
    TRUST_TYPE("ssl.truststore.type", "JKS, PKCS12, PEM"),
    TRUST_PASSWORD("ssl.truststore.password", Kind.SECRET),
    TRUST_CERTIFICATES("ssl.truststore.certificates", Kind.TEXT),
    KEY_FILE("ssl.keystore.location", Kind.TEXT),
    KEY_TYPE("ssl.keystore.type", "JKS, PKCS12, PEM"),
    KEY_FILE_PASSWORD("ssl.keystore.password", Kind.SECRET),
    KEY_CERTIFICATES("ssl.keystore.certificate.chain", Kind.TEXT),
    KEY("ssl.keystore.key", Kind.SECRET),
    KEY_PASSWORD("ssl.key.password", Kind.SECRET);

    /** What values are. */
    public enum Kind {
        /** A whole number between two bounds. */
        NUMBER,
        /** One of some words. */
        WORD,
        /** Any text that is not empty. */
        TEXT,
        /** The same, never to be shown. */
        SECRET
    }

    private static final int DIGITS_MAX = 12;

    private final String property;
    private final Kind kind;
    private final long least;
    private final long most;

    /** Separated by commas and spaces. */
    private final String words;

    KafkaProperty(String property, long least, long most) {
        this(property, Kind.NUMBER, least, most, "");
    }

    KafkaProperty(String property, String words) {
        this(property, Kind.WORD, 0, 0, words);
    }

    KafkaProperty(String property, Kind kind) {
        this(property, kind, 0, 0, "");
    }

    KafkaProperty(String property, Kind kind, long least, long most, String words) {
        this.property = property;
        this.kind = kind;
        this.least = least;
        this.most = most;
        this.words = words;
    }

    /** The name that Kafka has for it. */
    public String property() {
        return property;
    }

    public Kind kind() {
        return kind;
    }

    /** The one of this name; empty when it is not one that may be given. */
    public static Optional<KafkaProperty> of(String property) {
        return Stream.of(values()).filter(known -> known.property.equals(property)).findFirst();
    }

    /** All names, for messages. */
    public static List<String> names() {
        return Stream.of(values()).map(KafkaProperty::property).toList();
    }

    /** What may be given, for messages. */
    public String allowed() {
        return switch (kind) {
            case NUMBER -> "a whole number from " + least + " to " + most;
            case WORD -> words;
            case TEXT, SECRET -> "text that is not empty";
        };
    }

    /** Whether a value may be given. */
    public boolean takes(String value) {
        return switch (kind) {
            case NUMBER ->
                    value.length() <= DIGITS_MAX
                            && value.matches("\\d+")
                            && Long.parseLong(value) >= least
                            && Long.parseLong(value) <= most;
            case WORD -> List.of(words.split(", ")).contains(value);
            case TEXT, SECRET -> !value.isBlank();
        };
    }

    /** Fails with a message that does not show the value. */
    static void require(String property, String value) {
        KafkaProperty known =
                of(property)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "property '"
                                                + property
                                                + "' of Kafka cannot be given; allowed are "
                                                + String.join(", ", names())));
        if (!known.takes(value)) {
            throw new IllegalArgumentException(
                    "the value of property '" + property + "' must be " + known.allowed());
        }
    }
}
