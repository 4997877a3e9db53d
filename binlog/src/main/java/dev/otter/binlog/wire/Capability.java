package dev.otter.binlog.wire;

/** Bits of the capability negotiation that we use. */
final class Capability {
    /** With MariaDB this bit says "plain MySQL client", so no extensions come. */
    static final long LONG_PASSWORD = 1;

    static final long LONG_FLAG = 1 << 2;
    static final long PROTOCOL_41 = 1 << 9;
    static final long TLS = 1 << 11;
    static final long TRANSACTIONS = 1 << 13;
    static final long SECURE_CONNECTION = 1 << 15;
    static final long MULTI_STATEMENTS = 1 << 16;
    static final long MULTI_RESULTS = 1 << 17;
    static final long PLUGIN_AUTH = 1 << 19;
    static final long CONNECT_ATTRIBUTES = 1 << 20;
    static final long AUTH_LENGTH_ENCODED = 1 << 21;

    /**
     * Neither CLIENT_FOUND_ROWS (counts prove changes) nor CLIENT_LOCAL_FILES (a server may ask).
     */
    static final long WANTED =
            LONG_PASSWORD
                    | LONG_FLAG
                    | PROTOCOL_41
                    | TRANSACTIONS
                    | SECURE_CONNECTION
                    | MULTI_STATEMENTS
                    | MULTI_RESULTS
                    | PLUGIN_AUTH
                    | CONNECT_ATTRIBUTES
                    | AUTH_LENGTH_ENCODED;

    private Capability() {}
}
