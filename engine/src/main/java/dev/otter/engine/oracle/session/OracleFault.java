package dev.otter.engine.oracle.session;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;

/** What an error of Oracle calls for. */
public enum OracleFault {
    /** Deadlock, lock wait, a statement that took too long: the whole transaction again. */
    CONTENTION,
    /** The connection broke or will not be given. */
    DISCONNECTED,
    /** The server cannot write just now. */
    UNAVAILABLE,
    /** The account lacks something. */
    REFUSED,
    /** A table or column is not there, or in no state to be written. */
    STRUCTURE,
    /** A column cannot hold a value. */
    VALUE,
    /** A constraint, or anything else about the rows. */
    DATA;

    /** By the number behind {@code ORA-}; where it says nothing, by the kind of exception. */
    static OracleFault of(int number, SQLException thrown) {
        return switch (number) {
            // Deadlock, NOWAIT, distributed lock, snapshot too old, serialization, cancelled,
            // library cache.
            case 60, 54, 2049, 1555, 8176, 8177, 1013, 4020, 4021, 30006 -> CONTENTION;
            // Sessions and processes at their limit, killed, starting, stopping, not there.
            case 18, 20, 28, 1012, 1033, 1034, 1035, 1089, 1090, 1092, 2391, 2396, 2399 ->
                    DISCONNECTED;
            case 3113, 3114, 3135, 3136, 25408, 25425, 24761 -> DISCONNECTED;
            case 1014, 1041, 4068, 2394, 2395, 2397, 1015 -> DISCONNECTED;
            // No room in a tablespace, no undo, archiver stuck, memory, read-only, standby,
            // files.
            case 1536, 1650, 1651, 1652, 1653, 1654, 1655, 1658, 1659, 1688, 1691, 1692, 1693 ->
                    UNAVAILABLE;
            case 30036, 257, 4030, 4031, 16000, 16456, 1110, 1114, 1115, 1116, 1157, 1578 ->
                    UNAVAILABLE;
            case 372, 376, 1591, 19502, 19504, 19809, 19815, 27061, 27072, 30032 -> UNAVAILABLE;
            // Login, locked, expired, privileges, no quota.
            case 1017, 1031, 1045, 1720, 1749, 1950, 28000, 28001, 28002, 28011, 41900 -> REFUSED;
            // No such table or column, read-only table, virtual and identity columns, unusable
            // index, invalid object, the server's mistake.
            case 942, 904, 600, 7445, 1502, 1747, 4063, 4098, 8102, 12081, 32795, 54013, 54017 ->
                    STRUCTURE;
            case 911, 923, 933, 936, 907, 917, 903, 905, 906, 2289 -> STRUCTURE;
            // Too long, too many digits, no such date, no number, interval too long.
            case 1401, 1426, 1438, 1461, 1489, 1722, 12899, 22835, 22295, 1873, 1867, 1857 -> VALUE;
            case 1830, 1839, 1840, 1841, 1843, 1847, 1850, 1851, 1852, 1853, 1854, 1858, 1861 ->
                    VALUE;
            case 932, 2359, 12704, 24816, 40441, 40447, 40587, 1450 -> VALUE;
            default -> listener(number) ? DISCONNECTED : ofKind(number, thrown);
        };
    }

    /** Errors of the network and of the driver about it. */
    private static boolean listener(int number) {
        boolean net = number >= 12150 && number <= 12699;
        boolean driver =
                number == 17002
                        || number == 17008
                        || number == 17009
                        || number == 17410
                        || number == 17447
                        || number >= 17800 && number <= 17999;
        return net || driver;
    }

    private static OracleFault ofKind(int number, SQLException thrown) {
        return switch (thrown) {
            case SQLRecoverableException _,
                    SQLNonTransientConnectionException _,
                    SQLTransientConnectionException _ ->
                    DISCONNECTED;
            case SQLTimeoutException _, SQLTransactionRollbackException _ -> CONTENTION;
            case SQLDataException _ -> VALUE;
            case SQLIntegrityConstraintViolationException _ -> DATA;
            case SQLSyntaxErrorException _ -> STRUCTURE;
            default -> number == 0 ? DISCONNECTED : DATA;
        };
    }
}
