package dev.otter.testkit.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wrote a schema: schemas of different releases are told in different words.
 *
 * @param mariaDb whether it is a MariaDB
 * @param release the first two numbers of its version
 */
record ServerVersion(boolean mariaDb, String release) {
    private static final Pattern RELEASE = Pattern.compile("^(\\d+\\.\\d+)\\.");

    static ServerVersion of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
            rows.next();
            String version = rows.getString(1);
            Matcher release = RELEASE.matcher(version);
            if (!release.find()) {
                throw new SQLException("The server calls its version '" + version + "'");
            }
            return new ServerVersion(version.contains("MariaDB"), release.group(1));
        }
    }

    /** Whether it prints whole numbers of type DOUBLE in a document without {@code .0}. */
    boolean shortDoubles() {
        return !mariaDb && Double.parseDouble(release) < 8;
    }

    /** Whether it can lay out a document as a table. */
    boolean laysOutJson() {
        return !mariaDb && Double.parseDouble(release) >= 8;
    }
}
