package dev.otter.engine.select;

import dev.otter.binlog.wire.MysqlConnection;

/**
 * Which server answers, whatever its address: positions in a log mean something on that one alone.
 * Stateless.
 */
public final class ServerIdentity {
    private ServerIdentity() {}

    /** MySQL's UUID; MariaDB has none, there it is the server's number. */
    public static String of(MysqlConnection connection) {
        return connection.serverVersion().mariaDb()
                ? "server-id:" + connection.query("SELECT @@server_id").string(0, 0)
                : connection.query("SELECT @@server_uuid").string(0, 0);
    }
}
