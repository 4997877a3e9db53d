package dev.otter.engine.failover;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.ServerVersion;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.util.Optional;

/**
 * How a server that is itself a replica follows its source.
 *
 * @param source where it replicates from, {@code host:port}
 * @param running whether it receives and applies
 * @param behindSeconds how far it is behind by its own account; empty when it does not tell
 * @param pending whether it has received changes that it has not applied yet
 * @param error why it stopped; empty when it did not
 */
public record ReplicaState(
        String source,
        boolean running,
        Optional<Long> behindSeconds,
        boolean pending,
        String error) {
    private static final int RIGHT_MISSING = 1227;

    /**
     * Asks the server.
     *
     * @return empty when it replicates from nobody, or the account may not know
     */
    public static Optional<ReplicaState> of(MysqlConnection connection) {
        ServerVersion version = connection.serverVersion();
        QueryResult status;
        try {
            status = connection.query(question(version));
        } catch (ServerErrorException e) {
            if (e.errorNumber() == RIGHT_MISSING) {
                return Optional.empty();
            }
            throw e;
        }
        return status.size() == 0 ? Optional.empty() : Optional.of(read(status));
    }

    /** How a server is asked for the state of its replication. */
    static String question(ServerVersion version) {
        return version.mysqlAtLeast(8, 0, 22)
                ? "SHOW REPLICA STATUS"
                : version.mariaDb() ? "SHOW ALL SLAVES STATUS" : "SHOW SLAVE STATUS";
    }

    private static ReplicaState read(QueryResult status) {
        String behind = text(status, "Seconds_Behind_Source", "Seconds_Behind_Master");
        String receiving = text(status, "Replica_IO_Running", "Slave_IO_Running");
        String applying = text(status, "Replica_SQL_Running", "Slave_SQL_Running");
        String received = text(status, "Source_Log_File", "Master_Log_File");
        String applied = text(status, "Relay_Source_Log_File", "Relay_Master_Log_File");
        boolean pending =
                !received.isEmpty()
                        && !applied.isEmpty()
                        && position(
                                                received,
                                                text(
                                                        status,
                                                        "Read_Source_Log_Pos",
                                                        "Read_Master_Log_Pos"))
                                        .compareTo(
                                                position(
                                                        applied,
                                                        text(
                                                                status,
                                                                "Exec_Source_Log_Pos",
                                                                "Exec_Master_Log_Pos")))
                                > 0;
        String error = text(status, "Last_SQL_Error", "Last_SQL_Error");
        return new ReplicaState(
                text(status, "Source_Host", "Master_Host")
                        + ":"
                        + text(status, "Source_Port", "Master_Port"),
                receiving.equals("Yes") && applying.equals("Yes"),
                behind.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(behind)),
                pending,
                error.isEmpty() ? text(status, "Last_IO_Error", "Last_IO_Error") : error);
    }

    private static LogPosition position(String file, String offset) {
        return new LogPosition(file, offset.isEmpty() ? 0 : Long.parseLong(offset));
    }

    /** The first row's value under the newer or the older name; empty for NULL. */
    private static String text(QueryResult status, String newer, String older) {
        int column = status.indexOf(newer);
        if (column < 0) {
            column = status.indexOf(older);
        }
        String value = column < 0 ? null : status.string(0, column);
        return value == null ? "" : value;
    }

    /**
     * Refuses a replica whose log holds only what clients change on it directly.
     *
     * @throws OtterException REPLICA_WITHOUT_LOG
     */
    public static void requireWholeLog(MysqlConnection connection, String where) {
        Optional<ReplicaState> replica = of(connection);
        if (replica.isEmpty()) {
            return;
        }
        QueryResult settings =
                connection.query(
                        "SHOW GLOBAL VARIABLES WHERE Variable_name IN"
                                + " ('log_slave_updates','log_replica_updates')");
        for (int row = 0; row < settings.size(); row++) {
            if (settings.string(row, 1).equalsIgnoreCase("OFF")) {
                throw new OtterException(
                        ErrorCode.REPLICA_WITHOUT_LOG,
                        "server "
                                + connection.endpoint().address()
                                + " replicates from "
                                + replica.get().source()
                                + " and does not write what it receives into its own log ("
                                + settings.string(row, 0)
                                + " is OFF), so those changes would be missing",
                        where,
                        "Set log_replica_updates=ON (before 8.0.26 log_slave_updates=ON) in its"
                                + " my.cnf and restart it, or read from "
                                + replica.get().source()
                                + ". After such a gap compare with 'otter check'.");
            }
        }
    }

    /** For people who watch a pipeline that reads from this server. */
    public String notice() {
        String from = "the source is itself a replica of " + source;
        if (running) {
            return from
                    + behindSeconds
                            .map(seconds -> " and " + seconds + " s behind it")
                            .orElse("; how far it is behind is not told");
        }
        return from + " and is not following it" + (error.isEmpty() ? "" : ": " + error);
    }
}
