package dev.otter.engine.oracle.session;

import java.sql.Connection;

/** Opens sessions on one target. Thread-safe. */
@FunctionalInterface
public interface OracleConnector {

    /**
     * A new session, outside of a transaction and with automatic commit; the caller closes it.
     *
     * @throws OracleException when the server cannot be reached or refuses
     */
    Connection connect();
}
