package dev.otter.binlog.stream;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rights of a connection's account, with those of its active roles, from SHOW GRANTS.
 *
 * @param lines the statements as the server prints them, in upper case
 */
record Grants(List<String> lines) {

    Grants {
        lines = List.copyOf(lines);
    }

    static Grants of(MysqlConnection connection) {
        String statement = "SHOW GRANTS";
        if (connection.serverVersion().mysqlAtLeast(8, 0, 0)) {
            String roles = connection.query("SELECT CURRENT_ROLE()").string(0, 0);
            if (!roles.equals("NONE")) {
                statement += " FOR CURRENT_USER() USING " + roles;
            }
        }
        QueryResult result = connection.query(statement);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < result.size(); row++) {
            lines.add(result.string(row, 0).toUpperCase(Locale.ROOT));
        }
        return new Grants(lines);
    }

    /** True when the right is held on everything. */
    boolean global(String right) {
        return lines.stream().anyMatch(line -> line.contains(" ON *.* ") && grants(line, right));
    }

    /** True when the right is held on something. */
    boolean anywhere(String right) {
        return lines.stream().anyMatch(line -> grants(line, right));
    }

    private static boolean grants(String line, String right) {
        int on = line.indexOf(" ON ");
        if (!line.startsWith("GRANT ") || on < 0) {
            return false;
        }
        for (String piece : line.substring("GRANT ".length(), on).split(",")) {
            String held = piece.strip();
            boolean columns = held.startsWith(right + " (");
            if (held.equals(right) || columns || held.startsWith("ALL PRIVILEGES")) {
                return true;
            }
        }
        return false;
    }
}
