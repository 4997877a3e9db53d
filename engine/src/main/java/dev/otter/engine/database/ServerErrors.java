package dev.otter.engine.database;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;

/** What a server's refusal means. Stateless. */
final class ServerErrors {
    static final int NO_SUCH_DATABASE = 1049;
    static final int NO_SUCH_COLUMN = 1054;
    static final int NO_SUCH_TABLE = 1146;

    private ServerErrors() {}

    /** The account lacks a privilege. */
    static boolean denied(ServerErrorException e) {
        return switch (e.errorNumber()) {
            case 1044, 1045, 1142, 1143, 1227, 1370 -> true;
            default -> false;
        };
    }

    /** The server takes no changes at the moment. */
    static boolean readOnly(ServerErrorException e) {
        return switch (e.errorNumber()) {
            case 1290, 1792, 1836 -> true;
            default -> false;
        };
    }

    /** The account that the server took us for, as GRANT wants it. */
    static String account(MysqlConnection connection) {
        String account = connection.query("SELECT CURRENT_USER()").string(0, 0);
        int at = account.lastIndexOf('@');
        return quoted(account.substring(0, at)) + "@" + quoted(account.substring(at + 1));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
