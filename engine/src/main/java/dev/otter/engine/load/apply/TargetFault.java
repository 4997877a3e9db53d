package dev.otter.engine.load.apply;

import dev.otter.binlog.wire.AuthRefusedException;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.binlog.wire.WireException;

/** What a failure on the target calls for. */
public enum TargetFault {
    /** Deadlock or lock wait: the whole group again. */
    CONTENTION,
    /** The connection broke or will not be given: connect again, then look what became of it. */
    DISCONNECTED,
    /** The target cannot write just now: wait and try again. */
    UNAVAILABLE,
    /** The account lacks something: wait and try again, a human must act. */
    REFUSED,
    /** A table or column is not there, or a setting forbids writing: it is not about any row. */
    STRUCTURE,
    /** The rows themselves are the reason. */
    DATA;

    /**
     * Sorts a failure of any statement; error numbers are those of MySQL and MariaDB. Which of them
     * are about STRUCTURE depends on the statement.
     */
    public static TargetFault of(WireException failure) {
        return switch (failure) {
            case ServerErrorException error when rowTooLarge(error) -> DATA;
            case ServerErrorException error -> ofNumber(error.errorNumber());
            case AuthRefusedException _ -> REFUSED;
            default -> DISCONNECTED;
        };
    }

    /** One of the engine's own numbers behind ER_GET_ERRNO, and the only one about a row. */
    private static boolean rowTooLarge(ServerErrorException error) {
        return error.errorNumber() == 1030 && error.getMessage().contains("error 139");
    }

    private static TargetFault ofNumber(int number) {
        return switch (number) {
            case 1205, 1213, 1614, 3058, 3572 -> CONTENTION;
            // Too many connections, shutting down, killed, interrupted, timed out, host blocked.
            case 1040, 1053, 1077, 1079, 1129, 1152, 1158, 1159, 1160, 1161, 1203, 1226 ->
                    DISCONNECTED;
            case 1317, 1927, 3024, 3168, 3169, 4031 -> DISCONNECTED;
            // Disk full, out of memory, table full, read-only, offline, no quorum, log error.
            case 1021, 1037, 1038, 1041, 1114, 1290, 1598, 1792, 1836, 3032, 3098, 3100, 3101 ->
                    UNAVAILABLE;
            // A write of a file failed, so did the engine or a commit; log cache or locks are full.
            case 3, 1026, 1030, 1180, 1197, 1206, 1969 -> UNAVAILABLE;
            case 1044, 1045, 1142, 1143, 1227, 1370, 1410, 1419 -> REFUSED;
            default -> DATA;
        };
    }
}
