package dev.otter.testkit.workload;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens a new connection to the server a workload writes to. Called by several threads; each call
 * gives a connection that the caller owns and closes. With {@code allowMultiQueries=true} in its
 * URL a whole transaction travels in one packet, which is several times faster.
 */
@FunctionalInterface
public interface ConnectionSource {

    Connection open() throws SQLException;
}
