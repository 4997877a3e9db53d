package dev.otter.engine.database;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.QueryResult;
import java.util.HashMap;
import java.util.Map;

/** The collations of one server by number, as logs with full metadata name them. Immutable. */
public final class Collations {
    private final Map<Integer, String> charsets;

    private Collations(Map<Integer, String> charsets) {
        this.charsets = Map.copyOf(charsets);
    }

    /** Asks the server for all that it has. */
    public static Collations load(MysqlConnection connection) {
        Map<Integer, String> charsets = new HashMap<>();
        read(
                connection,
                "SELECT ID, CHARACTER_SET_NAME FROM information_schema.COLLATIONS"
                        + " WHERE ID IS NOT NULL AND CHARACTER_SET_NAME IS NOT NULL",
                charsets);
        if (connection.serverVersion().mariaDbAtLeast(10, 10, 0)) {
            // The UCA 14 collations have one name for all character sets, but a number for each.
            read(
                    connection,
                    "SELECT ID, CHARACTER_SET_NAME"
                            + " FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY"
                            + " WHERE ID IS NOT NULL",
                    charsets);
        }
        return new Collations(charsets);
    }

    private static void read(MysqlConnection connection, String sql, Map<Integer, String> into) {
        QueryResult rows = connection.query(sql);
        for (int i = 0; i < rows.size(); i++) {
            into.put((int) rows.number(i, 0), rows.string(i, 1));
        }
    }

    /** Character set of a collation, empty when the server has no collation of this number. */
    public String charset(int number) {
        return charsets.getOrDefault(number, "");
    }
}
