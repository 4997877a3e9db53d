package dev.otter.testkit.workload;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server can store, so that a workload uses only what both ends of a test have.
 *
 * @param mariadb MariaDB (its JSON is text with a check) or MySQL
 * @param nativeJson JSON with types of its own inside (decimal, datetime, opaque)
 * @param jsonBytes how JSON keeps the bytes of a hexadecimal literal
 * @param invisibleColumns columns that SELECT * does not show
 * @param vector the VECTOR type of MySQL
 * @param addresses the types UUID, INET4 and INET6 of MariaDB
 * @param gb18030 the Chinese character set of that name
 */
public record ServerFeatures(
        boolean mariadb,
        boolean nativeJson,
        JsonBytes jsonBytes,
        boolean invisibleColumns,
        boolean vector,
        boolean addresses,
        boolean gb18030) {

    /** As what type a server keeps bytes inside JSON; the type shows when the JSON is printed. */
    public enum JsonBytes {
        BIT,
        BLOB,
        /** Not at all, or not as the other side does. */
        NONE
    }

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

    /** Asks a server. */
    public static ServerFeatures of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
            rows.next();
            return ofVersion(rows.getString(1));
        }
    }

    static ServerFeatures ofVersion(String text) {
        Matcher parts = VERSION.matcher(text);
        if (!parts.find()) {
            throw new IllegalArgumentException("not a server version: " + text);
        }
        int version =
                Integer.parseInt(parts.group(1)) * 10_000
                        + Integer.parseInt(parts.group(2)) * 100
                        + Integer.parseInt(parts.group(3));
        boolean mariadb = text.contains("MariaDB");
        return new ServerFeatures(
                mariadb,
                !mariadb,
                mariadb ? JsonBytes.NONE : version < 80_000 ? JsonBytes.BIT : JsonBytes.BLOB,
                version >= (mariadb ? 100_300 : 80_023),
                !mariadb && version >= 90_000,
                mariadb && version >= 101_000,
                !mariadb);
    }

    /** What both have. */
    public ServerFeatures and(ServerFeatures other) {
        return new ServerFeatures(
                mariadb || other.mariadb,
                nativeJson && other.nativeJson,
                jsonBytes == other.jsonBytes ? jsonBytes : JsonBytes.NONE,
                invisibleColumns && other.invisibleColumns,
                vector && other.vector,
                addresses && other.addresses,
                gb18030 && other.gb18030);
    }
}
